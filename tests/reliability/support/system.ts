// A desk at work in a world: customers, agents and one who watches unseen, with what must hold of it whatever happened. Knows the laws, not the faults.

import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { roomOf } from '../../../functions/domain/capacity.ts';
import { isWaiting } from '../../../functions/domain/chat.ts';
import { listOnDuty, readAgent } from '../../../functions/store/agents.ts';
import { readCounts } from '../../../functions/store/desk.ts';
import { readChat, readEntries } from '../../../functions/store/log.ts';
import type { ChatId, Entry, UserId } from '../../../shared/model.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import type { DeskState } from '../../../web/console/state/state.ts';
import { asScene } from '../../support/as-scene.ts';
import { addAgent, addCustomer } from '../../support/desk.ts';
import { listOpen } from '../../support/open-chats.ts';
import { tell } from './model.ts';
import { type Browser, type ConsolePage, createBrowser, openConsolePage, openCustomerPage } from './pages.ts';
import type { FaultyTable } from './table.ts';
import { createWorld } from './world.ts';

/** The name of the watcher: it may be in nothing that others get. */
const UNSEEN = 'Onzichtbaar';

export interface SystemOptions {
  readonly table: FaultyTable;
  readonly random: () => number;
  readonly customers?: number;
  readonly agents?: number;
  readonly max?: number;
  readonly timeoutMinutes?: number;
}
export type System = Awaited<ReturnType<typeof createSystem>>;

/** Everyone is there and on duty; nothing went wrong yet. */
export const createSystem = async (options: SystemOptions) => {
  const { table, random, customers = 3, agents = 3, max = 2, timeoutMinutes = 10 } = options;
  const { db } = table.engine;
  table.faults.clear();
  table.setDeaths(0);
  await table.engine.clear();
  await db.put(
    { pk: 'DESK#helpdesk', sk: 'SETTINGS', max, timeoutMinutes, preview: true, publish: true },
    asScene,
  );
  const world = createWorld({ db: table.db, truth: db, random });
  table.setNow(world.clock.now);
  const people = {
    customers: await Promise.all(Array.from({ length: customers }, () => addCustomer(db))),
    agents: await Promise.all(Array.from({ length: agents }, () => addAgent(db))),
    boss: await addAgent(db, UNSEEN, ['helpdesk', 'manage']),
  };
  const browsers = new Map<UserId, Browser>();
  for (const person of [...people.customers, ...people.agents, people.boss])
    browsers.set(person.id, createBrowser(person));
  const browserOf = (id: UserId) => {
    const browser = browsers.get(id);
    if (!browser) throw new Error('nobody');
    return browser;
  };

  const system = {
    world,
    db,
    people,
    customers: people.customers.map(({ id }) => openCustomerPage(world, browserOf(id))),
    consoles: people.agents.map(({ id }) => openConsolePage(world, browserOf(id))),
    boss: openConsolePage(world, browserOf(people.boss.id)),
    chats: new Map<ChatId, UserId>(),
    said: new Map<string, UserId>(),
    /** Windows that went with a reload: what they showed counts as well. */
    pastSeen: [] as { chatId: ChatId; entries: readonly ShownEntry[] }[],

    reloadCustomer(at: number) {
      const old = system.customers[at];
      if (!old) return;
      old.close();
      system.pastSeen.push(...old.seen);
      system.customers[at] = openCustomerPage(world, browserOf(old.person.id), old.sid);
    },
    reloadConsole(at: number) {
      const old = system.consoles[at];
      if (!old) return;
      old.close();
      system.pastSeen.push(...old.seen);
      system.consoles[at] = openConsolePage(world, browserOf(old.person.id), old.sid);
    },
    close() {
      for (const page of [...system.customers, ...system.consoles, system.boss]) page.close();
    },
  };
  world.startSweeping();
  await world.clock.advance(200);
  for (const page of system.consoles) void page.duty('start');
  await world.clock.advance(1_000);
  for (const page of system.consoles) expect(page.isOnDuty(), 'on duty').toBe(true);
  return system;
};

/** A desk in the middle of its day: all but one customer are in a chat, with an agent each as far as they go. */
export const warmUp = async (system: System): Promise<void> => {
  const { world, customers, consoles } = system;
  for (const [at, page] of customers.slice(1).entries()) {
    void page.start();
    await world.clock.advance(300);
    const chatId = page.shown.value?.chatId;
    if (chatId) void consoles[at % consoles.length]?.join(chatId);
    await world.clock.advance(300);
  }
  noteChats(system);
};

/** Notes the chats that came to be. */
export const noteChats = ({ customers, chats }: System): void => {
  for (const { shown, person } of customers) if (shown.value) chats.set(shown.value.chatId, person.id);
};

/** What holds at every moment, of one item each: I6, nobody above the maximum. */
export const checkNow = async ({ db, people }: System): Promise<void> => {
  for (const { id } of people.agents) {
    const agent = await readAgent(db, id);
    if (agent) expect(agent.load, 'I6: nobody handles more than the maximum').toBeLessThanOrEqual(agent.max);
  }
};

const openChats = ({ chats }: DeskState) =>
  [...chats.values()]
    .filter(({ state }) => state !== 'closed')
    .map((chat) => JSON.parse(JSON.stringify({ ...chat, rev: 0 })))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
const onDuty = ({ agents }: DeskState) =>
  [...agents.values()].filter((agent) => agent.onDuty).sort((a, b) => (a.id < b.id ? -1 : 1));

/** In every note and in nothing else. */
export const NOTED = 'intern genoteerd';

/** What a page showed, less what was taken back since. */
const asTakenBack = (entries: readonly ShownEntry[], log: readonly Entry[]): readonly ShownEntry[] =>
  entries.map((entry, index) => {
    const is = log[index];
    return entry.kind === 'message' && is?.kind === 'message' && is.redacted
      ? { ...entry, text: '', redacted: is.redacted }
      : entry;
  });

/** Whether every screen shows what the table has and nothing is on its way; else what does not. */
const findStale = async (system: System, fresh: ConsolePage): Promise<string | undefined> => {
  const { db, customers, consoles, boss } = system;
  const windows = [
    ...customers.flatMap(({ shown }) => (shown.value ? [shown.value] : [])),
    ...[...consoles, boss].flatMap(({ conversations }) => [...conversations.values()]),
  ];
  for (const { chatId, outgoing, entries } of windows) {
    if (outgoing.value.some(({ state }) => state === 'sending'))
      return `a message of ${chatId} is on its way`;
    const log = await readEntries(db, chatId);
    // Of what was taken back after the end a page hears by a push alone, or when it asks.
    const shown = log.at(-1)?.kind === 'ended' ? asTakenBack(entries.value, log) : entries.value;
    if (!isDeepStrictEqual(shown, log)) return `a window of ${chatId}`;
  }
  for (const { state, person } of [...consoles, boss]) {
    if (!isDeepStrictEqual(openChats(state.value), openChats(fresh.state.value)))
      return `the list of ${person.name}: ${JSON.stringify([openChats(state.value), openChats(fresh.state.value)])}`;
    if (!isDeepStrictEqual(onDuty(state.value), onDuty(fresh.state.value)))
      return `the agents of ${person.name}`;
  }
  return undefined;
};

/** I5. @returns milliseconds until every screen showed what the table has. @throws what does not, after `withinMs`. */
export const converge = async (system: System, withinMs: number): Promise<number> => {
  const { world, people } = system;
  const from = world.clock.now();
  for (;;) {
    const fresh = openConsolePage(world, createBrowser(people.boss));
    await world.clock.advance(1_000);
    const stale = await findStale(system, fresh);
    fresh.close();
    const took = world.clock.now() - from;
    if (!stale) return took;
    if (took > withinMs) throw new Error(`I5: after ${took} ms without faults still not as stored: ${stale}`);
  }
};

/** I1-I4, I6-I8, I10: what holds of the table and of everything anyone was shown. */
export const checkAll = async (system: System): Promise<void> => {
  const { db, chats, said, customers, consoles, people, world } = system;
  const logs = new Map<ChatId, Entry[]>();
  const all = await listOpen(db);
  for (const { chat } of all) chats.set(chat.id, chat.customer.id);
  for (const chatId of chats.keys()) logs.set(chatId, await readEntries(db, chatId));

  for (const [chatId, customer] of chats) {
    const log = logs.get(chatId) ?? [];
    const model = tell(customer, log);
    const chat = await readChat(db, chatId, { consistent: true });
    expect(chat?.ended !== undefined, 'META ends with the log').toBe(model.state === 'ended');
    expect(
      chat?.agents.map(({ id }) => id),
      'META has the agents of the log',
    ).toEqual(model.agents);
  }

  // I3: each text was said once by one person and stands once, in one chat.
  const stored = [...chats].flatMap(([chatId, customer]) => tell(customer, logs.get(chatId) ?? []).said);
  // What was taken back has no text any more.
  const texts = stored.flatMap(({ text }) => (text === '' ? [] : [text]));
  expect(new Set(texts).size, 'I3: each message stands once').toBe(texts.length);
  for (const { text, by } of stored.filter(({ text }) => text !== ''))
    expect(said.get(text), 'nobody says what was not said').toBe(by);

  // I1, I2, I4: what any window showed is stored, at its place, from the first on.
  const seen = [
    ...system.pastSeen,
    ...customers.flatMap((page) => page.seen),
    ...consoles.flatMap((page) => page.seen),
  ];
  for (const { chatId, entries } of seen)
    expect(asTakenBack(entries, logs.get(chatId) ?? []), 'I1, I2, I4: what was shown is stored').toEqual(
      (logs.get(chatId) ?? []).slice(0, entries.length),
    );

  // I6, I7 and the counters they rest on.
  const { room } = await readCounts(db);
  const duty = await listOnDuty(db);
  const running = all.map(({ chat }) => chat).filter(({ ended }) => !ended);
  const waiting = running.filter(isWaiting).length;
  expect(room, 'the room is that of the agents on duty, less the chats nobody is there for').toBe(
    duty.reduce((sum, agent) => sum + roomOf(agent), 0) - waiting,
  );
  for (const { id } of people.agents) {
    const load = (await readAgent(db, id))?.load ?? 0;
    const own = running.filter(({ agents }) => agents.some((agent) => agent.id === id));
    expect(load, 'I6: a load is the chats an agent handles').toBe(own.length);
  }

  expect(world.unstored, 'I1: nothing is pushed before it is stored').toEqual([]);

  for (const line of world.lines) {
    const received = JSON.stringify(line.received);
    const { person } = line;
    // I8: who watches is in nothing that others get, but among those whose console is open.
    if (person.id !== people.boss.id) {
      // That a console is open is told, and is so whether it watches or not.
      const frames = line.received.filter(({ event }) => event !== 'console.changed');
      const told = JSON.stringify(frames, (key, value) => (key === 'connected' ? undefined : value));
      expect(told.includes(UNSEEN), 'I8: the name of the watcher').toBe(false);
      expect(told.includes(people.boss.id), 'I8: the id of the watcher').toBe(false);
    }
    // Nor anything of a note.
    if (person.role === 'customer') expect(received, 'S136: a note').not.toContain(NOTED);
    // I10: a customer gets nothing of a chat of someone else.
    if (person.role !== 'customer') continue;
    for (const [chatId, customer] of chats)
      if (customer !== person.id) expect(received.includes(chatId), 'I10: another chat').toBe(false);
  }
};

/** I9: everyone is gone without a word. @returns minutes until nobody and nothing is held for there any more. */
export const checkNoGhosts = async (system: System, withinMinutes: number): Promise<number> => {
  const { world, db } = system;
  for (const line of world.lines) line.isDead = true;
  system.close();
  for (let minute = 1; minute <= withinMinutes; minute++) {
    await world.clock.advance(60_000);
    const { room } = await readCounts(db);
    const running = (await listOpen(db)).filter(({ chat }) => !chat.ended);
    if (room === 0 && running.length === 0) return minute;
  }
  throw new Error(`I9: after ${withinMinutes} minutes something is still held for whoever is gone`);
};
