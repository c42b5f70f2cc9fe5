// One customer's data as a whole: given out in one file that says everything, and erased so that a scan of table and bucket finds nothing.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EraseContext, goOnWithErasures } from '../../../functions/actions/erase.ts';
import type { Account } from '../../../functions/domain/account.ts';
import { httpActions } from '../../../functions/http/routes.ts';
import { createFiles } from '../../../functions/platform/files.ts';
import { createHttpHandler } from '../../../functions/platform/http.ts';
import { createRemoveFiles } from '../../../functions/platform/remove-files.ts';
import { createErase, customer as findCustomer } from '../../../functions/privacy/customers.ts';
import { createExport } from '../../../functions/privacy/export.ts';
import { writeZip } from '../../../functions/privacy/zip.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { writeForm } from '../../../functions/store/chats.ts';
import type { Db } from '../../../functions/store/db.ts';
import { readRemovedCounts } from '../../../functions/store/retention.ts';
import { addReply } from '../../../functions/store/tickets.ts';
import { createTranscripts } from '../../../functions/transcript/make-transcript.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { anAgent, ask, signedInAs } from '../../support/people.ts';
import { unzip } from '../../support/unzip.ts';
import { fonts } from '../transcript/chats.ts';
import { readPdf } from '../transcript/reader.ts';

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
  const removeFiles = createRemoveFiles({ client: bucket.client, bucket: bucket.name });
  await removeFiles('');
  context = { ...desk.context, hangUp: desk.hangUp, removeFiles };
  anna = await desk.agent('Anna', { permissions: ['helpdesk', 'manage'] });
  boss = await anAgent(engine.db, { permissions: ['helpdesk', 'administer'] });
});

const handlerOf = (given: EraseContext = context) => {
  const files = createFiles({ client: bucket.client, bucket: bucket.name });
  return createHttpHandler(
    {
      ...httpActions,
      'GET /api/customers': findCustomer,
      'POST /api/customers/{customerId}/erase': createErase(given),
      'POST /api/customers/{customerId}/export': createExport({
        files,
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

const WORDS = /zeldzaam|kattenbak|zeldzaamheid/i;

/** One who did everything a customer can do: chats saved, deleted, left open and running, tickets, replies, ratings, PDFs. */
const aBusyCustomer = async (login = 'zeldzaam') => {
  const customer = await desk.customer(login);
  const chat = async (text: string) => {
    const { chat } = await start(customer, { nickname: `Kattenbak ${text}`, email: 'kattenbak@example.nl' });
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

const link = (body: unknown) => (body as { ok: { url: string } }).ok.url;

describe('an export', () => {
  it('[A15] holds the account without its password, every chat as data and PDF, tickets, ratings and the log', async () => {
    const { customer, saved, deleted, left, running } = await aBusyCustomer();
    const other = await desk.customer('buurman');
    const { chat } = await start(other, { nickname: 'Buurman' });
    await say(other, chat.id, 'van de buren');
    expect((await find('Zeldzaam ')).body).toEqual({
      ok: {
        customer: { id: customer.me.id, login: 'zeldzaam', name: 'zeldzaam' },
        chats: 4,
        tickets: 2,
        erasing: false,
      },
    });
    const { status, body } = await exportOf(customer);
    expect({ status, body }).toMatchObject({ status: 200, body: { ok: { done: true } } });
    const zip = new Uint8Array(await (await fetch(link(body))).arrayBuffer());
    const files = unzip(zip);
    const names = [saved, deleted, left, running].map((id) => `chats/2026-11-22-${id}.pdf`);
    expect([...files.keys()].sort()).toEqual([...names, 'data.json'].sort());
    const json = files.get('data.json')?.toString() ?? '';
    expect(JSON.parse(json)).toMatchObject({
      account: { id: customer.me.id, login: 'zeldzaam', role: 'customer' },
      chats: [
        { id: saved, closed: { ticket: 1 }, rating: { stars: 1 }, form: { remarks: 'kattenbak' } },
        { id: deleted, rating: { comment: 'zeldzaam slecht' } },
        { id: left, ended: { reason: 'customer' } },
        { id: running, entries: [{ seq: 1 }, { text: 'zeldzaam loopt nog' }, { seq: 3 }, { seq: 4 }] },
      ],
      tickets: [
        { number: 1, history: [{ text: 'zeldzaam antwoord' }] },
        { number: 2, history: [{ text: 'zeldzaam vraagje' }] },
      ],
      log: [{ action: 'watched' }, { action: 'watched' }],
    });
    expect(json).not.toMatch(/password|salt|buren|Buurman|TICKET#|"pk"/);
    const pdf = await readPdf(new Uint8Array(files.get(names[0] ?? '') ?? []));
    expect(JSON.stringify(pdf)).toContain('zeldzaam bewaard');
    expect(await listAuditLines(engine.db, 1)).toMatchObject([{ action: 'exported', about: 'zeldzaam' }]);
  }, 60_000);

  it('makes the PDFs of many chats in several calls, and none twice', async () => {
    const customer = await desk.customer('veelprater');
    for (let index = 0; index < 45; index++) {
      const { chat } = await start(customer);
      await say(customer, chat.id, `chat ${index}`);
      await end(customer, chat.id, { after: 2 });
      await customer.ask('chat.dismiss', { chatId: chat.id });
    }
    expect((await exportOf(customer)).body).toEqual({ ok: { done: false, made: 40, of: 45 } });
    const before = await bucket.keys();
    const { body } = await exportOf(customer);
    expect(body).toMatchObject({ ok: { done: true } });
    expect((await bucket.keys()).filter((key) => before.includes(key))).toEqual(before);
    const files = unzip(new Uint8Array(await (await fetch(link(body))).arrayBuffer()));
    expect(files.size).toBe(46);
  }, 60_000);

  it('is a ZIP that unzip takes, with names in any script', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'zip-'));
    try {
      const file = joinPath(folder, 'a.zip');
      const bodies = ['één', '', 'x'.repeat(70_000)].map((text) => Buffer.from(text));
      const files = ['naam één.txt', 'map/leeg', 'map/日本.bin'].map((name, index) => ({
        name,
        body: bodies[index] ?? Buffer.alloc(0),
      }));
      await writeFile(file, writeZip(files, Date.UTC(2026, 10, 22, 13, 14, 16)));
      // Python's reader is strict about every field, and is where the tests run.
      const script = `import zipfile,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print([(i.filename,i.file_size,i.date_time) for i in z.infolist()])`;
      const { stdout } = await promisify(execFile)('python3', ['-c', script, file]);
      expect(stdout.trim()).toBe(
        "[('naam één.txt', 5, (2026, 11, 22, 13, 14, 16)), ('map/leeg', 0, (2026, 11, 22, 13, 14, 16)), ('map/日本.bin', 70000, (2026, 11, 22, 13, 14, 16))]",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is not there for an agent’s account or an unknown one', async () => {
    expect(await exportOf(anna)).toMatchObject({ status: 404 });
    expect(await find('Anna')).toMatchObject({ status: 404 });
  });
});

/** As the administrator's page does: asks until it is done; the clock moves on meanwhile. */
const eraseWhole = async (customer: Tab, given: EraseContext = context) => {
  for (let calls = 1; calls < 30; calls++) {
    const { body } = await erase(customer, { given });
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

describe('an erasure', () => {
  it('[A15] leaves counts, and of the person nothing in table and bucket', async () => {
    const { customer, saved } = await aBusyCustomer();
    const other = await desk.customer('buurman');
    const { chat } = await start(other, { nickname: 'Buurman' });
    await exportOf(customer);
    await signedInAs(desk.context, { id: customer.me.id, role: 'customer' } as Account);
    expect(await bucket.keys()).not.toEqual([]);
    await customer.drop();
    expect(await eraseWhole(customer)).toBe(4);
    await expectErased(customer);

    expect(await readRemovedCounts(engine.db, 1)).toEqual([
      { month: '2026-11', chats: 4, tickets: 2, ratings: 3, auditLines: 0, customers: 1 },
    ]);
    expect((await engine.db.get({ pk: 'DESK#helpdesk#RATED', sk: '2026-11#' }))?.s1).toBe(3);
    const lines = await listAuditLines(engine.db, 10);
    expect(lines).toMatchObject([
      { action: 'erased', who: { id: boss.id }, about: '' },
      { action: 'exported', about: '' },
      { action: 'watched', nickname: '' },
      { action: 'watched', nickname: '' },
    ]);
    // The others keep what is theirs, and the agent's place is free again.
    expect(await desk.counts()).toEqual({ free: 3, waiting: 1 });
    await expect(anna.ask('chat.watch', { chatId: saved, sid: anna.sid, after: 0 })).rejects.toThrow(
      'not_found',
    );
    await say(other, chat.id, 'en ik dan');
    expect(anna.heard('chat.changed').at(-1)?.chat.nickname).not.toMatch(WORDS);
  }, 60_000);

  it('is refused with another login, and changes nothing then', async () => {
    const { customer } = await aBusyCustomer();
    const before = await engine.scan();
    const answer = await erase(customer, { login: 'buurman' });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_request', path: 'login' } } });
    const isSession = (item: unknown) => JSON.stringify(item).includes('"SESSION#');
    expect((await engine.scan()).filter((item) => !isSession(item))).toEqual(
      before.filter((item) => !isSession(item)),
    );
  }, 60_000);

  it('[A15] is done whole when it is killed anywhere and run again, by whoever is next', async () => {
    const { customer } = await aBusyCustomer();
    await customer.drop();
    await exportOf(customer);
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let calls = 0;
    let every = 3;
    const killed = () => {
      if (++calls % every === 0) {
        every++;
        throw new Error('killed');
      }
    };
    const dying: Db = {
      ...engine.db,
      delete: async (...given) => {
        killed();
        return engine.db.delete(...given);
      },
      update: async (...given) => {
        const result = await engine.db.update(...given);
        killed();
        return result;
      },
      transact: async (...given) => {
        const result = await engine.db.transact(...given);
        killed();
        return result;
      },
    };
    const given = { ...context, db: dying };
    for (let tries = 0; tries < 60; tries++) {
      await erase(customer, { given });
      desk.pass(5_000);
      await goOnWithErasures(given, { left: 15 });
    }
    output.mockRestore();
    expect(every).toBeGreaterThan(5);
    await goOnWithErasures(context, { left: 2000 });
    await expectErased(customer);
    expect(await readRemovedCounts(engine.db, 1)).toMatchObject([
      { chats: 4, tickets: 2, ratings: 3, customers: 1 },
    ]);
    const rated = (await engine.db.query({ pk: 'DESK#helpdesk#RATED' })).items;
    expect(rated.map(({ s1 }) => s1)).toEqual([3, 3]);
    expect((await listAuditLines(engine.db, 50)).filter(({ action }) => action === 'erased')).toHaveLength(1);
    expect((await find('zeldzaam')).status).toBe(404);
    // Asked once more, as after an answer that was lost.
    expect((await erase(customer)).body).toEqual({ ok: { done: true } });
  }, 120_000);

  it('goes on by itself when nobody asks any more', async () => {
    const { customer } = await aBusyCustomer();
    await customer.drop();
    expect((await erase(customer)).body).toEqual({ ok: { done: false } });
    expect((await find('zeldzaam')).body).toMatchObject({ ok: { erasing: true } });
    for (let minute = 0; minute < 2; minute++) {
      desk.pass(60_000);
      await goOnWithErasures(context, { left: 2000 });
    }
    await expectErased(customer);
  }, 60_000);

  it('[A15] closes every page of the customer, in a chat or waiting for one, and nobody else’s', async () => {
    const { customer, running } = await aBusyCustomer();
    const second = desk.open(customer.me);
    await second.ask('chat.sync', { chatId: running, sid: second.sid, after: 0 });
    const waiting = await desk.customer('wachtend');
    await waiting.ask('lobby.enter', {});
    const other = await desk.customer('buurman');
    await other.ask('lobby.enter', {});
    expect((await erase(customer)).body).toEqual({ ok: { done: false } });
    expect((await erase(waiting)).body).toEqual({ ok: { done: false } });
    expect([customer, second, waiting, other, anna].map(desk.isOpen)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    // Told why before it closed, and the agent in the chat as well.
    for (const tab of [customer, second, anna]) {
      expect(tab.heard('entries.added').at(-1)?.entries).toMatchObject([
        { kind: 'ended', reason: 'deleted' },
      ]);
    }
    // One that was being opened when the account was blocked is found by the next call, or by the sweep.
    const late = desk.open(customer.me);
    await late.ask('ping', {});
    desk.pass(31_000);
    expect(await eraseWhole(waiting)).toBe(1);
    await goOnWithErasures(context, { left: 2000 });
    expect(desk.isOpen(late)).toBe(false);
    await expectErased(customer);
    expect(await scanned()).not.toContain(waiting.me.id);
  }, 60_000);

  it('[A15] takes away what agents still write while it removes', async () => {
    const { customer, left, ticket } = await aBusyCustomer();
    let replies = 0;
    const busy: Db = {
      ...engine.db,
      transact: async (writes) => {
        // Between what was found of the ticket and its removal, once.
        if (
          writes.some((write) => 'delete' in write && write.delete.pk.startsWith('TICKET#')) &&
          !replies++
        ) {
          await addReply(engine.db, Math.random, {
            number: ticket,
            cid: newCid(),
            by: { role: 'agent', id: anna.me.id, name: 'Anna' },
            text: 'zeldzaam laat antwoord',
            solve: false,
            now: desk.now(),
            allows: () => true,
          });
        }
        return engine.db.transact(writes);
      },
    };
    await eraseWhole(customer, { ...context, db: busy });
    expect(replies).toBeGreaterThan(1);
    // A form whose chat was there when it was asked.
    expect(await writeForm(engine.db, left, { remarks: 'kattenbak' })).toBe(false);
    await expectErased(customer);
    expect(await readRemovedCounts(engine.db, 1)).toMatchObject([{ chats: 4, tickets: 2 }]);
  }, 60_000);

  it('[A15] takes away what the customer still does while it begins', async () => {
    const customer = await desk.customer('zeldzaam');
    await customer.ask('lobby.enter', {});
    await customer.drop();
    const { body } = await erase(customer);
    expect(body).toEqual({ ok: { done: false } });
    // Requests that were under way when the account was blocked.
    await customer.ask('lobby.enter', {}).catch(() => {});
    await expect(start(customer)).rejects.toThrow('no_chat_right');
    desk.pass(31_000);
    expect(await eraseWhole(customer)).toBe(1);
    await expectErased(customer);
  });
});
