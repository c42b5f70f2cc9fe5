// Who gets what answer on every route: a new route without a row does not compile.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { createEmbedRoutes } from '../../../functions/routes/embed/index.ts';
import { createFactorsRoutes } from '../../../functions/routes/factors/index.ts';
import { createSentFileRoutes } from '../../../functions/routes/files/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { createErase, customer as findCustomer } from '../../../functions/routes/privacy/customers.ts';
import { createSignInRoutes } from '../../../functions/routes/sign-in/index.ts';
import { addGroup, readAccount, readGroup } from '../../../functions/store/accounts.ts';
import { readBrand } from '../../../functions/store/brand.ts';
import { readNote } from '../../../functions/store/customer-notes.ts';
import { readCategoryList } from '../../../functions/store/desk.ts';
import { readSignInRules } from '../../../functions/store/factors.ts';
import { readFileRules } from '../../../functions/store/files.ts';
import { readHours } from '../../../functions/store/hours.ts';
import { readRetention } from '../../../functions/store/retention.ts';
import { readTicket } from '../../../functions/store/tickets.ts';
import type { Permission } from '../../../shared/model.ts';
import { type RouteName, routes } from '../../../shared/routes.ts';
import {
  aContext,
  addAgentAccount,
  addCustomerAccount,
  ask,
  nobodyThere,
  PASSWORD,
  signedInAs,
} from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { addEndedChat } from '../../support/ended-chats.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createAuthenticator } from '../../support/passkey.ts';
import { addIssuer, anIssuer, aSigningKey, embedMeans } from '../../support/portal-tokens.ts';
import { createScriptedProvider, signInMeans } from '../../support/scripted-provider.ts';
import { testSecrets } from '../../support/secrets.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { addTicket } from '../../support/tickets.ts';
import { createUploadsInMemory } from '../../support/uploads.ts';

const callers = [
  'anonymous',
  'invented',
  'customer',
  'other customer',
  'blocked customer',
  'expired customer',
  'signed-out customer',
  'customer on the console',
  'agent',
  'agent without permissions',
  'manager',
  'administrator',
  'agent on the portal',
  'blocked agent',
  'expired agent',
] as const;
type Caller = (typeof callers)[number];

const customers = (status: number) => ({ customer: status, 'other customer': status });
/** Agents, by what they may: everyone, or those with a permission. */
const agents = (status: number, needs?: 'helpdesk' | 'manage' | 'administer') => ({
  'agent without permissions': needs ? 403 : status,
  agent: needs === 'manage' || needs === 'administer' ? 403 : status,
  manager: needs === 'administer' ? 403 : status,
  administrator: status,
});

/** Those not listed get 401: nobody is signed in, as far as that site knows. */
const expected: Record<RouteName, Partial<Record<Caller, number>>> = {
  'POST /api/login': everyone(401),
  'POST /api/logout': everyone(200),
  // Nobody here gave a password a moment ago.
  'POST /api/login/passkey': everyone(401),
  'POST /api/login/factor': everyone(401),
  'GET /api/factors': { ...customers(200), ...agents(200) },
  'POST /api/factors/totp': { ...customers(200), ...agents(200) },
  'PUT /api/factors/totp': { ...customers(401), ...agents(401) },
  'DELETE /api/factors/totp': { ...customers(404), ...agents(404) },
  'POST /api/factors/passkeys/options': { ...customers(200), ...agents(200) },
  'POST /api/factors/passkeys': { ...customers(401), ...agents(401) },
  'PATCH /api/factors/passkeys/{passkeyId}': { ...customers(404), ...agents(404) },
  'DELETE /api/factors/passkeys/{passkeyId}': { ...customers(404), ...agents(404) },
  'POST /api/factors/recovery': { ...customers(404), ...agents(404) },
  'POST /api/factors/proof/options': { ...customers(404), ...agents(404) },
  'POST /api/factors/proof': { ...customers(403), ...agents(403) },
  'POST /api/factors/told': { ...customers(200), ...agents(200) },
  'DELETE /api/accounts/{accountId}/factors': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/brand': everyone(200),
  'GET /api/brand/settings': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/brand/settings': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/hours': { ...customers(403), ...agents(200, 'manage') },
  'PUT /api/hours': { ...customers(403), ...agents(200, 'manage') },
  'GET /api/sign-in-rules': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/sign-in-rules': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/session': { ...customers(200), ...agents(200) },
  'GET /api/my-tickets': { ...customers(200), ...agents(403) },
  'POST /api/my-tickets': { ...customers(200), ...agents(403) },
  'GET /api/my-tickets/{number}': { customer: 200, 'other customer': 404, ...agents(403) },
  'POST /api/my-tickets/{number}/replies': { customer: 200, 'other customer': 404, ...agents(403) },
  'GET /api/ticket-categories': { ...customers(200), ...agents(403) },
  'GET /api/profile': { ...customers(200), ...agents(403) },
  'PATCH /api/profile': { ...customers(200), ...agents(403) },
  'POST /api/profile/password': { ...customers(200), ...agents(403) },
  'GET /api/tickets': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/assignees': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/tickets/{number}': { ...customers(403), ...agents(200, 'helpdesk') },
  'PATCH /api/tickets/{number}': { ...customers(403), ...agents(200, 'helpdesk') },
  'POST /api/tickets/{number}/replies': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/chats': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/chats/{chatId}': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/chats/{chatId}/customer': { ...customers(403), ...agents(200, 'helpdesk') },
  'PUT /api/chats/{chatId}/customer/note': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/chats/{chatId}/earlier': { ...customers(403), ...agents(200, 'helpdesk') },
  'GET /api/my-chats': { ...customers(200), ...agents(403) },
  'GET /api/my-chats/earlier': { ...customers(200), ...agents(403) },
  'GET /api/ratings': { ...customers(403), ...agents(200, 'manage') },
  'GET /api/privacy': { ...customers(200), ...agents(200) },
  'GET /api/retention': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/time-out': { ...customers(403), ...agents(200, 'manage') },
  'PUT /api/retention': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/customers': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/customers/{customerId}/export': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/customers/{customerId}/erase': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/accounts': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/accounts/{accountId}': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/accounts': { ...customers(403), ...agents(200, 'administer') },
  'PATCH /api/accounts/{accountId}': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/accounts/{accountId}/blocked': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/accounts/{accountId}/password': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/groups': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/groups': { ...customers(403), ...agents(200, 'administer') },
  'PATCH /api/groups/{groupId}': { ...customers(403), ...agents(200, 'administer') },
  'DELETE /api/groups/{groupId}': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/categories': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/categories': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/audit': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/preferences': { ...customers(403), ...agents(200) },
  'PATCH /api/preferences': { ...customers(403), ...agents(200) },
  // Right is who knows the current password: nobody here does, so that none is changed.
  'POST /api/preferences/password': { ...customers(403), ...agents(403) },
  'GET /api/password/means': everyone(200),
  'POST /api/password/forgotten': everyone(409),
  'POST /api/password/link': everyone(410),
  'POST /api/password/choose': everyone(410),
  'POST /api/accounts/{accountId}/invitation': { ...customers(403), ...agents(409, 'administer') },
  'GET /api/sessions': { ...customers(200), ...agents(200) },
  'DELETE /api/sessions/{sessionId}': { ...customers(200), ...agents(200) },
  'POST /api/sessions/end-others': { ...customers(200), ...agents(200) },
  // Whoever has no session gets one by a token alone, and that is wrong here.
  'POST /api/embed/session': {
    ...everyone(401),
    ...agents(403),
    'customer on the console': 403,
    'blocked agent': 403,
    'expired agent': 403,
  },
  'DELETE /api/embed/session': everyone(200),
  'POST /api/embed/window': { ...customers(200), ...agents(403) },
  'PUT /api/embed/window': everyone(401),
  'GET /api/issuers': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/issuers': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/issuers/{issuerId}': { ...customers(403), ...agents(200, 'administer') },
  'DELETE /api/issuers/{issuerId}': { ...customers(403), ...agents(200, 'administer') },
  'POST /api/tokens/check': { ...customers(403), ...agents(200, 'administer') },
  'GET /api/sign-in': everyone(200),
  // No provider is set up here.
  'POST /api/sign-in': everyone(401),
  'GET /api/sign-in/callback': everyone(303),
  'POST /api/sign-in/logout': everyone(400),
  'GET /api/providers': { ...customers(403), ...agents(200, 'administer') },
  'PUT /api/providers/{site}': { ...customers(403), ...agents(409, 'administer') },
  'DELETE /api/providers/{site}': { ...customers(403), ...agents(404, 'administer') },
  'POST /api/providers/{site}/check': { ...customers(403), ...agents(401, 'administer') },
  // Whose chat it is, is the action's to see: here only who may ask at all.
  'POST /api/chats/{chatId}/transcript': { ...customers(200), ...agents(200, 'helpdesk') },
  'GET /api/file-rules': { ...customers(200), ...agents(200) },
  'PUT /api/file-rules': { ...customers(403), ...agents(200, 'manage') },
  // Of a chat in which they have no part.
  'POST /api/chats/{chatId}/files': { ...customers(404), ...agents(404, 'helpdesk') },
  'POST /api/chats/{chatId}/files/{fileId}': { ...customers(404), ...agents(404, 'helpdesk') },
  'GET /api/chats/{chatId}/files/{fileId}': { ...customers(404), ...agents(404, 'helpdesk') },
  'DELETE /api/chats/{chatId}/files/{fileId}': { ...customers(200), ...agents(200, 'helpdesk') },
  'POST /api/ticket-files': { ...customers(200), ...agents(200, 'helpdesk') },
  'POST /api/ticket-files/{fileId}': { ...customers(404), ...agents(404, 'helpdesk') },
  'DELETE /api/ticket-files/{fileId}': { ...customers(200), ...agents(200, 'helpdesk') },
  'GET /api/tickets/{number}/files/{fileId}': { ...customers(403), ...agents(404, 'helpdesk') },
  'GET /api/my-tickets/{number}/files/{fileId}': { ...customers(404), ...agents(403) },
};

function everyone(status: number): Record<Caller, number> {
  return {
    anonymous: status,
    invented: status,
    customer: status,
    'other customer': status,
    'blocked customer': status,
    'expired customer': status,
    'signed-out customer': status,
    'customer on the console': status,
    ...agents(status),
    'agent on the portal': status,
    'blocked agent': status,
    'expired agent': status,
  };
}

let engine: Engine;
let context: ReturnType<typeof aContext>;
let customer: Account;
let otherCustomer: Account;
let agent: Account;
let chatId: string;
let number: number;
let endedId: string;
beforeAll(async () => {
  engine = await startEngine();
  context = aContext(engine.db);
  [customer, otherCustomer, agent] = await Promise.all([
    addCustomerAccount(engine.db),
    addCustomerAccount(engine.db),
    addAgentAccount(engine.db),
  ]);
  ({ chatId, number } = await addTicket(engine.db, { customer }));
  ({ id: endedId } = await addEndedChat(engine.db, { customer }));
});
afterAll(() => engine.stop());

const block = ({ id }: Account) =>
  engine.db.update(
    { pk: `USER#${id}`, sk: 'ACCOUNT' },
    { condition: asScene, update: 'SET blocked = :yes', values: { ':yes': true } },
  );

const blocked = async (account: Account): Promise<string> => {
  const cookie = await signedInAs(context, account);
  await block(account);
  return cookie;
};

const expired = async (account: Account): Promise<string> => {
  const past = { ...context, now: () => context.now() - 31 * 24 * 3_600_000 };
  return signedInAs(past, account);
};

const signedOut = async (account: Account): Promise<string> => {
  const cookie = await signedInAs(context, account);
  await ask(handler(), { route: 'POST /api/logout', cookie });
  return cookie;
};

const uploads = createUploadsInMemory();

const handler = () =>
  createHttpHandler(
    {
      ...portalRoutes,
      ...createBackofficeRoutes(createSegmentsInMemory().read),
      'GET /api/customers': findCustomer,
      'POST /api/customers/{customerId}/erase': createErase({
        ...nobodyThere,
        removeFiles: async () => {},
        removeUploads: uploads.removeUploads,
        segmentFiles: createSegmentsInMemory(),
      }),
      // The actions behind the two that need a bucket have tests of their own.
      'POST /api/customers/{customerId}/export': async () =>
        ({ ok: { done: false, made: 0, of: 1 } }) as const,
      ...createAccountsRoutes(nobodyThere),
      ...createFactorsRoutes(nobodyThere, testSecrets),
      ...createEmbedRoutes(embedMeans()),
      ...createSignInRoutes(signInMeans(createScriptedProvider(context.now), context.now)),
      ...createSentFileRoutes(uploads),
      'POST /api/chats/{chatId}/transcript': async () => ({ ok: { url: 'https://transcripts.example' } }),
    },
    context,
  );

const withPermissions = async (...permissions: Permission[]) => {
  const account = await addAgentAccount(engine.db, { permissions });
  return { site: 'console' as const, cookie: await signedInAs(context, account) };
};

/** The site a caller comes through, and the cookies of that browser. */
const browserOf = async (caller: Caller): Promise<{ site: 'portal' | 'console'; cookie?: string }> => {
  switch (caller) {
    case 'anonymous':
      return { site: 'portal' };
    case 'invented':
      return { site: 'portal', cookie: `__Host-portal_session=${context.newId()}${context.newId()}` };
    case 'customer':
      return { site: 'portal', cookie: await signedInAs(context, customer) };
    case 'other customer':
      return { site: 'portal', cookie: await signedInAs(context, otherCustomer) };
    case 'blocked customer':
      return { site: 'portal', cookie: await blocked(await addCustomerAccount(engine.db)) };
    case 'expired customer':
      return { site: 'portal', cookie: await expired(customer) };
    case 'signed-out customer':
      return { site: 'portal', cookie: await signedOut(customer) };
    case 'customer on the console':
      return {
        site: 'console',
        cookie: (await signedInAs(context, customer)).replace('portal_', 'console_'),
      };
    case 'agent':
      return { site: 'console', cookie: await signedInAs(context, agent) };
    case 'agent without permissions':
      return withPermissions();
    case 'manager':
      return withPermissions('helpdesk', 'manage');
    case 'administrator':
      return withPermissions('helpdesk', 'manage', 'administer');
    case 'agent on the portal':
      return { site: 'portal', cookie: (await signedInAs(context, agent)).replace('console_', 'portal_') };
    case 'blocked agent':
      return { site: 'console', cookie: await blocked(await addAgentAccount(engine.db)) };
    case 'expired agent':
      return { site: 'console', cookie: await expired(agent) };
    default:
      return caller satisfies never;
  }
};

let someone: Account;
beforeAll(async () => {
  someone = await addCustomerAccount(engine.db);
  await addGroup(engine.db, { id: 'group', name: 'Groep', permissions: [] });
});
const signing = aSigningKey();
const issuerFields = {
  name: 'Gemeente',
  keysAddress: '',
  keysText: signing.pem,
  origins: ['https://www.example.nl'],
  everyone: [],
  groups: [],
};
const providerFields = {
  name: 'Gemeente',
  issuer: 'https://login.example.nl',
  clientId: 'chat',
  scopes: 'openid',
  groupsClaim: '',
  everyone: [],
  groups: [],
  linkDomains: [],
  passwordsOff: false,
};
const NEW_PASSWORD = 'trage gele fiets';

/** Input that would do, so that only the right to ask decides. */
const inputOf = async (
  route: RouteName,
  caller: Caller = 'administrator',
): Promise<{
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  raw?: string;
}> => {
  const path = { accountId: someone.id };
  switch (route) {
    case 'GET /api/accounts':
      return { query: { role: 'customer', text: '' } };
    case 'GET /api/accounts/{accountId}':
      return { path };
    case 'POST /api/accounts':
      return {
        body: { role: 'customer', login: context.newId(), name: 'Nieuw', email: '', password: NEW_PASSWORD },
      };
    case 'PATCH /api/accounts/{accountId}':
      return { path, body: { rev: (await readAccount(engine.db, someone.id))?.rev, name: 'Anders' } };
    case 'PUT /api/accounts/{accountId}/blocked':
      return { path, body: { blocked: true } };
    case 'PUT /api/accounts/{accountId}/password':
      return { path, body: { password: NEW_PASSWORD } };
    case 'GET /api/groups':
    case 'GET /api/hours':
    case 'GET /api/categories':
    case 'GET /api/audit':
    case 'GET /api/preferences':
      return {};
    case 'POST /api/groups':
      return { body: { name: 'Groep', permissions: ['chat'] } };
    case 'PATCH /api/groups/{groupId}':
      return {
        path: { groupId: 'group' },
        body: { rev: (await readGroup(engine.db, 'group'))?.rev, name: 'Groep', permissions: [] },
      };
    case 'DELETE /api/groups/{groupId}': {
      const groupId = context.newId();
      await addGroup(engine.db, { id: groupId, name: 'Weg', permissions: [], rev: 1 });
      return { path: { groupId }, body: { rev: 1 } };
    }
    case 'PUT /api/categories':
      return {
        body: { names: ['Algemeen'], rev: (await readCategoryList(engine.db, { consistent: true })).rev },
      };
    case 'PATCH /api/preferences': {
      // The one agent signs in again and again; the others are new each time.
      const rev = caller === 'agent' ? (await readAccount(engine.db, agent.id))?.rev : 0;
      return { body: { rev, nickname: 'Anna' } };
    }
    case 'POST /api/preferences/password':
      return { body: { current: 'not this one', password: NEW_PASSWORD } };
    case 'POST /api/login':
      return { body: { login: context.newId(), password: 'wrong' } };
    case 'GET /api/my-tickets/{number}':
    case 'GET /api/tickets/{number}':
      return { path: { number: String(number) } };
    case 'POST /api/my-tickets/{number}/replies':
    case 'POST /api/tickets/{number}/replies':
      return { path: { number: String(number) }, body: { cid: context.newId(), text: 'Tot morgen' } };
    case 'PATCH /api/profile':
      return { body: { language: 'en' } };
    case 'POST /api/profile/password':
      return { body: { current: PASSWORD, password: PASSWORD } };
    case 'PATCH /api/tickets/{number}':
      return {
        path: { number: String(number) },
        body: { rev: (await readTicket(engine.db, number))?.rev, status: 'open' },
      };
    case 'POST /api/chats/{chatId}/transcript':
      return { path: { chatId }, body: { language: 'nl', timeZone: 'Europe/Amsterdam' } };
    case 'POST /api/chats/{chatId}/files':
      return {
        path: { chatId: context.newId() },
        body: { fileId: context.newId(), name: 'a.png', size: 10 },
      };
    case 'POST /api/chats/{chatId}/files/{fileId}':
    case 'GET /api/chats/{chatId}/files/{fileId}':
    case 'DELETE /api/chats/{chatId}/files/{fileId}':
      return { path: { chatId, fileId: context.newId() } };
    case 'POST /api/ticket-files':
      return { body: { fileId: context.newId(), name: 'a.png', size: 10 } };
    case 'POST /api/ticket-files/{fileId}':
    case 'DELETE /api/ticket-files/{fileId}':
      return { path: { fileId: context.newId() } };
    case 'GET /api/tickets/{number}/files/{fileId}':
    case 'GET /api/my-tickets/{number}/files/{fileId}':
      return { path: { number: String(number), fileId: context.newId() } };
    case 'PUT /api/file-rules':
      return { body: await readFileRules(engine.db) };
    case 'GET /api/file-rules':
      return {};
    case 'POST /api/my-tickets':
      return { body: { cid: context.newId(), text: 'Hoe laat gaat u open?', email: '' } };
    case 'PUT /api/chats/{chatId}/customer/note': {
      const { rev } = await readNote(engine.db, customer.id);
      return { path: { chatId: endedId }, body: { text: 'Belt liever', rev } };
    }
    case 'GET /api/chats/{chatId}/customer':
    case 'GET /api/chats/{chatId}/earlier':
    case 'GET /api/chats/{chatId}':
      return { path: { chatId: endedId } };
    case 'GET /api/ratings':
      return { query: { month: '2026-11' } };
    case 'GET /api/time-out':
      return { query: { minutes: '2' } };
    case 'PUT /api/retention':
      return { body: await readRetention(engine.db) };
    case 'GET /api/customers':
      return { query: { login: customer.login } };
    case 'POST /api/customers/{customerId}/export':
      return { path: { customerId: customer.id }, body: { language: 'nl', timeZone: 'Europe/Amsterdam' } };
    case 'POST /api/customers/{customerId}/erase': {
      const { id, login } = await addCustomerAccount(engine.db);
      return { path: { customerId: id }, body: { login } };
    }
    case 'PUT /api/factors/totp':
      return { body: { setup: context.newId(), code: '123456' } };
    case 'POST /api/factors/passkeys':
      return {
        body: {
          name: 'Laptop',
          passkey: createAuthenticator().make({ origin: 'https://a.example', challenge: 'none' }),
        },
      };
    case 'PATCH /api/factors/passkeys/{passkeyId}':
      return { path: { passkeyId: context.newId() }, body: { name: 'Laptop' } };
    case 'DELETE /api/factors/passkeys/{passkeyId}':
      return { path: { passkeyId: context.newId() } };
    case 'POST /api/login/factor':
    case 'POST /api/factors/proof':
      return { body: { proof: { kind: 'recovery', code: 'none' } } };
    case 'DELETE /api/accounts/{accountId}/factors':
      return { path };
    case 'PUT /api/brand/settings':
      return { body: { rev: (await readBrand(engine.db)).rev, name: 'Voorbeeld' } };
    case 'PUT /api/hours':
      return { body: await readHours(engine.db) };
    case 'PUT /api/sign-in-rules':
      return { body: await readSignInRules(engine.db) };
    case 'POST /api/login/passkey':
    case 'GET /api/factors':
    case 'POST /api/factors/totp':
    case 'DELETE /api/factors/totp':
    case 'POST /api/factors/passkeys/options':
    case 'POST /api/factors/recovery':
    case 'POST /api/factors/proof/options':
    case 'POST /api/factors/told':
    case 'GET /api/brand':
    case 'GET /api/brand/settings':
    case 'GET /api/sign-in-rules':
    case 'POST /api/embed/session':
      return { body: { page: 'https://www.example.nl', user: 'jan', token: 'a.b.c', keep: 'site' } };
    case 'PUT /api/embed/window':
      return { body: { code: context.newId() + context.newId() } };
    case 'POST /api/issuers':
      return { body: { ...issuerFields, issuer: context.newId() } };
    case 'PUT /api/issuers/{issuerId}':
    case 'DELETE /api/issuers/{issuerId}': {
      const { id, rev } = await addIssuer(engine.db, anIssuer(signing, { issuer: context.newId() }));
      return { path: { issuerId: id }, body: { ...(route.startsWith('PUT') && issuerFields), rev } };
    }
    case 'PUT /api/providers/{site}':
      return { path: { site: 'console' }, body: { ...providerFields, rev: 5 } };
    case 'DELETE /api/providers/{site}':
      return { path: { site: 'console' }, body: { rev: 5 } };
    case 'POST /api/providers/{site}/check':
      return { path: { site: 'console' } };
    case 'GET /api/sign-in/callback':
      return { query: { code: 'a', state: 'b' } };
    case 'POST /api/sign-in/logout':
      return { raw: 'logout_token=a.b.c' };
    case 'GET /api/sign-in':
    case 'POST /api/sign-in':
    case 'GET /api/providers':
      return {};
    case 'POST /api/tokens/check':
      return { body: { token: 'a.b.c' } };
    case 'DELETE /api/embed/session':
    case 'POST /api/embed/window':
    case 'GET /api/issuers':
    case 'GET /api/privacy':
    case 'GET /api/retention':
    case 'GET /api/chats':
    case 'POST /api/accounts/{accountId}/invitation':
      return { path };
    case 'POST /api/password/forgotten':
      return { body: { name: context.newId(), language: 'nl' } };
    case 'POST /api/password/link':
      return { body: { token: 'invented' } };
    case 'POST /api/password/choose':
      return { body: { token: 'invented', password: NEW_PASSWORD } };
    case 'GET /api/password/means':
      return {};
    case 'DELETE /api/sessions/{sessionId}':
      return { path: { sessionId: context.newId() } };
    case 'GET /api/sessions':
    case 'POST /api/sessions/end-others':
    case 'POST /api/logout':
    case 'GET /api/session':
    case 'GET /api/my-tickets':
    case 'GET /api/my-chats':
    case 'GET /api/my-chats/earlier':
    case 'GET /api/ticket-categories':
    case 'GET /api/profile':
    case 'GET /api/tickets':
    case 'GET /api/assignees':
      return {};
    default:
      return route satisfies never;
  }
};

const isRoute = (name: string): name is RouteName => Object.hasOwn(routes, name);

describe.each(Object.keys(routes).filter(isRoute))('[A5] %s', (route) => {
  test.each(callers)('%s', async (caller) => {
    const [browser, input] = await Promise.all([browserOf(caller), inputOf(route, caller)]);
    const { status, body } = await ask(handler(), { route, ...browser, ...input });
    expect({ status, body }).toMatchObject({ status: expected[route][caller] ?? 401 });
    if (status !== 200 && status !== 303) expect(Object.keys(body ?? {})).toEqual(['error']);
  });

  test('a denied caller changes nothing', async () => {
    const [browser, input] = await Promise.all([browserOf('blocked agent'), inputOf(route)]);
    if (routes[route].by.some((by) => by === 'anyone')) return;
    const spent = engine.capacity.mark();
    await ask(handler(), { route, ...browser, ...input });
    expect(spent().write).toBe(0);
  });
});
