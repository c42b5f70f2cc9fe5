// Looking for an account: by any word of the name, by the address, by the login; those listed by an older release as well.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { searchAccounts } from '../../../functions/store/account-list.ts';
import { changeAccount, readAccount } from '../../../functions/store/accounts.ts';
import { accountKey } from '../../../functions/store/keys.ts';
import { addCustomerAccount } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear());

const find = async (text: string) => {
  const names: string[] = [];
  let pages = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
    const found = await searchAccounts(engine.db, { role: 'customer', text, ...(cursor && { cursor }) });
    names.push(...found.accounts.map(({ name }) => name));
    cursor = found.cursor;
  }
  return { names, pages };
};

test.each([
  ["O'Connor", 'Siobhán O’Connor'],
  ['connor', 'Siobhán O’Connor'],
  ['siobhan', 'Siobhán O’Connor'],
  ['Vries', 'Petra de Vries'],
  ['de vries', 'Petra de Vries'],
  ['vries petra', 'Petra de Vries'],
  ['van den Berg', 'Jan van den Berg'],
  ['soren', 'Søren Weiß'],
  ['weiss', 'Søren Weiß'],
  ['plus+helpdesk@voorbeeld.nl', 'Pim Plus'],
  ['PLUS+HELP', 'Pim Plus'],
  ['voorbeeld.nl', 'Pim Plus'],
  ['klant42', 'Login Alleen'],
])('%j finds %s alone', async (text, name) => {
  for (const one of ['Siobhán O’Connor', 'Petra de Vries', 'Jan van den Berg', 'Søren Weiß'])
    await addCustomerAccount(engine.db, { name: one });
  await addCustomerAccount(engine.db, { name: 'Pim Plus', email: 'plus+helpdesk@voorbeeld.nl' });
  await addCustomerAccount(engine.db, { name: 'Login Alleen', login: 'klant42' });
  expect((await find(text)).names).toEqual([name]);
});

test('what is no beginning of a word finds nothing, and nothing typed finds all', async () => {
  await addCustomerAccount(engine.db, { name: 'Petra de Vries' });
  expect((await find('ries')).names).toEqual([]);
  expect((await find('petra jansen')).names).toEqual([]);
  expect((await find(' ')).names).toEqual(['Petra de Vries']);
});

test('comes in pages, nobody twice and in the order of the names', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `Klant ${String(index).padStart(2, '0')} de Vries`);
  for (const [index, name] of names.entries())
    await addCustomerAccount(engine.db, { name, login: `vries${index}` });
  expect(await find('vries')).toEqual({ names, pages: 5 });
});

test('accounts that an older release listed are found by their addresses too, and are listed anew', async () => {
  const accounts = [];
  for (let index = 0; index < 60; index++)
    accounts.push(
      await addCustomerAccount(engine.db, { name: `Klant ${index}`, email: `k${index}@voorbeeld.nl` }),
    );
  const keyOf = async (id: string) => (await engine.db.get(accountKey(id), { consistent: true }))?.gsk;
  for (const { id, name } of accounts)
    await engine.db.update(accountKey(id), {
      update: 'SET gsk = :old',
      condition: 'attribute_exists(pk)',
      values: { ':old': `${name.toLowerCase()}#${id}` },
    });
  expect((await find('klant 41')).names).toEqual(['Klant 41']);
  expect((await find('k41@voorbeeld.nl')).names).toEqual(['Klant 41']);
  const [first, second] = accounts;
  expect(await keyOf(first?.id ?? '')).toContain('k0@voorbeeld.nl');
  // Whoever is changed is listed anew as well, and found by what is true now.
  const before = second && (await readAccount(engine.db, second.id));
  if (!before) throw new Error('not there');
  expect(await changeAccount(engine.db, before, { ...before, email: 'nieuw@elders.nl' })).toBe('done');
  expect((await find('nieuw@elders.nl')).names).toEqual(['Klant 1']);
  expect((await find('k1@voorbeeld.nl')).names).toEqual([]);
});
