// The demo desk: something on every list, in every state, and once alone however often it is asked for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByLogin } from '../../../functions/store/accounts.ts';
import { readCounts } from '../../../functions/store/desk.ts';
import { listEnded, listRunning } from '../../../functions/store/open-chats.ts';
import { readRatings } from '../../../functions/store/rating-report.ts';
import { reconcile } from '../../../functions/store/reconcile.ts';
import { listTexts } from '../../../functions/store/texts.ts';
import { readHistory } from '../../../functions/store/ticket-history.ts';
import { listTickets } from '../../../functions/store/ticket-lists.ts';
import { seed } from '../../../functions/tools/seed-content.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

const DAY = 24 * 60 * 60_000;

let engine: Engine;
let begun: number;
let logins: readonly string[];
beforeAll(async () => {
  engine = await startEngine();
  begun = Date.now();
  logins = (await seed({ tableName: engine.table, endpoint: engine.endpoint })).map(({ login }) => login);
});
afterAll(() => engine?.stop());

const tickets = async () =>
  (
    await listTickets(engine.db, {
      statuses: ['new', 'open', 'solved'],
      sort: 'newest',
      matches: () => true,
    })
  ).tickets;

describe('the demo desk', () => {
  it('has a running chat and a waiting one, of people who can be signed in as', async () => {
    const running = await listRunning(engine.db);
    expect(running.map(({ chat, question }) => [chat.agents.length, question !== undefined]).sort()).toEqual([
      [0, true],
      [1, false],
    ]);
    for (const { chat } of running) {
      expect(logins).toContain(chat.customer.login);
      // Nobody has been silent so long that it ends while one looks.
      expect(begun - chat.startedAt).toBeLessThan(15 * 60_000);
    }
  });

  it('has chats that nobody closed yet', async () => {
    const { count, chats } = await listEnded(engine.db, { newest: 10, countUpTo: 10 });
    expect(count).toBeGreaterThanOrEqual(2);
    for (const chat of chats) expect(chat.ended).toBeDefined();
  });

  it('has tickets in every state, from chats and from the form, published and not, with replies of both sides', async () => {
    const all = await tickets();
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['new', 'open', 'solved']));
    expect(new Set(all.map(({ published }) => published))).toEqual(new Set([true, false]));
    expect(new Set(all.map(({ chatId }) => chatId === undefined))).toEqual(new Set([true, false]));
    expect(new Set(all.map(({ category }) => category)).size).toBeGreaterThan(3);
    const histories = await Promise.all(all.map((ticket) => readHistory(engine.db, ticket, {})));
    const roles = histories.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'message' ? item.author.role : [])),
    );
    expect(new Set(roles)).toEqual(new Set(['agent', 'customer']));
  });

  it('lies in the last weeks, in order', async () => {
    const times = (await tickets()).map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(times.at(-1)).toBeGreaterThan(begun - 22 * DAY);
    expect(times.at(-1)).toBeLessThan(begun - 14 * DAY);
    expect(times[0]).toBeGreaterThan(begun - 3 * DAY);
  });

  it('has ratings from 2 stars to 5, with a comment and without', async () => {
    const months = new Set([begun - 21 * DAY, begun].map((at) => new Date(at).toISOString().slice(0, 7)));
    const pages = await Promise.all([...months].map((month) => readRatings(engine.db, month)));
    const ratings = pages.flatMap((page) => page.ratings);
    expect(new Set(ratings.map(({ stars }) => stars))).toEqual(new Set([2, 3, 4, 5]));
    expect(new Set(ratings.map(({ comment }) => comment === ''))).toEqual(new Set([true, false]));
  });

  it('has standard texts in several categories', async () => {
    const { texts } = await listTexts(engine.db);
    expect(new Set(texts.map(({ category }) => category)).size).toBeGreaterThan(2);
  });

  it('counts right: what the agents handle and what room there is', async () => {
    const drift = await reconcile(engine.db, { apply: false, wait: async () => {} });
    expect(drift?.loads).toEqual([]);
    expect(drift?.room.kept).toBe(drift?.room.counted);
    expect(await readCounts(engine.db)).toBeDefined();
  });

  it('is there once, however often it is asked for', async () => {
    const before = await engine.scan();
    await seed({ tableName: engine.table, endpoint: engine.endpoint });
    expect((await engine.scan()).length).toBe(before.length);
    expect(await findByLogin(engine.db, 'customer', 'haddad')).toMatchObject({ name: 'Rami Haddad' });
  });
});
