// How many sockets a person may have: eight in the table whatever comes at once, the ninth in place of one that is told so and closed for certain.

import { describe, expect, it } from 'vitest';
import { welcome } from '../../../functions/auth/authorizer.ts';
import type { Connected } from '../../../functions/auth/caller.ts';
import { readSignedIn, signIn } from '../../../functions/auth/session.ts';
import { MOST_SOCKETS } from '../../../functions/domain/sockets.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { listSockets } from '../../../functions/store/sockets.ts';
import { closeSockets } from '../../../functions/workflows/close-sockets.ts';
import { replaceSockets } from '../../../functions/workflows/replace-sockets.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { headersOf } from '../../support/accounts.ts';
import type { Desk, Person, Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

const HOUR = 60 * 60_000;

/** A customer with a session, and the way to connect as one. */
const aVisitor = async () => {
  const tab = await desk.customer();
  const account = await readAccount(engine.db, tab.me.id);
  if (!account) throw new Error('no account');
  const token = await signIn(desk.context, 'portal', account);
  const session = await readSignedIn(desk.context, 'portal', token);
  const person: Person = { ...tab.me, sessionId: session?.sessionId ?? '', until: session?.endsAt ?? 0 };
  const headers = { ...headersOf('portal'), cookie: `__Host-portal_session=${token}` };
  const query = (sid: string | undefined) => ({
    queryStringParameters: { speaks: '2', ...(sid && { tab: sid }) },
  });
  /** What `$connect` does, to the word before the sockets that gave way are closed; and the rest of it. */
  const handshake = async (page: Tab, sid?: string, given: Partial<Connected> = {}) => {
    const caller = { ...page.me, ...given };
    return welcome(desk.context, caller, { headers, ...query(sid) });
  };
  const connect = async (sid?: string): Promise<Tab> => {
    const page = desk.open(person);
    const { isLetIn, socket, replaced } = await handshake(page, sid);
    if (!isLetIn) throw new Error('not let in');
    await replaceSockets(desk.context, socket, replaced);
    desk.pass(1000);
    return page;
  };
  const noted = async () =>
    (await listSockets(engine.db, person.id, desk.now())).map(({ connection }) => connection);
  return { id: person.id, person, handshake, connect, noted };
};
const connectionsOf = (tabs: readonly Tab[]) => tabs.map(({ me }) => me.connection);

describe('the ninth socket', () => {
  it('takes the place of the oldest, which is told first and then closed', async () => {
    const { connect, noted } = await aVisitor();
    const pages: Tab[] = [];
    for (let page = 0; page < MOST_SOCKETS; page++) pages.push(await connect());
    expect(pages.map((page) => desk.isOpen(page))).toEqual(pages.map(() => true));
    const ninth = await connect();
    const [oldest, ...others] = pages;
    expect(oldest?.received('connection.replaced')).toHaveLength(1);
    expect(oldest && desk.isOpen(oldest)).toBe(false);
    expect(await noted()).toEqual(connectionsOf([...others, ninth]).reverse());
    expect(others.flatMap((page) => page.inbox)).toEqual([]);
  });

  it('of a tab that reconnects or was loaded again takes that of its own predecessor, without a word', async () => {
    const { connect, noted } = await aVisitor();
    const pages: Tab[] = [];
    for (let page = 0; page < MOST_SOCKETS; page++) pages.push(await connect(`tab-000${page}`));
    const next = await connect('tab-0005');
    expect(pages.filter((page) => !desk.isOpen(page))).toEqual([pages[5]]);
    expect(pages.flatMap((page) => page.inbox)).toEqual([]);
    expect(await noted()).toContain(next.me.connection);
  });

  it('leaves what closed by itself alone: it is off the list', async () => {
    const { connect, noted } = await aVisitor();
    const first = await connect();
    for (let page = 1; page < MOST_SOCKETS; page++) await (await connect()).drop();
    expect(await noted()).toEqual([first.me.connection]);
    for (let page = 0; page < MOST_SOCKETS - 1; page++) await connect();
    expect(desk.isOpen(first)).toBe(true);
  });

  it('forgets those that API Gateway ended two hours ago', async () => {
    const { connect, noted } = await aVisitor();
    for (let page = 0; page < MOST_SOCKETS; page++) (await connect()).vanish();
    desk.pass(3 * HOUR);
    const late = await connect();
    expect(await noted()).toEqual([late.me.connection]);
    expect(late.inbox).toEqual([]);
  });
});

it('of thirty that come at once eight are left, and every other one is closed, sooner or later', async () => {
  const { person, handshake, noted } = await aVisitor();
  const pages = Array.from({ length: 30 }, () => desk.open(person));
  // Nobody comes to closing what gave way: every one of these functions dies.
  const answers = await Promise.all(pages.map((page) => handshake(page)));
  const letIn = pages.filter((_, index) => answers[index]?.isLetIn);
  // Whoever was refused comes again by itself.
  await Promise.all(
    pages.filter((page) => !letIn.includes(page)).map((page) => desk.closeConnections([page.me.connection])),
  );
  expect((await noted()).length).toBeLessThanOrEqual(MOST_SOCKETS);
  for (let minute = 0; minute < 2; minute++) {
    desk.pass(60_000);
    await sweep(desk.context);
  }
  const open = connectionsOf(pages.filter((page) => desk.isOpen(page)));
  expect(open.toSorted()).toEqual((await noted()).toSorted());
  expect(open.length).toBe(Math.min(MOST_SOCKETS, letIn.length));
});

it('a socket whose handshake is not over is closed again until it is gone for certain', async () => {
  const { connect, id } = await aVisitor();
  await connect();
  const opening = {
    ...desk.context,
    closeConnections: async (connections: readonly string[]) => new Set(connections),
  };
  expect(await closeSockets(opening, id, () => true)).toBe(false);
  // What API Gateway does not know after so long is closed.
  desk.pass(30_000);
  expect(await closeSockets(opening, id, () => true)).toBe(true);
});

it('a sign-in that ends by time takes its sockets along', async () => {
  const { person, handshake } = await aVisitor();
  const page = desk.open(person);
  await handshake(page, undefined, { until: desk.now() + HOUR });
  desk.pass(59 * 60_000);
  await sweep(desk.context);
  expect(desk.isOpen(page)).toBe(true);
  desk.pass(2 * 60_000);
  await sweep(desk.context);
  expect(desk.isOpen(page)).toBe(false);
});

it('a tab is named by what a browser makes up, or not at all', async () => {
  const { connect, id } = await aVisitor();
  for (const sid of ['tab-0001', 'x', 'a'.repeat(2000), '<script>']) await connect(sid);
  const tabs = (await listSockets(engine.db, id, desk.now())).map(({ tab }) => tab);
  expect(tabs).toEqual([undefined, undefined, undefined, 'tab-0001']);
});
