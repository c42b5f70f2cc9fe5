// A customer who did everything a customer can do, and whoever gives out or erases what is kept of one.
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createFiles } from '../../../../../functions/adapters/files.ts';
import { createRemoveFiles } from '../../../../../functions/adapters/remove-files.ts';
import { createSegmentFiles } from '../../../../../functions/adapters/segment-files.ts';
import type { Account } from '../../../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../../../functions/pipeline/http.ts';
import { portalRoutes } from '../../../../../functions/routes/portal/index.ts';
import { createExport } from '../../../../../functions/routes/privacy/customer-export.ts';
import { createErase, customer as findCustomer } from '../../../../../functions/routes/privacy/customers.ts';
import { createTranscripts } from '../../../../../functions/transcript/transcripts.ts';
import type { EraseContext } from '../../../../../functions/workflows/erase.ts';
import { addAgentAccount, ask, signedInAs } from '../../../../support/accounts.ts';
import { type Bucket, startBucket } from '../../../../support/bucket.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../../../support/desk.ts';
import { type Engine, startEngine } from '../../../../support/engine.ts';
import { fonts } from '../../../transcript/chats.ts';

interface Place {
  readonly engine: Engine;
  readonly bucket: Bucket;
  readonly desk: Desk;
  readonly anna: Tab;
  readonly boss: Account;
  readonly context: EraseContext;
}

export const WORDS = /zeldzaam|kattenbak|zeldzaamheid/i;

export const link = (body: unknown) => (body as { ok: { url: string } }).ok.url;

/** Starts engine and bucket for the tests of a file; each begins with both empty. */
export const useCustomers = () => {
  let engine: Engine;
  let bucket: Bucket;
  let desk: Desk;
  let anna: Tab;
  let boss: Account;
  let context: EraseContext;

  beforeAll(async () => {
    [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
  });
  afterAll(() => Promise.all([engine.stop(), bucket.stop()]));
  beforeEach(async () => {
    await engine.clear();
    desk = createDesk(engine.db);
    const given = { client: bucket.client, bucket: bucket.name };
    const removeFiles = createRemoveFiles(given);
    const segmentFiles = createSegmentFiles(given);
    await removeFiles('');
    context = { ...desk.context, closeConnections: desk.closeConnections, removeFiles, segmentFiles };
    anna = await desk.agent('Anna', { permissions: ['helpdesk', 'manage'] });
    boss = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'administer'] });
  });

  const handlerOf = (given: EraseContext = context) => {
    const files = createFiles({ client: bucket.client, bucket: bucket.name });
    return createHttpHandler(
      {
        ...portalRoutes,
        'GET /api/customers': findCustomer,
        'POST /api/customers/{customerId}/erase': createErase(given),
        'POST /api/customers/{customerId}/export': createExport({
          files,
          sent: files,
          transcripts: createTranscripts({ files, fonts }),
        }),
      },
      given,
    );
  };

  const asBoss = async (route: string, more: object = {}, given: EraseContext = context) => {
    const cookie = await signedInAs(desk.context, boss);
    return ask(handlerOf(given), { route, site: 'console', cookie, ...more });
  };
  const find = (login: string) => asBoss('GET /api/customers', { query: { login } });
  const erase = (customer: Tab, { login = customer.me.login, given = context } = {}) =>
    asBoss(
      'POST /api/customers/{customerId}/erase',
      { path: { customerId: customer.me.id }, body: { login } },
      given,
    );
  const exportOf = (customer: Tab) =>
    asBoss('POST /api/customers/{customerId}/export', {
      path: { customerId: customer.me.id },
      body: { language: 'nl', timeZone: 'Europe/Amsterdam' },
    });

  const asCustomer = async ({ me }: Tab, route: string, more: object) => {
    const account = { id: me.id, role: 'customer' } as Account;
    const cookie = await signedInAs(desk.context, account);
    return ask(handlerOf(), { route, cookie, ...more });
  };

  /** One who did everything a customer can do: chats saved, deleted, left open and running, tickets, replies, ratings, PDFs. */
  const aBusyCustomer = async (login = 'zeldzaam') => {
    const customer = await desk.customer(login);
    const chat = async (text: string) => {
      const { chat } = await start(customer, {
        nickname: `Kattenbak ${text}`,
        email: 'kattenbak@example.nl',
      });
      await say(customer, chat.id, `zeldzaam ${text}`);
      await join(anna, chat.id);
      await say(anna, chat.id, 'antwoord met zeldzaam', { after: 3 });
      return chat.id;
    };
    const ended = async (text: string) => {
      const id = await chat(text);
      await anna.ask('chat.fill', {
        chatId: id,
        fields: { remarks: 'kattenbak', subject: `zeldzaam ${text}` },
      });
      await end(customer, id, { after: 4 });
      await customer.ask('chat.rate', { chatId: id, stars: 1, comment: 'zeldzaam slecht' });
      return id;
    };
    const saved = await ended('bewaard');
    const { ticket } = await anna.ask('chat.save', { chatId: saved });
    const deleted = await ended('verwijderd');
    await anna.ask('chat.watch', { chatId: deleted, sid: anna.sid, after: 0 });
    await anna.ask('chat.delete', { chatId: deleted });
    const left = await ended('blijft liggen');
    const running = await chat('loopt nog');
    await anna.ask('chat.watch', { chatId: running, sid: anna.sid, after: 0 });
    await asCustomer(customer, 'POST /api/my-tickets', {
      body: { cid: newCid(), text: 'zeldzaam vraagje', email: 'kattenbak@example.nl' },
    });
    await asCustomer(customer, 'POST /api/my-tickets/{number}/replies', {
      path: { number: String(ticket) },
      body: { cid: newCid(), text: 'zeldzaam antwoord' },
    });
    return { customer, saved, deleted, left, running, ticket };
  };

  const scanned = async () => JSON.stringify(await engine.scan());

  /** As the administrator's page does: asks until it is done; the clock moves on meanwhile. */
  const eraseWhole = async (customer: Tab, given: EraseContext = context, login = customer.me.login) => {
    for (let calls = 1; calls < 30; calls++) {
      const { body } = await erase(customer, { given, login });
      if ((body as { ok?: { done: boolean } }).ok?.done) return calls;
      desk.pass(10_000);
    }
    throw new Error('not erased after 30 calls');
  };

  const expectErased = async (customer: Tab) => {
    const table = await scanned();
    expect(table).not.toContain(customer.me.id);
    expect(table).not.toMatch(WORDS);
    expect(await bucket.keys()).toEqual([]);
  };

  const today = (): Place => ({ engine, bucket, desk, anna, boss, context });
  return {
    today,
    find,
    erase,
    eraseWhole,
    exportOf,
    aBusyCustomer,
    scanned,
    expectErased,
  };
};
