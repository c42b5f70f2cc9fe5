// Races on the real engine, round after round: whoever comes first, the outcome is one that could have come in order.
import { beforeEach, describe, expect, it } from 'vitest';
import { listTicketsOf } from '../../../functions/store/ticket-lists.ts';
import type { ChatId } from '../../../shared/model.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';
import { useDesk } from '../../support/use-desk.ts';

const ROUNDS = Number(process.env.ROUNDS ?? scaled(8, 1_000));
/** A round of 200 customers is 200 tries: a few of them are as many as the others' rounds. */
const RUSHES = scaled(2, 500);

let engine: Engine;
let desk: Desk;
let anna: Tab;
let bram: Tab;
useDesk((today) => ({ engine, desk } = today));
beforeEach(async () => {
  await desk.settings({ max: 20 });
  anna = await desk.agent('Anna');
  bram = await desk.agent('Bram');
});

const aChat = async () => {
  const customer = await desk.customer();
  const { chat } = await start(customer);
  await say(customer, chat.id, 'Dag');
  return { customer, chatId: chat.id };
};
const ticketsOf = async ({ me }: Tab) =>
  (await listTicketsOf(engine.db, me.id, { matches: () => true })).tickets;
const finish = async (tab: Tab, chatId: ChatId) => {
  await tab.tryTo('chat.end', { chatId, cid: newCid(), after: 1 });
  await anna.tryTo('chat.delete', { chatId });
};
const codes = (results: readonly ({ ok: unknown } | { error: { code: string } })[]) =>
  results.map((result) => ('error' in result ? result.error.code : 'ok')).sort();
const log = async (customer: Tab, chatId: ChatId) =>
  (await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 0 })).entries.map(({ kind }) => kind);

describe(`${ROUNDS} rounds of`, { timeout: PATIENCE_MS }, () => {
  it(`[F11] [S14] 200 customers for one place, ${RUSHES} times: exactly one gets it`, async () => {
    await desk.settings({ max: 1 });
    await engine.clear();
    desk = createDesk(engine.db);
    await desk.settings({ max: 1 });
    await desk.agent();
    const customers = await Promise.all(Array.from({ length: 200 }, () => desk.customer()));
    for (let round = 0; round < RUSHES; round++) {
      const results = await Promise.all(
        customers.map((tab) => tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' })),
      );
      const winners = results.flatMap((result, index) =>
        'ok' in result ? [{ index, chat: result.ok.chat }] : [],
      );
      expect(winners).toHaveLength(1);
      expect(new Set(codes(results))).toEqual(new Set(['no_room', 'ok']));
      for (const { index, chat } of winners) {
        const tab = customers[index];
        if (tab) await tab.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 1 });
      }
      expect(await desk.counts()).toEqual({ free: 1, waiting: 0 });
    }
  });

  it('[S28] two agents who join one chat: one answers, the other is told who', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      const results = await Promise.all(
        [anna, bram].map((tab) =>
          tab.tryTo('chat.join', { chatId, sid: tab.sid, cid: newCid(), second: false }),
        ),
      );
      expect(codes(results)).toEqual(['ok', 'taken']);
      await finish(customer, chatId);
    }
    expect(await desk.counts()).toEqual({ free: 40, waiting: 0 });
  });

  it('[F12] [S86] two agents who leave together: exactly one leaves', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      await join(anna, chatId);
      await join(bram, chatId, { second: true });
      const results = await Promise.all(
        [anna, bram].map((tab) => tab.tryTo('chat.leave', { chatId, cid: newCid() })),
      );
      expect(codes(results)).toEqual(['last_agent', 'ok']);
      await finish(customer, chatId);
    }
    expect(await desk.counts()).toEqual({ free: 40, waiting: 0 });
  });

  it('[F13] joining against ending: the chat ends, with or without the agent', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      const [joined] = await Promise.all([
        anna.tryTo('chat.join', { chatId, sid: anna.sid, cid: newCid(), second: false }),
        end(customer, chatId),
      ]);
      expect(await log(customer, chatId)).toEqual(
        'ok' in joined ? ['started', 'message', 'joined', 'ended'] : ['started', 'message', 'ended'],
      );
      await finish(customer, chatId);
    }
    expect(await desk.counts()).toEqual({ free: 40, waiting: 0 });
  });

  it('[F13] [S79] ending against saving: saved only once it ended', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      await join(anna, chatId);
      const [, saved] = await Promise.all([end(customer, chatId), anna.tryTo('chat.save', { chatId })]);
      expect(['ok', 'customer_connected']).toContain(codes([saved])[0]);
      if ('error' in saved) await anna.ask('chat.save', { chatId });
      expect(await log(customer, chatId)).toEqual(['started', 'message', 'joined', 'ended']);
    }
  });

  it('[F13] [S76] saving against saving: one ticket', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      await end(customer, chatId);
      const saved = await Promise.all([anna, bram, anna].map((tab) => tab.ask('chat.save', { chatId })));
      expect(new Set(saved.map(({ ticket }) => ticket)).size).toBe(1);
      expect(await ticketsOf(customer)).toHaveLength(1);
    }
  });

  it('[F13] [S79] saving against deleting: one or the other', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { customer, chatId } = await aChat();
      await end(customer, chatId);
      const results = await Promise.all([
        anna.tryTo('chat.save', { chatId }),
        bram.tryTo('chat.delete', { chatId }),
      ]);
      expect(codes(results)).toEqual(['chat_closed', 'ok']);
      expect(await ticketsOf(customer)).toHaveLength('ok' in (results[0] ?? {}) ? 1 : 0);
    }
  });

  it('two settings saves: one stands, the other is told', async () => {
    const managers = await Promise.all(
      ['Ohadmin', 'Kim'].map((name) => desk.agent(name, { permissions: ['helpdesk', 'manage'] })),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const [first] = managers;
      const { settings } = (await first?.ask('desk.enter', { sid: first.sid })) ?? {};
      if (!settings) throw new Error('no settings');
      const results = await Promise.all(
        managers.map((tab) =>
          tab.tryTo('settings.change', { ...settings, welcome: `${tab.me.name} ${round}` }),
        ),
      );
      expect(codes(results)).toEqual(['ok', 'outdated']);
    }
  });
});
