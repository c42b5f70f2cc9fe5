// Tickets over HTTP: the customer sees the own published ones and never the internal remarks; the agent edits.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { addTicket, REMARKS } from '../../support/tickets.ts';

let engine: Engine;
let handler: ReturnType<typeof createHttpHandler>;
let agentCookie: string;
beforeAll(async () => {
  engine = await startEngine();
  handler = createHttpHandler(
    { ...portalRoutes, ...createBackofficeRoutes(createSegmentsInMemory().read) },
    aContext(engine.db),
  );
  agentCookie = await signedInAs(aContext(engine.db), await addAgentAccount(engine.db));
});
afterAll(() => engine.stop());

const asCustomer = async (account: Account) => {
  const cookie = await signedInAs(aContext(engine.db), account);
  return {
    list: () => ask(handler, { route: 'GET /api/my-tickets', cookie }),
    open: (number: number) =>
      ask(handler, { route: 'GET /api/my-tickets/{number}', cookie, path: { number: String(number) } }),
  };
};

const openAsAgent = (number: number) =>
  ask(handler, {
    route: 'GET /api/tickets/{number}',
    site: 'console',
    cookie: agentCookie,
    path: { number: String(number) },
  });

const edit = (number: number, body: object) =>
  ask(handler, {
    route: 'PATCH /api/tickets/{number}',
    site: 'console',
    cookie: agentCookie,
    path: { number: String(number) },
    body,
  });

test('[S114] a customer sees the own published tickets, newest first', async () => {
  const customer = await addCustomerAccount(engine.db);
  const first = await addTicket(engine.db, { customer, subject: 'Eerste' });
  await addTicket(engine.db, { customer, published: false, subject: 'Verborgen' });
  await addTicket(engine.db, { customer: await addCustomerAccount(engine.db), subject: 'Van een ander' });
  const last = await addTicket(engine.db, { customer, subject: 'Laatste' });
  const { body } = await (await asCustomer(customer)).list();
  const line = { status: 'new', createdAt: 6000, changedAt: 6000, published: true };
  expect(body).toEqual({
    ok: {
      tickets: [
        { number: last.number, subject: 'Laatste', ...line },
        { number: first.number, subject: 'Eerste', ...line },
      ],
    },
  });
});

test('a customer without tickets sees none', async () => {
  const { body } = await (await asCustomer(await addCustomerAccount(engine.db))).list();
  expect(body).toEqual({ ok: { tickets: [] } });
});

test('[S77] [S78] a published ticket shows its customer the whole conversation', async () => {
  const customer = await addCustomerAccount(engine.db);
  const { number, chatId, entries } = await addTicket(engine.db, { customer });
  const { status, body } = await (await asCustomer(customer)).open(number);
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      ok: {
        number,
        subject: 'Printer',
        status: 'new',
        createdAt: 6000,
        changedAt: 6000,
        published: true,
        history: [{ kind: 'chat', at: 6000, chatId, entries, place: '1#0000000001' }],
      },
    },
  });
});

test('[S35] no answer to a customer carries the internal remarks', async () => {
  const customer = await addCustomerAccount(engine.db);
  const { number } = await addTicket(engine.db, { customer });
  const me = await asCustomer(customer);
  const answers = JSON.stringify([await me.list(), await me.open(number)]);
  expect(answers).not.toContain(REMARKS);
  expect(answers).not.toContain('remarks');
  expect(answers).not.toContain('jan@example.nl');
});

test("[A6] [S11] not published, another's and not there are one answer", async () => {
  const customer = await addCustomerAccount(engine.db);
  const hidden = await addTicket(engine.db, { customer, published: false });
  const foreign = await addTicket(engine.db, { customer: await addCustomerAccount(engine.db) });
  const me = await asCustomer(customer);
  const absent = await me.open(999_999);
  expect(absent).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  expect(await me.open(hidden.number)).toEqual(absent);
  expect(await me.open(foreign.number)).toEqual(absent);
});

test('an agent sees all of a ticket, published or not', async () => {
  const customer = await addCustomerAccount(engine.db);
  const { number, chatId, entries } = await addTicket(engine.db, { customer, published: false });
  const { body } = await openAsAgent(number);
  expect(body).toEqual({
    ok: {
      number,
      subject: 'Printer',
      category: 'Algemeen',
      remarks: REMARKS,
      email: 'jan@example.nl',
      status: 'new',
      published: false,
      createdAt: 6000,
      changedAt: 6000,
      rev: 1,
      customer: { id: customer.id, login: customer.login, name: customer.name },
      history: [{ kind: 'chat', at: 6000, chatId, entries, place: '1#0000000001' }],
    },
  });
  expect((await openAsAgent(999_999)).status).toBe(404);
});

test('an agent edits the fields given and leaves the others', async () => {
  const customer = await addCustomerAccount(engine.db);
  const { number } = await addTicket(engine.db, { customer, published: false });
  const edited = await edit(number, { rev: 1, status: 'solved', subject: '  Toner  ', published: true });
  expect(edited).toMatchObject({
    status: 200,
    body: { ok: { status: 'solved', subject: 'Toner', published: true, remarks: REMARKS, rev: 2 } },
  });
  expect((await openAsAgent(number)).body).toEqual(edited.body);
  const { body } = await (await asCustomer(customer)).list();
  expect(body).toMatchObject({ ok: { tickets: [{ number, subject: 'Toner', status: 'solved' }] } });
});

test('of two who edit the same version one is told to look again', async () => {
  const { number } = await addTicket(engine.db, { customer: await addCustomerAccount(engine.db) });
  const answers = await Promise.all(['open', 'solved'].map((status) => edit(number, { rev: 1, status })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toEqual({ error: { code: 'outdated' } });
});

test.each([
  [{ rev: 1, subject: '' }, 400, 'bad_request'],
  [{ rev: 1, subject: '   ' }, 400, 'bad_request'],
  [{ rev: 1, subject: 'x'.repeat(201) }, 400, 'bad_request'],
  [{ rev: 1, status: 'gone' }, 400, 'bad_request'],
  [{ status: 'open' }, 400, 'bad_request'],
  [{ rev: 1, email: 'geen adres' }, 400, 'bad_email'],
  [{ rev: 7, status: 'open' }, 409, 'outdated'],
])('refuses the edit %o', async (body, status, code) => {
  const { number } = await addTicket(engine.db, { customer: await addCustomerAccount(engine.db) });
  const before = await openAsAgent(number);
  expect(await edit(number, body)).toMatchObject({ status, body: { error: { code } } });
  expect(await openAsAgent(number)).toEqual(before);
});

test('an edit takes an e-mail away, and never the number, the customer or the chat', async () => {
  const { number, chatId } = await addTicket(engine.db, { customer: await addCustomerAccount(engine.db) });
  const before = await openAsAgent(number);
  const { body } = await edit(number, {
    rev: 1,
    email: '',
    customer: {},
    chatId: 'x',
    createdAt: 1,
    pk: 'x',
  });
  expect(body).toMatchObject({
    ok: { number, email: '', createdAt: 6000, history: [{ chatId }, { kind: 'change' }] },
  });
  expect(before.body).toMatchObject({ ok: { email: 'jan@example.nl' } });
});

test('text with half a character is stored readable', async () => {
  const { number } = await addTicket(engine.db, { customer: await addCustomerAccount(engine.db) });
  const { body } = await edit(number, { rev: 1, remarks: 'a\ud83db' });
  expect(body).toMatchObject({ ok: { remarks: 'a\ufffdb' } });
});

test('editing a ticket that is not there makes none', async () => {
  expect(await edit(888_888, { rev: 1, status: 'open' })).toMatchObject({
    status: 404,
    body: { error: { code: 'not_found' } },
  });
  expect((await openAsAgent(888_888)).status).toBe(404);
});
