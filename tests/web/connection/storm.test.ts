// What happens to API Gateway when it drops everybody at once.
import { expect, test } from 'vitest';
import { createConnection } from '../../../web/connection/connection.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createClock } from './support/clock.ts';
import { createServer } from './support/server.ts';

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
  const connections = Array.from({ length: SOCKETS }, () => createConnection(parseEvent, server.outside()));
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

test('5,000 sockets dropped at once come back in 16 s, at most 400 in a second, each with one attempt', async () => {
  const { peak, attempts, ms, server } = await storm(0);
  console.info(`storm: peak ${peak}/s, ${attempts} attempts, ${ms} ms`);
  expect(peak).toBeLessThanOrEqual(400);
  expect(attempts).toBe(SOCKETS);
  expect(ms).toBeLessThanOrEqual(16_000);
  expect(server.sessionQuestions).toBe(0);
});

test('after an outage of 30 s they are back within 40 s more, under the quota', async () => {
  const { peak, attempts, ms } = await storm(30_000);
  console.info(`outage: peak ${peak}/s, ${attempts} attempts, ${ms} ms`);
  expect(peak).toBeLessThanOrEqual(QUOTA);
  expect(ms).toBeLessThanOrEqual(70_000);
});
