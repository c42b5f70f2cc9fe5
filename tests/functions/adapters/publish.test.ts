// Telling other systems: what is sent, and that a bus that does not answer, or not take it, harms nobody.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPublish, NOT_PUBLISHED } from '../../../functions/adapters/publish.ts';
import { PublishedEvent } from '../../../shared/published-events.ts';

const bus = mockClient(EventBridgeClient);
const id = 'A'.repeat(22);
const saved = v.parse(PublishedEvent, {
  type: 'ticket.saved',
  id: 'ticket.saved:12:1',
  at: Date.UTC(2026, 10, 22),
  number: 12,
  rev: 1,
  status: 'new',
  published: true,
  customerId: id,
  by: { role: 'agent', id },
});
const replied = { ...saved, type: 'ticket.replied', id: 'ticket.replied:12:x' } as PublishedEvent;

let lines: string[];
beforeEach(() => {
  bus.reset();
  lines = [];
  vi.stubEnv('EVENT_BUS', 'the-bus');
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const sent = () =>
  bus.commandCalls(PutEventsCommand).map(({ args: [command] }) => command.input.Entries ?? []);

test('one call carries all events of a change, with their type, time and ids', async () => {
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }, { EventId: '2' }] });
  await createPublish(new EventBridgeClient({}))(saved, replied);
  const { type: _, ...detail } = saved;
  expect(sent()).toEqual([
    [
      {
        EventBusName: 'the-bus',
        Source: 'officeheart.chat',
        DetailType: 'ticket.saved',
        Detail: JSON.stringify(detail),
        Time: new Date(saved.at),
      },
      expect.objectContaining({ DetailType: 'ticket.replied' }),
    ],
  ]);
  expect(lines).toEqual([]);
});

test('only what was not taken is sent again', async () => {
  bus
    .on(PutEventsCommand)
    .resolvesOnce({ FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] })
    .resolves({ FailedEntryCount: 0, Entries: [{ EventId: '2' }] });
  await createPublish(new EventBridgeClient({}))(saved, replied);
  expect(sent().map((entries) => entries.map(({ DetailType }) => DetailType))).toEqual([
    ['ticket.saved', 'ticket.replied'],
    ['ticket.replied'],
  ]);
  expect(lines).toEqual([]);
});

test('one that is never taken is given up after three tries, logged and counted', async () => {
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
  await createPublish(new EventBridgeClient({}))(saved);
  expect(sent()).toHaveLength(3);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'ERROR', message: NOT_PUBLISHED, action: 'ticket.saved', count: 1 },
  ]);
});

test('a bus that cannot be reached is logged, and nothing is thrown', async () => {
  bus.on(PutEventsCommand).rejects(new Error('https://secret.example'));
  await expect(createPublish(new EventBridgeClient({}))(saved, replied)).resolves.toBeUndefined();
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: NOT_PUBLISHED,
    count: 2,
    error: { name: 'Error' },
  });
  expect(lines[0]).not.toContain('secret');
});
