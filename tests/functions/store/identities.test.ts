// Who somebody of another system is here, on the real engine: one account however many ask, and nothing left of it when it is erased.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../../../functions/domain/account.ts';
import { accountKeys, changeAccount, readAccount } from '../../../functions/store/accounts.ts';
import type { Db } from '../../../functions/store/db.ts';
import { findByIdentity, linkIdentity } from '../../../functions/store/identities.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import { type Claims, followIdentity } from '../../../functions/workflows/follow-identity.ts';
import type { WorkContext } from '../../../functions/workflows/work.ts';
import { aContext, addAgentAccount, addCustomerAccount, nobodyThere } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let context: WorkContext;
beforeAll(async () => {
  engine = await startEngine();
  context = { ...aContext(engine.db), ...nobodyThere };
});
afterAll(() => engine.stop());

const issuer = 'https://portaal.example.nl';
const said = (given: Partial<Extract<Claims, { role: 'customer' }>> = {}): Claims => ({
  role: 'customer',
  name: 'Jan Jansen',
  groups: ['chat'],
  ...given,
});
const signIn = async (identity: Identity, what = said(), db: Db = engine.db) => {
  const followed = await followIdentity({ ...context, db }, identity, what);
  if ('error' in followed) throw new Error(followed.error.code);
  return followed.ok;
};

test('[S120] however many ask at the same moment, one account is made', async () => {
  const identity = { issuer, subject: 'many' };
  const all = await Promise.all(Array.from({ length: 12 }, () => signIn(identity)));
  expect(new Set(all.map(({ account }) => account.id)).size).toBe(1);
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  const [first] = all;
  expect(first?.account).toMatchObject({ login: '', name: 'Jan Jansen', groups: ['chat'] });
  expect(await findByIdentity(engine.db, 'customer', identity)).toEqual(first?.account);
});

test('[S120] only issuer, subject and site together are a name', async () => {
  const others: Identity[] = [
    { issuer, subject: '1' },
    { issuer, subject: '1 ' },
    { issuer: `${issuer}/`, subject: '1' },
    { issuer: `${issuer}","1`, subject: '' },
    { issuer: '', subject: `${issuer}1` },
  ];
  const ids = new Set<string>();
  for (const identity of others) ids.add((await signIn(identity)).account.id);
  const agent: Claims = { role: 'agent', name: 'Anna', permissions: ['helpdesk'] };
  for (const identity of others) ids.add((await signIn(identity, agent)).account.id);
  expect(ids.size).toBe(2 * others.length);
});

test('[S120] a function that died between the two writes leaves the account to the next who asks', async () => {
  const identity = { issuer, subject: 'died' };
  const { account } = await signIn(identity);
  await engine.db.delete(accountKey(account.id), asScene);
  const again = await Promise.all([signIn(identity), signIn(identity), signIn(identity)]);
  for (const { account: made } of again) expect(made.id).toBe(account.id);
});

test('[S120] whoever is erased while signing in is a new person afterwards, and leaves nothing', async () => {
  const identity = { issuer, subject: 'erased' };
  const { account } = await signIn(identity);
  const erase = async () => {
    for (const key of accountKeys(account)) await engine.db.delete(key, asScene);
  };
  let isErased = false;
  // Between the look at the identity and the look at its account.
  const db: Db = {
    ...engine.db,
    get: async (...asked) => {
      const item = await engine.db.get(...asked);
      if (!isErased) {
        isErased = true;
        await erase();
      }
      return item;
    },
  };
  const again = await signIn(identity, said(), db);
  expect(again.account.id).not.toBe(account.id);
  expect(await readAccount(engine.db, account.id)).toBeUndefined();
  expect((await findByIdentity(engine.db, 'customer', identity))?.id).toBe(again.account.id);
});

test('[S120] name, e-mail and groups follow what is said; what is not said stays', async () => {
  const identity = { issuer, subject: 'follows' };
  const email = 'jan@example.nl';
  const { account } = await signIn(identity, said({ email, language: 'en' }));
  expect((await signIn(identity, said({ groups: ['chat', 'chat'] }))).account).toEqual(account);
  const after = await signIn(identity, said({ name: 'J. de Boer', groups: ['b', 'a'] }));
  expect(after.account).toEqual({ ...account, name: 'J. de Boer', groups: ['b', 'a'], rev: account.rev + 1 });
  expect(await readAccount(engine.db, account.id)).toEqual(after.account);
  const same = await signIn(identity, said({ name: 'J. de Boer', groups: ['a', 'b'] }));
  expect(same.account.rev).toBe(after.account.rev);
});

test('[S120] many who say something else at once leave one of it whole', async () => {
  const identity = { issuer, subject: 'at once' };
  await signIn(identity);
  const names = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(names.map((name) => signIn(identity, said({ name, groups: [name] }))));
  const account = await findByIdentity(engine.db, 'customer', identity);
  expect(account).toMatchObject({ groups: [account?.name] });
});

test('who is blocked stays so, and as they were', async () => {
  const identity = { issuer, subject: 'blocked' };
  const { account } = await signIn(identity);
  await changeAccount(engine.db, account, { ...account, blocked: true });
  const again = await signIn(identity, said({ name: 'Iemand Anders', groups: [] }));
  expect(again.account).toMatchObject({ blocked: true, name: 'Jan Jansen', groups: ['chat'] });
});

test('an identity is linked to one account, and only as that was read', async () => {
  const [anna, bram] = [await addAgentAccount(engine.db), await addAgentAccount(engine.db)];
  const identity = { issuer, subject: 'linked' };
  expect(await linkIdentity(engine.db, anna, identity)).toBe('done');
  expect(await linkIdentity(engine.db, bram, identity)).toBe('refused');
  expect(await linkIdentity(engine.db, anna, { issuer, subject: 'other' })).toBe('outdated');
  expect((await findByIdentity(engine.db, 'agent', identity))?.id).toBe(anna.id);
});

test('an account without a login gets one, which nobody else has', async () => {
  const { account } = await signIn({ issuer, subject: 'login' });
  const other = await addCustomerAccount(engine.db);
  expect(await changeAccount(engine.db, account, { ...account, login: other.login })).toBe('login_taken');
  expect(await changeAccount(engine.db, account, { ...account, login: 'jan' })).toBe('done');
  const others = accountKeys({ ...account, login: '' });
  expect(accountKeys({ ...account, login: 'jan' })).toHaveLength(others.length + 1);
});
