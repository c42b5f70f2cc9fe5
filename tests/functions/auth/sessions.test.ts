// Sessions: how long they last, what ends them, and what a thief of the table would find.

import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSignedIn, signIn, tokenOf } from '../../../functions/auth/session.ts';
import { readSession, sessionEnded } from '../../../functions/store/sessions.ts';
import { aContext, addAgentAccount, addCustomerAccount } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const HOUR = 60 * 60 * 1000;

test.each([
  { site: 'portal', hours: 30 * 24 },
  { site: 'console', hours: 12 },
] as const)('a session on the $site lasts $hours hours, used or not', async ({ site, hours }) => {
  const context = aContext(engine.db);
  const account = await (site === 'portal' ? addCustomerAccount(engine.db) : addAgentAccount(engine.db));
  const token = await signIn(context, site, account);
  expect((await readSignedIn(context, site, token))?.account).toEqual(account);
  context.advance(hours * HOUR - 1000);
  expect((await readSignedIn(context, site, token))?.account).toEqual(account);
  context.advance(1000);
  expect(await readSignedIn(context, site, token)).toBeUndefined();
});

test('[A7] a session that was ended is gone at once, others of the account stay', async () => {
  const context = aContext(engine.db);
  const account = await addCustomerAccount(engine.db);
  const [first, second] = [
    await signIn(context, 'portal', account),
    await signIn(context, 'portal', account),
  ];
  expect(first).not.toBe(second);
  await engine.db.transact([sessionEnded(first, context.now())]);
  expect(await readSignedIn(context, 'portal', first)).toBeUndefined();
  expect((await readSignedIn(context, 'portal', second))?.account.id).toBe(account.id);
});

test('[A7] a session of one site is nothing on the other', async () => {
  const context = aContext(engine.db);
  const token = await signIn(context, 'portal', await addCustomerAccount(engine.db));
  expect(await readSignedIn(context, 'console', token)).toBeUndefined();
});

test('blocking an account ends what it had', async () => {
  const context = aContext(engine.db);
  const account = await addAgentAccount(engine.db);
  const token = await signIn(context, 'console', account);
  await engine.db.update(
    { pk: `USER#${account.id}`, sk: 'ACCOUNT' },
    { condition: asScene, update: 'SET blocked = :yes', values: { ':yes': true } },
  );
  expect(await readSignedIn(context, 'console', token)).toBeUndefined();
});

test('[A7] the table knows neither token nor password', async () => {
  const context = aContext(engine.db);
  const token = await signIn(context, 'portal', await addCustomerAccount(engine.db));
  expect(token).toMatch(/^[\w-]{44}$/);
  const { Items: items } = await engine.client.send(new ScanCommand({ TableName: engine.table }));
  const stored = JSON.stringify(items);
  expect(stored).toContain('SESSION#');
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(token.slice(0, 22));
  expect(stored).not.toContain('correct horse battery');
});

test('the id of a session is not its token and the same each time', async () => {
  const context = aContext(engine.db);
  const token = await signIn(context, 'portal', await addCustomerAccount(engine.db));
  const session = await readSession(engine.db, token, context.now());
  expect(session?.id).toMatch(/^[\w-]{22}$/);
  expect(token).not.toContain(session?.id);
  expect(await readSession(engine.db, token, context.now())).toEqual(session);
});

test('[A7] a token that nobody was given is nobody', async () => {
  const context = aContext(engine.db);
  expect(await readSignedIn(context, 'portal', undefined)).toBeUndefined();
  expect(await readSignedIn(context, 'portal', context.newId() + context.newId())).toBeUndefined();
});

const token = 'A'.repeat(44);
test.each([
  ['only', `__Host-portal_session=${token}`, token],
  ['among others', `a=1; __Host-portal_session=${token};b=2`, token],
  ['in lower case, as CloudFront may hand it on', `__host-portal_session=${token}`, token],
  ['of the other site', `__Host-console_session=${token}`, undefined],
  ['with a longer name', `x__Host-portal_session=${token}`, undefined],
  ['without its prefix', `portal_session=${token}`, undefined],
  ['too short', '__Host-portal_session=AAAA', undefined],
  ['too long', `__Host-portal_session=${token}A`, undefined],
  ['with other characters', `__Host-portal_session=${'#'.repeat(44)}`, undefined],
  ['empty', '__Host-portal_session=', undefined],
  ['none', undefined, undefined],
])('takes the token from a cookie: %s', (_name, header, expected) => {
  expect(tokenOf('portal', header)).toBe(expected);
});
