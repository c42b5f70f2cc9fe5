// Counting attempts: never more than the limit, however many try at once.
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptsOf, networkOf, type SigningIn } from '../../../functions/domain/throttle.ts';
import { clearAttempts, returnAttempt, takeAttempt } from '../../../functions/store/throttle.ts';
import type { UserId } from '../../../shared/model.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const limit = { attempts: 5, windowSeconds: 600 };
const start = Date.UTC(2026, 10, 22);
const take = (subject: string, now = start) => takeAttempt(engine.db, { subject, limit }, now);

const takeMany = async (subject: string, count: number): Promise<void> => {
  for (let attempt = 0; attempt < count; attempt++) await take(subject);
};

test('lets through the limit, then says how long to wait', async () => {
  for (let attempt = 0; attempt < 5; attempt++) expect(await take('a')).toEqual({ ok: null });
  expect(await take('a')).toEqual({ error: { code: 'too_many_attempts', retryAfterSeconds: 600 } });
  expect(await take('a', start + 90_000)).toEqual({
    error: { code: 'too_many_attempts', retryAfterSeconds: 510 },
  });
  expect(await take('b')).toEqual({ ok: null });
});

test('starts anew when the window is over, though the row still lies there', async () => {
  await takeMany('window', 6);
  expect(await take('window', start + 599_000)).toHaveProperty('error');
  expect(await take('window', start + 600_000)).toEqual({ ok: null });
});

test('of 40 at the same time exactly 5 get through', async () => {
  const results = await Promise.all(Array.from({ length: 40 }, () => take('race')));
  expect(results.filter((result) => 'ok' in result)).toHaveLength(5);
});

test('forgets all of a subject, or gives back one', async () => {
  await takeMany('forgotten', 5);
  await clearAttempts(engine.db, { subject: 'forgotten', limit });
  expect(await take('forgotten')).toEqual({ ok: null });

  await takeMany('returned', 5);
  await returnAttempt(engine.db, { subject: 'returned', limit });
  expect(await take('returned')).toEqual({ ok: null });
  expect(await take('returned')).toHaveProperty('error');
});

test('gives nothing back where nothing was taken', async () => {
  await returnAttempt(engine.db, { subject: 'never', limit });
  await takeMany('never', 5);
  expect(await take('never')).toHaveProperty('error');
});

test('keeps no login and no address, and lets the rows expire', async () => {
  const { all } = attemptsOf(trying('mijn-wachtwoord'));
  for (const attempt of all) await takeAttempt(engine.db, attempt, start);
  const { Items: items = [] } = await engine.client.send(new ScanCommand({ TableName: engine.table }));
  expect(JSON.stringify(items)).not.toMatch(/mijn-wachtwoord|203\.0\.113\.9/);
  expect(items.every(({ expiresAt }) => expiresAt?.N)).toBe(true);
});

const trying = (login: string, more: Partial<SigningIn> = {}): SigningIn => ({
  site: 'portal',
  login,
  account: undefined,
  address: '203.0.113.9',
  browser: undefined,
  ...more,
});
const subjectsOf = (signingIn: SigningIn) => attemptsOf(signingIn).all.map(({ subject }) => subject);

test('one login typed differently counts as one; nothing counts on the other site', () => {
  expect(subjectsOf(trying(' Jansen '))).toEqual(subjectsOf(trying('jansen')));
  const onConsole = new Set(subjectsOf(trying('jansen', { site: 'console' })));
  expect(subjectsOf(trying('jansen')).filter((subject) => onConsole.has(subject))).toEqual([]);
});

test('a browser that is known counts for itself alone, and a new password begins new counts', () => {
  const account = { id: 'A'.repeat(22) as UserId, epoch: 3 };
  const known = subjectsOf(trying('jansen', { account, browser: 'hash' }));
  const unknown = subjectsOf(trying('jansen', { account }));
  expect(unknown).toHaveLength(subjectsOf(trying('nobody')).length);
  expect(known).toHaveLength(1);
  expect(unknown).not.toContain(known[0]);
  const after = subjectsOf(trying('jansen', { account: { ...account, epoch: 4 } }));
  expect(after.filter((subject) => unknown.includes(subject))).toEqual([expect.stringMatching(/^address#/)]);
});

test.each([
  ['192.0.2.1', '192.0.2.2', false],
  ['192.0.2.1', '192.0.2.1', true],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:DB8:1:2::1', '2001:db8:1:2::1', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['2001:db8::1', '2001:db8:0:0::7', true],
  ['::1', '::2', true],
])('%s and %s count as one address: %s', (a, b, same) => {
  expect(networkOf(a) === networkOf(b)).toBe(same);
});
