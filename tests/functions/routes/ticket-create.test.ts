// "Laat een bericht achter" over HTTP: one ticket per question, visible to its customer at once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { readCategoryList, writeCategories } from '../../../functions/store/desk.ts';
import { readTicket } from '../../../functions/store/tickets.ts';
import { aContext, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

it('makes one ticket of a question however often it is sent, and refuses what is empty or too long', async () => {
  const context = aContext(engine.db);
  const handler = createHttpHandler(portalRoutes, context);
  const customer = await addCustomerAccount(engine.db);
  const cookie = await signedInAs(context, customer);
  const leave = (body: object) =>
    ask(handler, { route: 'POST /api/my-tickets', site: 'portal', cookie, body });
  const cid = context.newId();
  const question = { cid, text: '\n Hoe laat gaat u open?\nOok op zondag?', email: '' };
  const first = await leave(question);
  expect(first).toMatchObject({ status: 200, body: { ok: { number: 1 } } });
  expect(await leave(question)).toMatchObject({ body: { ok: { number: 1 } } });
  expect(
    await ask(handler, {
      route: 'GET /api/my-tickets/{number}',
      site: 'portal',
      cookie,
      path: { number: '1' },
    }),
  ).toMatchObject({
    body: {
      ok: {
        subject: 'Hoe laat gaat u open?',
        history: [
          { kind: 'message', author: { name: customer.name }, text: 'Hoe laat gaat u open?\nOok op zondag?' },
        ],
      },
    },
  });
  const again = context.newId();
  expect(await leave({ cid: again, text: ' \n ', email: '' })).toMatchObject({
    body: { error: { code: 'empty_text' } },
  });
  expect(await leave({ cid: again, text: 'x'.repeat(4001), email: '' })).toMatchObject({
    body: { error: { code: 'text_too_long' } },
  });
  expect(await leave({ cid: again, text: 'Vraag', email: 'geen' })).toMatchObject({
    body: { error: { code: 'bad_email' } },
  });
});

/** A customer who sends a question, and the ticket it became. */
const aQuestion = async (given: object) => {
  const context = aContext(engine.db);
  const cookie = await signedInAs(context, await addCustomerAccount(engine.db));
  const body = { cid: context.newId(), text: 'Waar blijft mijn factuur?', email: '', ...given };
  const handler = createHttpHandler(portalRoutes, context);
  const answer = await ask(handler, { route: 'POST /api/my-tickets', site: 'portal', cookie, body });
  return readTicket(engine.db, Number(Object(Object(answer.body).ok).number));
};

it('[S34] files it under the category that was chosen, or under none when that was taken off the list meanwhile', async () => {
  const save = (names: string[], rev: number) =>
    writeCategories(engine.db, Math.random, { names, former: [], rev }, []);
  const { rev } = await readCategoryList(engine.db, { consistent: true });
  const first = await save(['Facturen', 'Levering'], rev);
  expect(await aQuestion({ category: 'Facturen' })).toMatchObject({ category: 'Facturen' });
  await save(['Levering'], first?.rev ?? 0);
  expect(await aQuestion({ category: 'Facturen' })).toMatchObject({ category: '' });
  // Nor what never was on it.
  expect(await aQuestion({ category: 'Eigen verzinsel' })).toMatchObject({ category: '' });
});

it.each([
  ['\u200b', 'Waar blijft mijn factuur?'],
  [' \u2060\n', 'Waar blijft mijn factuur?'],
  ['', 'Waar blijft mijn factuur?'],
  [' Factuur ', 'Factuur'],
])('has the subject %j that can be seen, or else the first line of the question', async (subject, shown) => {
  expect(await aQuestion({ subject })).toMatchObject({ subject: shown });
});

it('passes over lines in which nothing can be seen', async () => {
  expect(await aQuestion({ text: '\u200b\nWanneer komt u?' })).toMatchObject({ subject: 'Wanneer komt u?' });
});
