// What happens to API Gateway when it drops everybody at once.
import { expect, test } from 'vitest';
import type { Sid } from '../../../shared/model.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { aChatId } from '../../support/builders.ts';
import { createClock } from './support/clock.ts';
import { createServer } from './support/server.ts';
import { aStorage } from './support/storage.ts';

const SOCKETS = 5_000;
/** New connections API Gateway accepts in a second. */
const QUOTA = 500;

/** A generator of one seed, so that a failure can be looked at again. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const storm = async (outageMs: number) => {
  const clock = createClock(1_800_000_000_000, 0);
  const random = seeded(7);
  const server = createServer(clock, random);
  const acceptedBySecond = new Map<number, number>();
  const connections = Array.from({ length: SOCKETS }, () =>
    createConnection(parseEvent, server.environment()),
  );
  await clock.advance(1_000);
  const startedAt = clock.now();
  server.attempts.length = 0;
  server.network = {
    handshake: () => {
      const second = Math.floor(clock.now() / 1_000);
      const accepted = acceptedBySecond.get(second) ?? 0;
      if (accepted >= QUOTA || clock.now() - startedAt < outageMs) return 'refused';
      acceptedBySecond.set(second, accepted + 1);
      return 20;
    },
  };
  for (const line of [...server.lines]) line.drop();
  let ms = 0;
  for (; connections.some(({ status }) => status.value !== 'online') && ms < 120_000; ms += 100)
    await clock.advance(100);
  const bySecond = new Map<number, number>();
  for (const at of server.attempts) {
    if (at < startedAt + outageMs) continue;
    const second = Math.floor((at - startedAt) / 1_000);
    bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
  }
  return { peak: Math.max(...bySecond.values()), attempts: server.attempts.length, ms, server };
};

test('[F18] 5,000 sockets dropped at once come back in 16 s, at most 400 in a second, each with one attempt', async ({
  annotate,
}) => {
  const { peak, attempts, ms, server } = await storm(0);
  await annotate(`peak ${peak}/s, ${attempts} attempts, all back after ${ms} ms`, 'figures');
  expect(peak).toBeLessThanOrEqual(400);
  expect(attempts).toBe(SOCKETS);
  expect(ms).toBeLessThanOrEqual(16_000);
  expect(server.sessionQuestions).toBe(0);
});

test('[F18] after an outage of 30 s they are back within 40 s more, under the quota', async ({
  annotate,
}) => {
  const { peak, attempts, ms } = await storm(30_000);
  await annotate(`peak ${peak}/s, ${attempts} attempts, all back after ${ms} ms`, 'figures');
  expect(peak).toBeLessThanOrEqual(QUOTA);
  expect(ms).toBeLessThanOrEqual(70_000);
});

test('[F18] each of 500 chats that come back asks for what it missed once, and nothing over HTTP', async () => {
  const clock = createClock(1_800_000_000_000, 1);
  const random = seeded(9);
  const server = createServer(clock, random);
  const pages = Array.from({ length: 500 }, (_, page) => {
    const environment = server.environment();
    const connection = createConnection(parseEvent, environment);
    const chatId = aChatId(`chat${String(page).padStart(4, '0')}x`);
    const conversation = createConversation({
      connection,
      outbox: createOutbox({ userId: 'user', storage: aStorage() }),
      chatId,
      sid: String(page).padStart(8, '0') as Sid,
      createTyping: createPreviewing,
      environment,
    });
    return { connection, conversation };
  });
  await clock.until(() => pages.every(({ conversation }) => conversation.entries.value.length === 1));
  for (const line of [...server.lines]) line.drop();
  await clock.advance(20_000);
  expect(pages.every(({ connection }) => connection.status.value === 'online')).toBe(true);
  expect(server.frames('chat.sync')).toHaveLength(2 * pages.length);
  expect(server.sessionQuestions).toBe(0);
  for (const { connection, conversation } of pages) {
    conversation.close();
    connection.close();
  }
});
