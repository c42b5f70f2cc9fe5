// Whoever acts does not wait until every console was told: on a large desk a function of its own tells them, late or twice, and never what was.
import { describe, expect, it } from 'vitest';
import type { Telling } from '../../../functions/domain/telling.ts';
import { consoles } from '../../../functions/store/desk.ts';
import { CONSOLES } from '../../../functions/store/keys.ts';
import { tell } from '../../../functions/workflows/tell.ts';
import type { ServerEvent } from '../../../shared/events.ts';
import type { ChatId, UserId } from '../../../shared/model.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, end, join, say, start, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));

const PREFIX = 'console-';
const colleague = (index: number) => `colleague-${index}`.padEnd(22, '-') as UserId;

/** Anna at her console, and others open beside it, so that there are `count`. */
const openConsoles = async (count: number) => {
  const rows = Array.from({ length: count - 1 }, (_, index) => ({
    put: {
      pk: CONSOLES,
      sk: `${colleague(index)}#${PREFIX}${index}`,
      user: colleague(index),
      speaks: SPEAKS,
      expiresAt: 4e9,
    },
    when: asScene,
  }));
  for (let from = 0; from < rows.length; from += 100) await engine.db.transact(rows.slice(from, from + 100));
  const told = new Map<string, ServerEvent[]>();
  const gone = new Set<string>();
  const left: Telling[] = [];
  let requests = 0;
  const { deliver } = desk.context;
  const context = Object.assign(desk.context, {
    deliver: (async (pushes, signal) => {
      requests += pushes.length;
      for (const { connection, event } of pushes)
        if (connection.startsWith(PREFIX)) told.set(connection, [...(told.get(connection) ?? []), event]);
      const lost = await deliver(
        pushes.filter(({ connection }) => !connection.startsWith(PREFIX)),
        signal,
      );
      return new Set([
        ...lost,
        ...pushes.flatMap((push) => (gone.has(push.connection) ? push.connection : [])),
      ]);
    }) satisfies typeof deliver,
    handOver: async (telling: Telling) => {
      requests++;
      left.push(telling);
      return true;
    },
  });
  const anna = await desk.agent('Anna');
  left.length = 0;
  return {
    anna,
    told,
    gone,
    left,
    context,
    /** Requests to the table, posts and events that an action waits for. */
    async waitsFor(action: () => Promise<unknown>): Promise<number> {
      const spent = engine.capacity.mark();
      requests = 0;
      await action();
      return spent().calls.length + requests;
    },
    runHandedOver: async () => {
      for (const each of left.splice(0)) await tell(context, JSON.parse(JSON.stringify(each)));
    },
  };
};

/** A chat from the start to the ticket: what each step waits for. */
const playChat = async ({ anna, waitsFor }: Awaited<ReturnType<typeof openConsoles>>) => {
  const customer = await desk.customer();
  let chatId = '' as ChatId;
  return {
    start: await waitsFor(async () => {
      chatId = (await start(customer)).chat.id;
    }),
    'first message': await waitsFor(() => say(customer, chatId, 'Hallo')),
    join: await waitsFor(() => join(anna, chatId)),
    end: await waitsFor(() => end(customer, chatId)),
    save: await waitsFor(() => anna.ask('chat.save', { chatId })),
  };
};

const statesIn = (events: readonly ServerEvent[] = []): string[] =>
  events.flatMap((event) => (event.event === 'chat.changed' ? event.chat.state : []));

describe('a desk with many consoles', () => {
  it.each([100, 1_000])(
    'of %i: nobody waits for more than twice what is waited for with one',
    async (count) => {
      const one = await playChat(await openConsoles(1));
      await engine.clear();
      const many = await openConsoles(count);
      const waited = await playChat(many);
      for (const [step, requests] of Object.entries(waited))
        expect([step, requests <= 2 * (one[step as keyof typeof one] ?? 0)]).toEqual([step, true]);
      expect(many.told.size).toBe(0);
      await many.runHandedOver();
      expect(many.told.size).toBe(count - 1);
      // Each change in a message of its own; told so late, each says how things stand by then.
      for (const events of many.told.values())
        expect(statesIn(events)).toEqual(['closed', 'closed', 'closed', 'closed', 'closed']);
    },
  );

  it('of 20 is told at once, each change as it comes', async () => {
    const few = await openConsoles(20);
    await playChat(few);
    expect(few.left).toEqual([]);
    expect(statesIn(few.told.get(`${PREFIX}7`))).toEqual(['online', 'waiting', 'active', 'ended', 'closed']);
  });

  it('[S26] a waiting chat shows its question, also when the event comes twice', async () => {
    const many = await openConsoles(30);
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await say(customer, chat.id, 'Waar is mijn factuur?');
    many.left.push(...many.left);
    await many.runHandedOver();
    const [last] = many.told.get(`${PREFIX}7`)?.slice(-1) ?? [];
    expect(last).toMatchObject({
      event: 'chat.changed',
      chat: { state: 'waiting', question: 'Waar is mijn factuur?' },
    });
  });

  it('[F3] what a function did not come to tell is there when a console asks by itself', async () => {
    const many = await openConsoles(30);
    const customer = await desk.customer();
    Object.assign(many.context, { handOver: () => Promise.reject(new Error('the function is no more')) });
    await expect(start(customer)).rejects.toThrow('no more');
    expect(many.told.size).toBe(0);
    const { chats } = await many.anna.ask('desk.enter', { sid: many.anna.sid, speaks: SPEAKS });
    expect(chats).toMatchObject([{ customer: { id: customer.me.id }, state: 'online' }]);
  });

  it('tells them itself when nobody takes the event', async () => {
    const many = await openConsoles(30);
    Object.assign(many.context, { handOver: async () => false });
    await start(await desk.customer());
    expect([...many.told.values()].map((events) => statesIn(events))).toEqual(Array(29).fill(['online']));
  });

  it('takes those that are gone off the register, and tells the others of whom it was the last', async () => {
    const many = await openConsoles(30);
    many.gone.add(`${PREFIX}3`);
    await start(await desk.customer());
    await many.runHandedOver();
    const open = await consoles.list(engine.db, { consistent: true });
    expect(open.map(({ connection }) => connection)).not.toContain(`${PREFIX}3`);
    await many.runHandedOver();
    const heard = (tab: Tab) => tab.received('console.changed').filter(({ open: isOpen }) => !isOpen);
    expect(heard(many.anna)).toMatchObject([{ agent: colleague(3) }]);
  });
});
