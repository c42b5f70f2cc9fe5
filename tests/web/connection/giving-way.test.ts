// That a page of a person who has too many gives way to a newer one, and comes back when it is used.
import { describe, expect, test } from 'vitest';
import { createConnection } from '../../../web/connection/connection.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { createClock } from './support/clock.ts';
import { online } from './support/opened.ts';
import { createServer } from './support/server.ts';

const MINUTE = 60_000;

describe('giving way to a newer page of the same person', () => {
  /** As the server does it: the word, and then the end. */
  const replace = ({ server }: Awaited<ReturnType<typeof online>>) => {
    for (const line of server.openLines()) {
      line.send({ event: 'connection.replaced' });
      line.drop();
    }
  };

  test('it does not come back by itself, however long it waits and whatever the network does', async () => {
    const all = await online();
    replace(all);
    all.environment.wake(false);
    await all.clock.advance(60 * MINUTE);
    expect(all.statuses.at(-1)).toBe('replaced');
    expect(all.server.attempts).toHaveLength(1);
  });

  test.each<readonly [string, (all: Awaited<ReturnType<typeof online>>) => unknown]>([
    ['looked at', ({ environment }) => environment.wake()],
    ['told to go on', ({ connection }) => connection.use()],
    ['asked for something', ({ connection }) => connection.call('ping', {})],
  ])('once it is %s it connects again, once', async (_how, use) => {
    const all = await online();
    replace(all);
    use(all);
    await all.clock.advance(2000);
    expect(all.statuses.at(-1)).toBe('online');
    expect(all.server.attempts).toHaveLength(2);
  });

  test('who waits for an answer is using the page: the question is answered on the next connection', async () => {
    const all = await online();
    all.server.network = { reply: () => [] };
    const first = all.connection.call('ping', {});
    await all.clock.advance(5);
    replace(all);
    expect(await first).toEqual({ lost: true });
    all.server.network = {};
    await all.clock.advance(2000);
    expect(all.statuses.at(-1)).toBe('online');
  });

  test('a page that is on its way to its next connection does not give way', async () => {
    const all = await online();
    await all.clock.advance(3 * 60 * MINUTE);
    const before = all.server.attempts.length;
    expect(before).toBeGreaterThan(1);
    const [old] = all.server.lines;
    old?.send({ event: 'connection.replaced' });
    old?.drop();
    await all.clock.advance(1000);
    expect(all.statuses.at(-1)).toBe('online');
  });

  test('nine pages of one person do not drive each other out: eight stay, and the ninth comes when it is used', async () => {
    const clock = createClock();
    const server = createServer(clock, () => 0.5);
    const outsides = Array.from({ length: 9 }, () => server.environment());
    const pages: ReturnType<typeof createConnection>[] = [];
    const settleDown = async () => {
      await clock.advance(50);
      const [oldest] = server.openLines().length > 8 ? server.openLines() : [];
      oldest?.send({ event: 'connection.replaced' });
      oldest?.drop();
      await clock.advance(10 * MINUTE);
    };
    for (const environment of outsides) {
      pages.push(createConnection(parseEvent, environment));
      await settleDown();
    }
    const statuses = () => pages.map(({ status }) => status.value);
    expect(statuses()).toEqual(['replaced', ...Array.from({ length: 8 }, () => 'online')]);
    outsides[0]?.wake();
    await settleDown();
    expect(statuses().filter((status) => status === 'online')).toHaveLength(8);
    expect(statuses()[0]).toBe('online');
    for (const page of pages) page.close();
  });
});
