// Closing connections against a gateway that fails in ways only AWS does.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { createCloseConnections } from '../../../functions/adapters/close-connections.ts';

vi.stubEnv('CONNECTIONS_URL', 'https://api.execute-api.eu-west-1.amazonaws.com/ws');
const gateway = mockClient(ApiGatewayManagementApiClient);
beforeEach(() => gateway.reset());
afterAll(() => gateway.restore());

it('closes every one once; one that is gone is closed', async () => {
  gateway.on(DeleteConnectionCommand).resolves({});
  gateway
    .on(DeleteConnectionCommand, { ConnectionId: 'c7' })
    .rejects(new GoneException({ $metadata: { httpStatusCode: 410 }, message: '' }));
  const connections = Array.from({ length: 45 }, (_, index) => `c${index}`);
  await createCloseConnections()(connections);
  const asked = gateway
    .commandCalls(DeleteConnectionCommand)
    .map(({ args: [{ input }] }) => input.ConnectionId);
  expect(asked).toEqual(connections);
});

it('does not say it is done when one is still open', async () => {
  gateway.on(DeleteConnectionCommand).rejects(new Error('socket hang up'));
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(createCloseConnections()(['open'])).rejects.toThrow('socket hang up');
  log.mockRestore();
});
