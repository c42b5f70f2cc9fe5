// A network that loses, doubles, delays and reorders, sockets that are open at one end only, and the two hours API Gateway gives a connection.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgent } from '../../functions/store/agents.ts';
import { readChat, readEntries } from '../../functions/store/log.ts';
import type { ChatId } from '../../shared/model.ts';
import { LEASE_MS } from '../../shared/rules.ts';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { checkAll, converge, createSystem, noteChats, type System } from './support/system.ts';
import { type FaultyTable, startFaultyTable } from './support/table.ts';

const MINUTE = 60_000;

let table: FaultyTable;
beforeAll(async () => {
  table = await startFaultyTable();
});
afterAll(() => table.stop());

/** So many customers in a chat with an agent each. */
const startChats = async (count: number, random: () => number): Promise<System> => {
  const system = await createSystem({
    table,
    random,
    customers: count,
    agents: Math.ceil(count / 20),
    max: 20,
    timeoutMinutes: 480,
  });
  for (const [at, page] of system.customers.entries()) {
    void page.start();
    await system.world.clock.advance(100);
    const chatId = page.shown.value?.chatId;
    if (chatId) void system.consoles[at % system.consoles.length]?.join(chatId);
    await system.world.clock.advance(200);
  }
  await system.world.clock.advance(2_000);
  noteChats(system);
  expect(system.chats.size).toBe(count);
  return system;
};
const chatsOf = ({ customers }: System): ChatId[] =>
  customers.flatMap(({ shown }) => (shown.value ? [shown.value.chatId] : []));

/** Everyone talks. */
const talk = (system: System, at: number, message: number) => {
  const page = system.customers[at];
  const chatId = page?.shown.value?.chatId;
  const agent = system.consoles[at % system.consoles.length];
  if (!page || !chatId || !agent) throw new Error('nobody');
  const text = `${at}/${message}`;
  const speaker = message % 2 === 0 ? page.person : agent.person;
  system.said.set(text, speaker.id);
  if (message % 2 === 0) page.say(text);
  else agent.say(chatId, text);
};

/** Each side's own messages stand in the order they were said. */
const checkOrder = async (system: System, messages: number) => {
  for (const [at, chatId] of chatsOf(system).entries()) {
    const texts = (await readEntries(system.db, chatId)).flatMap((e) =>
      e.kind === 'message' ? [e.text] : [],
    );
    expect(texts).toHaveLength(messages);
    for (const side of [0, 1]) {
      const own = texts.filter((text) => Number(text.split('/')[1]) % 2 === side);
      expect(own).toEqual(
        Array.from({ length: messages / 2 }, (_, message) => `${at}/${2 * message + side}`),
      );
    }
  }
};

describe('[F5] with one frame in five lost, one in five twice, and up to 3 s late', () => {
  it(
    'all is stored once, in order, and every screen shows it',
    async ({ annotate }) => {
      const [chats, messages] = [scaled(3, 50), scaled(6, 200)];
      const random = seeded(55);
      const system = await startChats(chats, random);
      const fate = () => {
        const luck = random();
        const ms = () => random() * 3_000;
        if (luck < 0.2) return [];
        return luck < 0.4 ? [ms(), ms()] : [ms()];
      };
      system.world.setWeather({ request: fate, reply: fate, push: fate });
      for (let message = 0; message < messages; message++) {
        for (let at = 0; at < chats; at++) talk(system, at, message);
        await system.world.clock.advance(random() * 4_000);
      }
      const isSent = () =>
        [
          ...system.customers.flatMap(({ shown }) => (shown.value ? [shown.value] : [])),
          ...system.consoles.flatMap(({ conversations }) => [...conversations.values()]),
        ].every(({ outgoing }) => outgoing.value.length === 0);
      await system.world.clock.until(isSent, 60 * MINUTE);
      system.world.setWeather({});
      // A push that was lost without a sign is noticed at the next word, or by asking after 40 silent seconds.
      const took = await converge(system, 90_000);
      await checkOrder(system, messages);
      await checkAll(system);
      system.close();
      await annotate(
        `${chats * messages} messages in ${chats} chats; as stored ${Math.round(took / 1000)} s after the last loss`,
        'figures',
      );
    },
    PATIENCE_MS,
  );

  it(
    'after an outage that cuts every connection, each window is as stored within 2 s of its own',
    async ({ annotate }) => {
      const rounds = scaled(3, 50);
      const system = await startChats(scaled(4, 20), seeded(56));
      const { world, customers } = system;
      let slowest = 0;
      let message = 0;
      for (let round = 0; round < rounds; round++) {
        world.setWeather({ handshake: () => 'refused' });
        for (const line of world.lines) line.drop();
        for (const at of customers.keys()) {
          talk(system, at, message);
          talk(system, at, message + 1);
        }
        message += 2;
        await world.clock.advance(5_000);
        world.setWeather({});
        const onlineAt = new Map<number, number>();
        const settledAt = new Map<number, number>();
        const look = () => {
          for (const [at, { connection, shown }] of customers.entries()) {
            if (connection.status.value === 'online' && !onlineAt.has(at))
              onlineAt.set(at, world.clock.now());
            const own = shown.value?.entries.value.length ?? 0;
            // Started, joined and what was said until now: the own words at least.
            const isDone = shown.value?.outgoing.value.length === 0 && own >= 2 + message / 2;
            if (onlineAt.has(at) && isDone && !settledAt.has(at)) settledAt.set(at, world.clock.now());
          }
          return settledAt.size === customers.length;
        };
        await world.clock.until(look, 2 * MINUTE);
        for (const [at, settled] of settledAt) slowest = Math.max(slowest, settled - (onlineAt.get(at) ?? 0));
        await converge(system, 60_000);
      }
      expect(slowest).toBeLessThanOrEqual(2_000);
      await checkAll(system);
      system.close();
      await annotate(
        `${rounds} outages of ${customers.length} chats; at most ${Math.round(slowest)} ms`,
        'figures',
      );
    },
    PATIENCE_MS,
  );
});

it(
  '[F8] when 410 and 429 answer most pushes, every screen comes to show what is stored all the same',
  async ({ annotate }) => {
    const [chats, messages] = [scaled(3, 20), scaled(6, 250)];
    const random = seeded(88);
    const system = await startChats(chats, random);
    let pushes = 0;
    system.world.setWeather({
      push: () => {
        pushes++;
        const luck = random();
        if (luck < 0.3) return 'gone';
        return luck < 0.8 ? 'limit' : [15];
      },
    });
    for (let message = 0; message < messages; message++) {
      for (let at = 0; at < chats; at++) talk(system, at, message);
      await system.world.clock.advance(random() * 4_000);
    }
    system.world.setWeather({});
    const took = await converge(system, 120_000);
    await checkOrder(system, messages);
    await checkAll(system);
    system.close();
    await annotate(
      `${pushes} pushes; as stored ${Math.round(took / 1000)} s after the last refusal`,
      'figures',
    );
  },
  PATIENCE_MS,
);

describe('[F6] a socket that is open at one end only', () => {
  it(
    'is found within two heartbeats, what was said on it is said again, and nobody counts as gone',
    async ({ annotate }) => {
      const rounds = scaled(2, 100);
      const system = await startChats(1, seeded(66));
      const { world, customers, consoles, db } = system;
      const [page, agent, chatId] = [customers[0], consoles[0], chatsOf(system)[0]];
      if (!page || !agent || !chatId) throw new Error('nobody');
      let slowest = 0;
      for (let round = 0; round < rounds; round++) {
        const whose = round % 2 === 0 ? page : agent;
        for (const line of world.linesOf(whose.person)) line.isDead = true;
        const from = world.clock.now();
        if (round % 4 < 2) talk(system, 0, 2 * round + (round % 2));
        await world.clock.until(() => whose.connection.status.value !== 'online', 2 * MINUTE);
        slowest = Math.max(slowest, world.clock.now() - from);
        await world.clock.until(() => whose.connection.status.value === 'online', MINUTE);
        await world.clock.advance(5_000);
        expect((await readChat(db, chatId, { consistent: true }))?.goneSince).toBeUndefined();
        expect((await readAgent(db, agent.person.id))?.counted).toBe(true);
        // The gateway lets go of the dead one only now, and says so.
        await world.clock.advance(10 * MINUTE);
        expect((await readChat(db, chatId, { consistent: true }))?.goneSince).toBeUndefined();
      }
      expect(slowest).toBeLessThanOrEqual(2 * 45_000);
      await converge(system, 90_000);
      await checkAll(system);
      system.close();
      await annotate(
        `${rounds} half-open sockets, found after at most ${Math.round(slowest / 1000)} s`,
        'figures',
      );
    },
    PATIENCE_MS,
  );

  it(
    'of an agent who is gone for good, is no room after the lease',
    async () => {
      const system = await createSystem({ table, random: seeded(67), agents: 1 });
      const { world, consoles, db, people } = system;
      const [agent] = consoles;
      const [person] = people.agents;
      if (!agent || !person) throw new Error('nobody');
      for (const line of world.linesOf(person)) line.isDead = true;
      agent.close();
      await world.clock.advance(LEASE_MS + MINUTE);
      expect((await readAgent(db, person.id))?.counted).toBe(false);
      system.close();
    },
    PATIENCE_MS,
  );
});

it(
  '[F17] over the two hours of a connection, with people talking: no gap, nothing twice, nobody offline',
  async ({ annotate }) => {
    const rounds = scaled(1, 100);
    let rotations = 0;
    for (let round = 0; round < rounds; round++) {
      const system = await startChats(1, seeded(170 + round));
      const { world, customers, consoles } = system;
      const flashes: string[] = [];
      for (const { connection } of [...customers, ...consoles])
        connection.status.subscribe((status) => void (status !== 'online' && flashes.push(status)));
      for (let message = 0; message < 250; message++) {
        talk(system, 0, message);
        await world.clock.advance(30_000);
      }
      rotations += world.lines.length - 3;
      expect(flashes).toEqual([]);
      await converge(system, 10_000);
      await checkOrder(system, 250);
      await checkAll(system);
      system.close();
    }
    expect(rotations).toBeGreaterThanOrEqual(2 * rounds);
    await annotate(`${rounds} times 2 hours with 250 messages, ${rotations} rotations`, 'figures');
  },
  PATIENCE_MS,
);
