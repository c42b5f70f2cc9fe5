// The promise under everything: whatever the network and the pages do, each message is in the log once and every window shows that log.

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sid } from '../../../shared/model.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { aChatId } from '../../support/builders.ts';
import { PATIENCE_MS, scaled } from '../../support/scale.ts';
import { createClock } from './support/clock.ts';
import { createLocks, createServer, type Network } from './support/server.ts';
import { aStorage } from './support/storage.ts';

const chatId = aChatId();
const PAGES = 3;

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('say' as const), page: fc.nat(PAGES - 1) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 12_000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), page: fc.nat(PAGES - 1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), page: fc.nat(PAGES - 1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const), page: fc.nat(PAGES - 1) }) },
  ),
  { minLength: 5, maxLength: 40 },
);

/** One frame in five is lost, one in five comes twice, and some come after the sender gave up on them. */
const badNetwork = (random: () => number): Network => {
  const ms = () => (random() < 0.1 ? random() * 15_000 : random() ** 2 * 3_000);
  const fate = () => {
    const luck = random();
    if (luck < 0.2) return [];
    return luck < 0.4 ? [ms(), ms()] : [ms()];
  };
  return {
    handshake: () => (random() < 0.2 ? 'refused' : 20),
    request: fate,
    reply: () => (random() < 0.1 ? 'gateway error' : fate()),
    push: fate,
  };
};

const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const run = async (seed: number, history: typeof steps extends fc.Arbitrary<infer T> ? T : never) => {
  const clock = createClock();
  const random = seeded(seed);
  const server = createServer(clock, random);
  const broken: string[] = [];

  /** Two tabs of one browser and another browser. */
  const browsers = [0, 0, 1];
  const disks = [aStorage(), aStorage()];
  const locks = [createLocks(), createLocks()];
  const openPage = (page: number) => {
    const browser = browsers[page] ?? 0;
    const environment = { ...server.environment(), alone: locks[browser] ?? createLocks() };
    const connection = createConnection(parseEvent, environment);
    const outbox = createOutbox({ userId: 'user', storage: disks[browser] ?? aStorage() });
    const sid = `page-${page}`.padEnd(8, '0') as Sid;
    const deps = { connection, outbox, chatId, sid, createTyping: createPreviewing, environment };
    const conversation = createConversation(deps);
    const checkPrefix = (entries: readonly ShownEntry[]) => {
      if (!isDeepStrictEqual(entries, server.log(chatId).slice(0, entries.length)))
        broken.push(`page ${page}`);
    };
    conversation.entries.subscribe(checkPrefix);
    const close = () => {
      conversation.close();
      connection.close();
    };
    return {
      conversation,
      close,
      lines: () => server.openLines().filter((line) => line.frames.some((f) => f.sid === sid)),
    };
  };

  let pages = browsers.map((_, page) => openPage(page));
  await clock.advance(100);
  server.network = badNetwork(random);
  const sentByPage: string[][] = browsers.map(() => []);
  for (const step of history) {
    if (step.kind === 'wait') {
      await clock.advance(step.ms);
      continue;
    }
    const page = pages[step.page];
    if (step.kind === 'say') {
      const text = `${step.page}: ${sentByPage[step.page]?.length}`;
      sentByPage[step.page]?.push(text);
      page?.conversation.say(text);
    } else if (step.kind === 'reload') {
      // A browser finishes the write it was asked for, and takes its time to load the next page.
      await clock.advance(50);
      page?.close();
      pages = pages.map((other, at) => (at === step.page ? openPage(at) : other));
    } else
      for (const line of page?.lines() ?? []) {
        if (step.kind === 'drop') line.drop();
        else line.isDead = true;
      }
  }

  server.network = {};
  const healedAt = clock.now();
  const isSettled = () =>
    pages.every(
      ({ conversation }) =>
        conversation.outgoing.value.length === 0 &&
        conversation.entries.value.length === server.log(chatId).length,
    );
  await clock.until(isSettled, 180_000);
  const settledMs = clock.now() - healedAt;
  // What was still under way in the network may not change anything any more.
  await clock.advance(20_000);

  const log = server.log(chatId);
  const stored = log.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
  expect([...stored].sort()).toEqual(sentByPage.flat().sort());
  for (const [page, said] of sentByPage.entries())
    expect(stored.filter((text) => text.startsWith(`${page}:`))).toEqual(said);
  for (const { conversation } of pages) expect(conversation.entries.value).toEqual(log);
  expect(broken).toEqual([]);
  for (const page of pages) page.close();
  return settledMs;
};

test('[F5] [S52] [S53] under drops, copies, delays, dead lines and reloads each message is stored once, in the order of its sender, and all see that', {
  timeout: PATIENCE_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), steps, async (seed, history) => void (await run(seed, history))),
    { numRuns: Number(process.env.RUNS ?? scaled(60, 2_000)) },
  );
});
