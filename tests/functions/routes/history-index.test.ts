// Where a chat stands in the index: with the open ones, with the closed ones of its month, and with its customer's, at one write each.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDesk, end, say, start } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const keysIn = async (pk: string) =>
  (await engine.db.query({ pk, index: 'lists' })).items.map(({ pk, sk, gsk }) => `${pk} ${sk} ${gsk}`);

it('keeps a chat findable by its customer and, once closed, by the month it began in', async () => {
  const desk = createDesk(engine.db);
  const agent = await desk.agent();
  const customer = await desk.customer();
  const { chat } = await start(customer);
  const startedAt = desk.now();
  const place = `${startedAt}#${chat.id}`;
  await say(customer, chat.id, 'Hallo');
  const own = [`CHAT#${chat.id} E#0000000001 ${place}`];
  const meta = [`CHAT#${chat.id} META ${place}`];
  expect(await keysIn(`CHATS#${customer.me.id}`)).toEqual(own);
  expect(await keysIn('OPEN#helpdesk')).toEqual(meta);

  await end(customer, chat.id, { after: 2 });
  expect(await keysIn('OPEN#helpdesk')).toEqual([]);
  expect(await keysIn('ENDED#helpdesk')).toEqual(meta);
  // Closed in another month than it began in: the month it began in counts.
  desk.pass(20 * 24 * 60 * 60_000);
  await agent.ask('chat.delete', { chatId: chat.id });
  expect(await keysIn('ENDED#helpdesk')).toEqual([]);
  expect(await keysIn('CLOSED#helpdesk#2026-11')).toEqual(meta);
  expect(await agent.ask('unclosed.list', {})).toEqual({ chats: [] });

  await agent.ask('chat.undelete', { chatId: chat.id });
  expect(await keysIn('ENDED#helpdesk')).toEqual(meta);
  expect(await keysIn('CLOSED#helpdesk#2026-11')).toEqual([]);

  await agent.ask('chat.save', { chatId: chat.id });
  expect(await keysIn('ENDED#helpdesk')).toEqual([]);
  expect(await keysIn('CLOSED#helpdesk#2026-11')).toEqual(meta);
  expect(await keysIn(`CHATS#${customer.me.id}`)).toEqual(own);
});
