// Pushes against a gateway that fails in ways only AWS does: gone, too busy, broken.
import {
  ApiGatewayManagementApiClient,
  GoneException,
  LimitExceededException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { createDeliver, createPost } from '../../../functions/adapters/deliver.ts';

vi.stubEnv('CONNECTIONS_URL', 'https://api.execute-api.eu-west-1.amazonaws.com/ws');
const gateway = mockClient(ApiGatewayManagementApiClient);
beforeEach(() => gateway.reset());
afterAll(() => gateway.restore());

const event = { event: 'room.changed', open: true, rev: 1 } as const;
const push = (connection: string) => ({ connection, event });
const meta = { $metadata: { httpStatusCode: 0 }, message: '' };

it('names the connections that are gone, and only those', async () => {
  gateway.on(PostToConnectionCommand).resolves({});
  gateway.on(PostToConnectionCommand, { ConnectionId: 'gone' }).rejects(new GoneException(meta));
  gateway.on(PostToConnectionCommand, { ConnectionId: 'busy' }).rejects(new LimitExceededException(meta));
  gateway.on(PostToConnectionCommand, { ConnectionId: 'broken' }).rejects(new Error('socket hang up'));
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const gone = await createDeliver(createPost())(['a', 'gone', 'busy', 'broken', 'b'].map(push));
  expect([...gone]).toEqual(['gone']);
  // What could not be sent is in the log, without what was said.
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('room.changed');
});

it('posts the event as JSON, once to each connection', async () => {
  gateway.on(PostToConnectionCommand).resolves({});
  await createDeliver(createPost())([push('a'), push('b')]);
  const sent = gateway.commandCalls(PostToConnectionCommand).map(({ args: [{ input }] }) => input);
  expect(sent.map(({ ConnectionId }) => ConnectionId)).toEqual(['a', 'b']);
  for (const { Data } of sent) expect(JSON.parse(String(Data))).toEqual(event);
});

it('tries what is too large once: it is so the next time, too', async () => {
  gateway.on(PostToConnectionCommand).rejects(new PayloadTooLargeException(meta));
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await createPost()('a', 'much')).toBe('failed');
  log.mockRestore();
  expect(gateway.commandCalls(PostToConnectionCommand)).toHaveLength(1);
});

it('waits no longer than it may', async () => {
  gateway.on(PostToConnectionCommand).rejects(new LimitExceededException(meta));
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await createPost()('a', 'late', AbortSignal.abort())).toBe('failed');
  log.mockRestore();
  expect(gateway.commandCalls(PostToConnectionCommand).length).toBeLessThanOrEqual(1);
});
