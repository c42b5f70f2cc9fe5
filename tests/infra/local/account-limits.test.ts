// The limits of infra/local/limits.ts that hold for a whole account, and those that a stage has by its template: each bites on a cloud of its own.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConcurrency } from '../../../infra/local/concurrency.ts';
import { limits } from '../../../infra/local/limits.ts';
import { createRate } from '../../../infra/local/rate.ts';
import { openSocket } from '../../support/socket.ts';
import { type AccountLimit, type Bite, sendMail, takes } from './bites.ts';
import { startTestCloud } from './fixture.ts';

/** Says its number back. */
const WORK = `export const handler = async (event) =>
  event.requestContext.eventType === 'MESSAGE'
    ? { statusCode: 200, body: JSON.stringify({ n: JSON.parse(event.body).n }) }
    : { statusCode: 200 };`;
/** Answers when there is a file. */
const waitFor = (file: string) => `import { existsSync } from 'node:fs';
export const handler = async () => {
  while (!existsSync(${JSON.stringify(file)})) await new Promise((done) => setTimeout(done, 5));
  return { statusCode: 200, body: '{"n":1}' };
};`;

const bites: Record<AccountLimit, Bite> = {
  newSockets: {
    it: '500 new sockets a second, over all APIs of the account',
    async run() {
      const most = limits.newSockets.value;
      let now = 0;
      const mayOpen = createRate({ rate: most, burst: most, now: () => now });
      const opened = (asked: number) => Array.from({ length: asked }, mayOpen).filter(Boolean).length;
      expect([opened(most + 100), opened(10)]).toEqual([most, 0]);
      now += 100;
      expect(opened(most)).toBe(most / 10);

      const small = await startTestCloud(
        { functions: { Work: WORK }, socket: { ask: { to: 'Work', answered: true } } },
        { account: { newSockets: 0.001 } },
      );
      const first = await openSocket(small.portalUrl);
      await expect(openSocket(small.consoleUrl)).rejects.toThrow('handshake 429');
      await takes(first);
      await small.clock.advance(1_000_000);
      (await openSocket(small.consoleUrl)).close();
      await small.stop();
    },
  },
  mailRate: {
    it: 'one mail a second in the sandbox, and to nobody but confirmed addresses',
    async run() {
      const small = await startTestCloud(
        { extra: { Mail: { Type: 'AWS::SES::ConfigurationSet' } } },
        { account: { mailSandbox: true } },
      );
      const send = (to: string) => sendMail(small.sesEndpoint, { to: [to] });
      expect(await send('jan@example.nl')).toEqual([400, 'MessageRejected']);
      expect(await send('success@simulator.amazonses.com')).toEqual([200, null]);
      expect(await send('success@simulator.amazonses.com')).toEqual([429, 'TooManyRequestsException']);
      await small.clock.advance(1000 / limits.mailRate.value);
      expect(await send('success@simulator.amazonses.com')).toEqual([200, null]);
      await small.stop();
    },
  },
  concurrency: {
    it: '1,000 events at once in an account, fewer where it has fewer',
    async run() {
      const take = createConcurrency(limits.concurrency.value)().take;
      const taken = Array.from({ length: limits.concurrency.value + 1 }, take);
      expect(taken.map((place) => place !== undefined).lastIndexOf(true)).toBe(limits.concurrency.value - 1);

      const folder = await mkdtemp(join(tmpdir(), 'concurrency-'));
      const file = join(folder, 'go');
      const small = await startTestCloud(
        {
          functions: { Wait: waitFor(file) },
          http: { 'GET /api/wait': 'Wait' },
          socket: { ask: { to: 'Wait', answered: true } },
          everyMinute: 'Wait',
        },
        { account: { concurrency: 1 } },
      );
      const counts = () => small.usage.snapshot().functions.wait;
      const get = async () => {
        const answer = await fetch(`${small.httpApiUrl}/api/wait`);
        return [answer.status, await answer.text()];
      };
      const first = get();
      await expect.poll(() => counts()?.invocations).toBe(1);
      expect(await get()).toEqual([503, '{"message":"Service Unavailable"}']);
      const socket = await openSocket(small.portalUrl);
      socket.send({ action: 'ask' });
      expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
      // A schedule that is refused comes back by itself.
      await small.clock.advance(60_000);
      expect([counts()?.invocations, (counts()?.throttles ?? 0) > 2]).toEqual([1, true]);
      await writeFile(file, '');
      expect(await first).toEqual([200, '{"n":1}']);
      await takes(socket);
      await small.clock.advance(60_000);
      expect(counts()?.invocations).toBeGreaterThanOrEqual(3);
      await small.stop();
      await rm(folder, { recursive: true });
    },
  },
};

describe('a limit of an account', () => {
  it.each(Object.values(bites).map((bite) => [bite.it, bite.run] as const))('is %s', (_, run) => run());
});

describe('the limits of a stage', () => {
  it('are those of the template: a burst, and what comes back with time', async () => {
    const throttled = await startTestCloud({
      functions: { Work: WORK },
      http: { 'POST /api/work': 'Work' },
      socket: { ask: { to: 'Work', answered: true } },
      throttle: { rate: 0.001, burst: 3 },
    });
    const post = async () => {
      const answer = await fetch(`${throttled.httpApiUrl}/api/work`, { method: 'POST' });
      return [answer.status, answer.status === 429 ? await answer.text() : ''];
    };
    expect([await post(), await post(), await post(), await post()]).toEqual([
      [200, ''],
      [200, ''],
      [200, ''],
      [429, '{"message":"Too Many Requests"}'],
    ]);
    // The handshake is one of the three.
    const socket = await openSocket(throttled.portalUrl);
    for (let n = 1; n <= 3; n++) socket.send({ action: 'ask', n });
    const answers = [await socket.next(), await socket.next(), await socket.next()];
    expect(answers.filter(({ message }) => message === 'Too Many Requests')).toHaveLength(1);
    await expect(openSocket(throttled.portalUrl)).rejects.toThrow('handshake 429');
    await throttled.clock.advance(1_000_000, { keepSockets: true });
    await takes(socket);
    expect(await post()).toEqual([200, '']);
    await throttled.stop();
  });
});
