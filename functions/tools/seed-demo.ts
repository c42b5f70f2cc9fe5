// Puts the demo accounts and a desk to try out into a local table. Never meant for AWS, and refuses to go there.
import { randomBytes, randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { type Permission, type Role, type Settings, UserId } from '../../shared/model.ts';
import { MAX_CHATS, TIMEOUT_MINUTES } from '../../shared/rules.ts';
import { hashPassword } from '../auth/password.ts';
import { type NewAccount, type NewGroup, normaliseLogin, type PasswordHash } from '../domain/account.ts';
import { addAccount, addGroup, findByLogin } from '../store/accounts.ts';
import { createDb, type Db, type Item } from '../store/db.ts';
import { readIssuer, writeIssuer } from '../store/issuers.ts';
import { categoriesKey, countsKey, issuerIdOf, settingsKey } from '../store/keys.ts';

const PASSWORD = 'demo';

const withChat: NewGroup = { id: 'klanten-met-chat', name: 'Klanten met chat', permissions: ['chat'] };
const withoutChat: NewGroup = { id: 'klanten', name: 'Klanten', permissions: [] };

const customer = (login: string, name: string, group: NewGroup) =>
  ({ role: 'customer', login, name, groups: [group.id] }) as const;
const agent = (login: string, name: string, permissions: Permission[]) =>
  ({ role: 'agent', login, name, nickname: name, permissions }) as const;

const accounts = [
  customer('jansen', 'Jan Jansen', withChat),
  customer('devries', 'Petra de Vries', withChat),
  customer('bakker', 'Kees Bakker', withoutChat),
  agent('anna', 'Anna', ['helpdesk']),
  agent('bram', 'Bram', ['helpdesk']),
  agent('ohadmin', 'Ohadmin', ['helpdesk', 'manage', 'administer']),
];

const settings: Settings = {
  max: MAX_CHATS.standard,
  welcome: 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?',
  timeoutMinutes: TIMEOUT_MINUTES.standard,
  publish: true,
  sendStandardTexts: false,
  realtimeOnline: true,
  preview: true,
  rev: 0,
};

const categories = ['Algemeen', 'Technische vraag', 'Account en inloggen', 'Bestellingen', 'Facturen'];

type DemoPerson = (typeof accounts)[number];

export interface DemoAccount {
  readonly role: Role;
  readonly login: string;
  readonly password: string;
}

/** A portal of others that runs beside the local product (docs/examples), whose people may all chat. */
const seedOtherPortal = async (db: Db, origin: string): Promise<void> => {
  const issuer = {
    id: issuerIdOf(origin),
    name: 'Een ander portaal',
    issuer: origin,
    keysAddress: `${origin}/keys`,
    keys: [],
    origins: [origin],
    everyone: [],
    groups: [{ said: 'klant', group: withChat.id }],
    rev: 0,
  };
  if (!(await readIssuer(db, issuer.id)))
    await writeIssuer(db, () => randomInt(2 ** 32) / 2 ** 32, issuer, []);
};

/** Adds what is not there yet and leaves the rest as it is; run it as often as you like. */
export const seedDemo = async (
  db: Db,
  { otherPortal }: Pick<Seeding, 'otherPortal'> = {},
): Promise<DemoAccount[]> => {
  await Promise.all([
    addGroup(db, withChat),
    addGroup(db, withoutChat),
    addItem(db, { ...settingsKey, ...settings }),
    addItem(db, { ...categoriesKey, names: categories }),
    addItem(db, { ...countsKey, room: 0, announced: false, rev: 0 }),
    otherPortal && seedOtherPortal(db, otherPortal),
  ]);
  return seedAccounts(db, accounts);
};

/** Customers who may chat, beside the ones every local run has. */
export const seedCustomers = (
  db: Db,
  customers: readonly { readonly login: string; readonly name: string }[],
): Promise<DemoAccount[]> =>
  seedAccounts(
    db,
    customers.map(({ login, name }) => customer(login, name, withChat)),
  );

const addItem = (db: Db, item: Item) => db.put(item, { condition: 'attribute_not_exists(pk)' });

const seedAccounts = async (db: Db, accounts: readonly DemoPerson[]): Promise<DemoAccount[]> => {
  const found = await Promise.all(accounts.map(({ role, login }) => findByLogin(db, role, login)));
  const missing = accounts.filter((_, at) => !found[at]);
  if (missing.length > 0) {
    // One hash for all, and a quick one: everyone knows this password.
    const password = await hashPassword(PASSWORD, { n: 1024, r: 8, p: 1 });
    await Promise.all(missing.map((account) => addDemoAccount(db, account, password)));
  }
  return accounts.map(({ role, login }) => ({ role, login, password: PASSWORD }));
};

const addDemoAccount = async (db: Db, account: DemoPerson, password: PasswordHash): Promise<void> => {
  const own = {
    id: v.parse(UserId, randomBytes(16).toString('base64url')),
    login: normaliseLogin(account.login),
    password,
    blocked: false,
  };
  const full: NewAccount =
    account.role === 'customer'
      ? { ...account, ...own, groups: [...account.groups] }
      : { ...account, ...own, permissions: [...account.permissions] };
  await addAccount(db, full);
};

export interface Seeding {
  readonly tableName: string;
  /** The local engine; without it, the one in AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint?: string | undefined;
  /** The origin of a portal of others that runs beside it. */
  readonly otherPortal?: string | undefined;
}

/** @throws when neither names an engine on this machine. */
export const seed = (seeding: Seeding): Promise<DemoAccount[]> =>
  withLocalTable(seeding, (db) => seedDemo(db, seeding));

export const withLocalTable = async <T>(
  { tableName, endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB }: Seeding,
  work: (db: Db) => Promise<T>,
): Promise<T> => {
  const host = endpoint && new URL(endpoint).hostname;
  if (!host || !['localhost', '127.0.0.1', '[::1]'].includes(host)) {
    throw new Error('demo accounts are for an engine on this machine only');
  }
  const client = new DynamoDBClient({
    endpoint,
    region: process.env.AWS_REGION ?? 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    return await work(createDb({ client, table: tableName }));
  } finally {
    client.destroy();
  }
};
