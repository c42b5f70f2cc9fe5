// The first administrator of a deployment, and the demo accounts of a local one.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPassword } from '../../../functions/auth/password.ts';
import { changeGroup, findByLogin, readGroup, readPermissions } from '../../../functions/store/accounts.ts';
import { readCategories, readSettings } from '../../../functions/store/desk.ts';
import { categoriesKey, countsKey, settingsKey } from '../../../functions/store/keys.ts';
import { createAdmin } from '../../../functions/tools/create-admin.ts';
import { seed } from '../../../functions/tools/seed-demo.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const good = { login: 'Beheer', name: 'Bea Beheerder', password: 'twaalf tekens' };

/** The tool as `npm run create-admin` runs it, with the password on its standard input. */
const run = async (args: readonly string[], typed: string) => {
  const child = spawn(process.execPath, ['functions/tools/create-admin.ts', ...args], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.stdin.end(typed);
  const [code] = await once(child, 'close');
  return { code, said };
};

test('makes an administrator with the password from the standard input', async () => {
  const args = ['--table', engine.table, '--login', 'Root', '--name', 'Rita Root'];
  expect(await run(args, 'een lang wachtwoord\n')).toEqual({
    code: 0,
    said: 'Administrator Root was made.\n',
  });
  const account = await findByLogin(engine.db, 'agent', 'root');
  expect(account).toMatchObject({
    name: 'Rita Root',
    permissions: ['helpdesk', 'manage', 'administer'],
    blocked: false,
  });
  expect(await checkPassword('een lang wachtwoord', account?.password)).toBe(true);

  expect(await run(args, 'een ander wachtwoord\n')).toEqual({
    code: 1,
    said: 'The login Root is taken.\n',
  });
  expect(await run(args, '')).toEqual({
    code: 1,
    said: 'The password needs at least 12 characters.\n',
  });
});

test.each([
  ['a missing option', ['--login', 'x', '--name', 'X']],
  ['an option without its value', ['--table', '--login', 'x', '--name', 'X']],
  ['an option it does not know', ['--table', 'x', '--login', 'x', '--name', 'X', '--pasword', 'x']],
])('shows how to use it at %s', async (_name, args) => {
  const { code, said } = await run(args, '');
  expect({ code, said }).toEqual({ code: 2, said: expect.stringMatching(/^Usage: .*\n$/) });
});

test('says in one line that the table is not there', async () => {
  const { code, said } = await run(
    ['--table', 'absent', '--login', 'x', '--name', 'X'],
    'een lang wachtwoord\n',
  );
  expect({ code, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/^Table absent cannot be used: .*\n$/),
  });
});

test.each([
  ['a short password', { ...good, password: 'elf tekens!' }, /12 characters/],
  ['an empty login', { ...good, login: '  ' }, /login/],
  ['an empty name', { ...good, name: ' ' }, /name/],
])('refuses %s and makes nothing', async (_name, admin, why) => {
  expect(await createAdmin(engine.db, admin)).toMatch(why);
  expect(await findByLogin(engine.db, 'agent', good.login)).toBeUndefined();
});

const everything = async () => {
  const { Items: items = [] } = await engine.client.send(new ScanCommand({ TableName: engine.table }));
  return Object.fromEntries(
    items.map((item) => unmarshall(item)).map((item) => [`${item.pk} ${item.sk}`, item]),
  );
};

test('seeds the demo accounts with their rights, and a desk to start with', async () => {
  const made = await seed({ tableName: engine.table, endpoint: engine.endpoint });
  expect(made.map(({ role, login }) => `${role} ${login}`)).toEqual([
    'customer jansen',
    'customer devries',
    'customer bakker',
    'agent anna',
    'agent bram',
    'agent ohadmin',
  ]);
  const rights = await Promise.all(
    made.map(async ({ role, login, password }) => {
      const account = await findByLogin(engine.db, role, login);
      expect(await checkPassword(password, account?.password)).toBe(true);
      return account && [account.name, ...(await readPermissions(engine.db, account.id))].join(' ');
    }),
  );
  expect(rights).toEqual([
    'Jan Jansen chat',
    'Petra de Vries chat',
    'Kees Bakker',
    'Anna helpdesk',
    'Bram helpdesk',
    'Ohadmin helpdesk manage administer',
  ]);
  expect(await readSettings(engine.db)).toMatchObject({
    max: 3,
    timeoutMinutes: 15,
    publish: true,
    sendStandardTexts: false,
    preview: true,
  });
  expect((await readCategories(engine.db)).length).toBeGreaterThan(2);
  expect(await engine.db.get(countsKey)).toMatchObject({ room: 0, announced: false, rev: 0 });
});

test('seeding again changes nothing, whatever was changed since', async () => {
  const account = await findByLogin(engine.db, 'customer', 'jansen');
  await engine.db.update(
    { pk: `USER#${account?.id}`, sk: 'ACCOUNT' },
    { condition: asScene, update: 'SET blocked = :yes', values: { ':yes': true } },
  );
  await engine.db.put({ ...countsKey, room: 1, announced: true, rev: 9 }, asScene);
  await engine.db.put({ ...categoriesKey, names: ['Eigen'] }, asScene);
  await engine.db.update(settingsKey, {
    condition: asScene,
    update: 'SET welcome = :text',
    values: { ':text': 'Hallo' },
  });
  const group = await readGroup(engine.db, 'klanten');
  expect(group && (await changeGroup(engine.db, group, { ...group, name: 'Hernoemd' }))).toBe(true);
  const before = await everything();
  await seed({ tableName: engine.table, endpoint: engine.endpoint });
  expect(await everything()).toEqual(before);
});

test.each(['https://dynamodb.eu-west-1.amazonaws.com', 'http://localhost.example', undefined])(
  'the demo accounts do not go to %s',
  async (endpoint) => {
    await expect(seed({ tableName: engine.table, endpoint })).rejects.toThrow('this machine only');
  },
);
