// Replies on a ticket from both sides, and who changed what: stored once, shown to whom they are for, told to other systems.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { attempt, limits } from '../../../functions/domain/throttle.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { feedbackKey, ticketPk } from '../../../functions/store/keys.ts';
import { takeAttempt } from '../../../functions/store/throttle.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { addTicket, REMARKS } from '../../support/tickets.ts';

let engine: Engine;
let agent: Account;
beforeAll(async () => {
  engine = await startEngine();
  agent = await addAgentAccount(engine.db, { nickname: 'Anna' });
});
afterAll(() => engine.stop());

const setUp = async (given: { published?: boolean } = {}) => {
  const context = aContext(engine.db);
  const handler = createHttpHandler(
    { ...portalRoutes, ...createBackofficeRoutes(createSegmentsInMemory().read) },
    context,
  );
  const customer = await addCustomerAccount(engine.db);
  const ticket = await addTicket(engine.db, { customer, ...given });
  const path = { number: String(ticket.number) };
  const by = async (account: Account) => {
    const cookie = await signedInAs(context, account);
    const isAgent = account.role === 'agent';
    const site = isAgent ? ('console' as const) : ('portal' as const);
    const base = isAgent ? '/api/tickets/{number}' : '/api/my-tickets/{number}';
    return {
      open: () => ask(handler, { route: `GET ${base}`, site, cookie, path }),
      reply: (body: object) => ask(handler, { route: `POST ${base}/replies`, site, cookie, path, body }),
      edit: (body: object) => ask(handler, { route: `PATCH ${base}`, site, cookie, path, body }),
    };
  };
  return { context, customer, ...ticket, anna: await by(agent), jan: await by(customer), by };
};

test('each side sees the replies of both, and only agents who changed what', async () => {
  const { context, customer, anna, jan, number, chatId } = await setUp();
  const [first, second] = [context.newId(), context.newId()];
  context.advance(1000);
  await anna.reply({ cid: first, text: '  Ik kijk het na.\n' });
  context.advance(1000);
  const answer = await jan.reply({ cid: second, text: 'Dank u!' });
  const { id, name } = customer;
  const replies = [
    {
      kind: 'message',
      cid: first,
      text: 'Ik kijk het na.',
      author: { role: 'agent', id: agent.id, name: 'Anna' },
    },
    { kind: 'message', cid: second, text: 'Dank u!', author: { role: 'customer', id, name } },
  ];
  expect(answer).toMatchObject({
    status: 200,
    body: { ok: { number, status: 'open', history: [{ kind: 'chat', chatId }, ...replies] } },
  });
  expect((await jan.open()).body).toEqual(answer.body);
  expect((await anna.open()).body).toMatchObject({
    ok: {
      history: [
        { kind: 'chat' },
        replies[0],
        { kind: 'change', by: { name: 'Anna' }, changes: [{ field: 'status', from: 'new', to: 'open' }] },
        replies[1],
      ],
    },
  });
});

describe('[A11] replies without end', () => {
  const use = async (what: 'reply' | 'ticketReply', who: string, now: number, left = 0) => {
    for (let taken = left; taken < limits[what].attempts; taken++)
      await takeAttempt(engine.db, attempt(what, who), now);
  };

  test('of one person are refused after so many an hour; the last one is answered again when its answer was lost', async () => {
    const { context, customer, jan, anna, number } = await setUp();
    await use('reply', customer.id, context.now(), 1);
    const last = { cid: context.newId(), text: 'De laatste' };
    expect((await jan.reply(last)).status).toBe(200);
    expect(await jan.reply({ cid: context.newId(), text: 'Nog een' })).toMatchObject({
      status: 429,
      body: { error: { code: 'too_many_attempts', retryAfterSeconds: 3600 } },
    });
    expect((await jan.reply(last)).status).toBe(200);
    expect((await anna.reply({ cid: context.newId(), text: 'Rustig aan' })).status).toBe(200);
    const replies = (await engine.db.query({ pk: ticketPk(number), from: 'S#', to: 'S#~' })).items;
    expect(replies).toHaveLength(2);
  });

  test('on one ticket are refused to the side that wrote them, not to the other', async () => {
    const { context, jan, anna, number } = await setUp();
    await use('ticketReply', `${number}#customer`, context.now());
    expect((await jan.reply({ cid: context.newId(), text: 'Nog een' })).status).toBe(429);
    expect((await anna.reply({ cid: context.newId(), text: 'Wij antwoorden' })).status).toBe(200);
  });

  test('by whom a ticket is not for, use up nothing of it', async () => {
    const { context, jan, by } = await setUp();
    const stranger = await by(await addCustomerAccount(engine.db));
    for (let tries = 0; tries < limits.ticketReply.attempts + 1; tries++)
      expect((await stranger.reply({ cid: context.newId(), text: 'Hallo?' })).status).toBe(404);
    expect((await jan.reply({ cid: context.newId(), text: 'Ik kan nog' })).status).toBe(200);
  });
});

describe('a reply sent again', () => {
  test('however often and at once, is stored and told once', async () => {
    const { context, jan, number } = await setUp();
    const body = { cid: context.newId(), text: 'Hoort u mij?' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => jan.reply(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    await jan.reply(body);
    const { body: seen } = await jan.open();
    expect(JSON.stringify(seen).split('Hoort u mij?')).toHaveLength(2);
    expect(context.published).toEqual([
      expect.objectContaining({
        type: 'ticket.replied',
        number,
        cid: body.cid,
        by: expect.objectContaining({ role: 'customer' }),
      }),
    ]);
  });

  test("under somebody else's id is refused, and replaces nothing", async () => {
    const { context, anna, jan } = await setUp();
    const cid = context.newId();
    await anna.reply({ cid, text: 'Van de helpdesk' });
    expect(await jan.reply({ cid, text: 'Van de klant' })).toMatchObject({
      body: { error: { code: 'bad_request', path: 'cid' } },
    });
    expect(JSON.stringify((await jan.open()).body)).not.toContain('Van de klant');
  });
});

describe('the status', () => {
  test('a solved ticket is open again when its customer replies', async () => {
    const { context, anna, jan } = await setUp();
    await anna.reply({ cid: context.newId(), text: 'Opgelost.', solve: true });
    expect((await jan.open()).body).toMatchObject({ ok: { status: 'solved' } });
    const { body } = await jan.reply({ cid: context.newId(), text: 'Toch niet.' });
    expect(body).toMatchObject({ ok: { status: 'open' } });
    expect(context.published.map(({ type }) => type)).toEqual([
      'ticket.replied',
      'ticket.saved',
      'ticket.replied',
      'ticket.saved',
    ]);
  });

  test('a customer cannot solve, and a reply leaves a new ticket new', async () => {
    const { context, jan } = await setUp();
    const { body } = await jan.reply({ cid: context.newId(), text: 'Nog iets', solve: true });
    expect(body).toMatchObject({ ok: { status: 'new' } });
  });
});

test('a reply that comes in while an agent edits is no conflict; a changed field is', async () => {
  const { context, anna, jan } = await setUp();
  await jan.reply({ cid: context.newId(), text: 'Nog iets' });
  expect(await anna.edit({ rev: 1, category: 'Facturen' })).toMatchObject({ status: 200 });
  expect(await anna.edit({ rev: 1, category: 'Algemeen' })).toMatchObject({
    status: 409,
    body: { error: { code: 'outdated' } },
  });
});

describe('what a customer never gets', () => {
  test('[S35] [S78] remarks, changes, assignee, address, rating: not in any answer', async () => {
    const { context, anna, jan, chatId } = await setUp();
    await engine.db.put(
      {
        ...feedbackKey(chatId as never),
        chatId,
        stars: 1,
        comment: 'GEHEIM-oordeel',
        at: 1,
        customer: agent.id,
        agents: [],
      },
      asScene,
    );
    await anna.edit({ rev: 1, assignee: agent.id, remarks: 'GEHEIM-opmerking', category: 'GEHEIM-rubriek' });
    expect(JSON.stringify((await anna.open()).body)).toContain('GEHEIM-oordeel');
    const answers = JSON.stringify([
      await jan.open(),
      await jan.reply({ cid: context.newId(), text: 'Hallo' }),
    ]);
    for (const secret of ['GEHEIM', REMARKS, 'assignee', 'change"', 'jan@example.nl', 'rev"'])
      expect(answers).not.toContain(secret);
  });

  test('[S11] an unpublished ticket takes no reply of its customer, nor of another', async () => {
    const { context, jan, anna, by } = await setUp({ published: false });
    const other = await by(await addCustomerAccount(engine.db));
    const absent = { status: 404, body: { error: { code: 'not_found' } } };
    for (const who of [jan, other])
      expect(await who.reply({ cid: context.newId(), text: 'Hallo?' })).toMatchObject(absent);
    await anna.reply({ cid: context.newId(), text: 'Alvast een antwoord' });
    expect(await jan.open()).toMatchObject(absent);
    await anna.edit({ rev: 2, published: true });
    expect(JSON.stringify((await jan.open()).body)).toContain('Alvast een antwoord');
    expect(await other.open()).toMatchObject(absent);
  });
});

test.each([
  ['', 'empty_text'],
  [' \n\u200b', 'empty_text'],
  ['x'.repeat(4001), 'text_too_long'],
])('refuses the text %j', async (text, code) => {
  const { context, anna, jan } = await setUp();
  for (const who of [anna, jan])
    expect(await who.reply({ cid: context.newId(), text })).toMatchObject({ body: { error: { code } } });
  expect(context.published).toEqual([]);
});

describe('an edit', () => {
  test('notes every field with who, when, from and to; the text of remarks stays out', async () => {
    const { context, anna } = await setUp();
    context.advance(5000);
    const { body } = await anna.edit({
      rev: 1,
      assignee: agent.id,
      subject: 'Toner',
      published: false,
      remarks: 'anders',
    });
    expect(body).toMatchObject({
      ok: {
        assignee: { id: agent.id, name: 'Anna' },
        changedAt: context.now(),
        history: [
          {},
          {
            kind: 'change',
            at: context.now(),
            by: { role: 'agent', id: agent.id, name: 'Anna' },
            changes: [
              { field: 'subject', from: 'Printer', to: 'Toner' },
              { field: 'assignee', to: 'Anna' },
              { field: 'published', from: 'true', to: 'false' },
              { field: 'remarks' },
            ],
          },
        ],
      },
    });
    const { body: again } = await anna.edit({ rev: 2, assignee: 'none' });
    expect(again).toMatchObject({
      ok: { history: [{}, {}, { changes: [{ field: 'assignee', from: 'Anna' }] }] },
    });
    expect(context.published.map((event) => [event.type, 'rev' in event && event.rev])).toEqual([
      ['ticket.saved', 2],
      ['ticket.saved', 3],
    ]);
  });

  test('that changes nothing is none: not in the history, not told', async () => {
    const { context, anna } = await setUp();
    const { body } = await anna.edit({ rev: 1, subject: 'Printer', assignee: 'none' });
    expect(body).toMatchObject({ ok: { rev: 1, history: [{ kind: 'chat' }] } });
    expect(context.published).toEqual([]);
  });

  test('gives a ticket only to an agent of the helpdesk who can sign in', async () => {
    const { anna, customer } = await setUp();
    const [without, blocked] = await Promise.all([
      addAgentAccount(engine.db, { permissions: [] }),
      addAgentAccount(engine.db, { blocked: true }),
    ]);
    for (const { id } of [customer, without, blocked])
      expect(await anna.edit({ rev: 1, assignee: id })).toMatchObject({
        body: { error: { code: 'bad_request', path: 'assignee' } },
      });
  });
});
