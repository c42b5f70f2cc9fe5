// Accounts, groups and what follows from them, on the real engine.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { displayName, normaliseLogin, sortable } from '../../../functions/domain/account.ts';
import {
  addAccount,
  addGroup,
  changeGroup,
  findByLogin,
  permissionsOfAccount,
  readAccount,
  readGroup,
  readPermissions,
} from '../../../functions/store/accounts.ts';
import { addAgentAccount, addCustomerAccount } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  await addGroup(engine.db, { id: 'chat', name: 'Klanten met chat', permissions: ['chat'] });
  await addGroup(engine.db, { id: 'all', name: 'Alles', permissions: ['chat', 'manage'] });
  await addGroup(engine.db, { id: 'none', name: 'Klanten', permissions: [] });
});
afterAll(() => engine.stop());

test.each([
  { groups: [], expected: [] },
  { groups: ['none'], expected: [] },
  { groups: ['chat'], expected: ['chat'] },
  { groups: ['none', 'chat'], expected: ['chat'] },
  { groups: ['chat', 'all'], expected: ['chat', 'manage'] },
  { groups: ['all', 'chat', 'chat', 'gone'], expected: ['chat', 'manage'] },
])('[S3] the right of groups $groups is their union', async ({ groups, expected }) => {
  const { id } = await addCustomerAccount(engine.db, { groups });
  expect([...(await readPermissions(engine.db, id))].sort()).toEqual(expected);
});

test('[S4] a right taken from the group is gone at the next look', async () => {
  await addGroup(engine.db, { id: 'soon', name: 'Tijdelijk', permissions: ['chat'] });
  const { id } = await addCustomerAccount(engine.db, { groups: ['soon'] });
  expect(await readPermissions(engine.db, id)).toEqual(new Set(['chat']));
  const before = await readGroup(engine.db, 'soon');
  expect(before && (await changeGroup(engine.db, before, { ...before, permissions: [] }))).toBe(true);
  expect(await readPermissions(engine.db, id)).toEqual(new Set());
});

test('[S117] the rights of an agent are on the account', async () => {
  const agent = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'manage'] });
  expect(await permissionsOfAccount(engine.db, agent)).toEqual(new Set(['helpdesk', 'manage']));
});

test('a name is found under no more than an index takes, by whatever it begins with', () => {
  const characters = fc.constantFrom('\ufdfa', '\u{1f600}', '\u0130', 'é', 'a', ' ', '\ud800', '\u{10ffff}');
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 100 }), fc.nat(100), (name, length) => {
      const whole = sortable(name);
      expect(Buffer.byteLength(whole)).toBeLessThanOrEqual(1000);
      expect(whole.isWellFormed()).toBe(true);
      expect(whole.startsWith(sortable(whole.slice(0, length).toWellFormed()).slice(0, -1))).toBe(true);
    }),
  );
  expect(sortable('Élan  van\tDam')).toBe('elan van dam');
});

test('a blocked account may nothing, nor one that is not there', async () => {
  const customer = await addCustomerAccount(engine.db, { groups: ['chat'], blocked: true });
  const agent = await addAgentAccount(engine.db, { blocked: true });
  expect(await readPermissions(engine.db, customer.id)).toEqual(new Set());
  expect(await readPermissions(engine.db, agent.id)).toEqual(new Set());
  const { id } = await addAgentAccount(engine.db);
  await engine.db.delete({ pk: `USER#${id}`, sk: 'ACCOUNT' }, asScene);
  expect(await readPermissions(engine.db, id)).toEqual(new Set());
});

test('[S41] an agent without a nickname is called by the user name', async () => {
  const named = await addAgentAccount(engine.db, { nickname: 'Ohadmin' });
  const unnamed = await addAgentAccount(engine.db);
  const blank = await addAgentAccount(engine.db, { nickname: '  ' });
  const customer = await addCustomerAccount(engine.db);
  expect([named, unnamed, blank, customer].map(displayName)).toEqual([
    'Ohadmin',
    unnamed.login,
    blank.login,
    customer.name,
  ]);
});

test('finds an account by its login however it is typed, within its role', async () => {
  const customer = await addCustomerAccount(engine.db, { login: 'René@Example.NL' });
  expect(await findByLogin(engine.db, 'customer', ' rene\u0301@EXAMPLE.nl ')).toEqual(customer);
  expect(await findByLogin(engine.db, 'agent', 'René@Example.NL')).toBeUndefined();
  expect(normaliseLogin(' ANNA\t')).toBe('anna');
  // As Windows and Teams copy it.
  for (const copied of ['jansen\u200b', '\u202ajansen\u202c', '\u2068jansen\u2069', '\ufeffjan\u00adsen'])
    expect(normaliseLogin(copied)).toBe('jansen');
});

test('a login is given once per role, even to many at the same time', async () => {
  const accounts = await Promise.all(Array.from({ length: 6 }, () => addAgentAccount(engine.db)));
  const results = await Promise.all(
    accounts.map((account, index) =>
      addAccount(engine.db, {
        ...account,
        id: account.id.replace(/^./, String(index)) as typeof account.id,
        login: index % 2 === 0 ? 'same' : 'SAME',
      }),
    ),
  );
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await addAccount(engine.db, { ...(await addCustomerAccount(engine.db)), login: 'same' })).toBe(
    false,
  );
});

test('a group that exists is not overwritten', async () => {
  expect(await addGroup(engine.db, { id: 'chat', name: 'Anders', permissions: [] })).toBe(false);
  const { id } = await addCustomerAccount(engine.db, { groups: ['chat'] });
  expect(await readPermissions(engine.db, id)).toEqual(new Set(['chat']));
});

test('an account is stored whole', async () => {
  const agent = await addAgentAccount(engine.db, { nickname: 'Bram' });
  expect(await readAccount(engine.db, agent.id)).toEqual(agent);
});
