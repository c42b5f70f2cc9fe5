// Everything as full as it may be: every action and every route is asked, and every answer and push is as small as it has to be and read as little as it may.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issuerIdOf } from '../../functions/store/keys.ts';
import { type ActionInput, type ActionName, actions } from '../../shared/actions.ts';
import { LOGO_MAX_BYTES } from '../../shared/brand.ts';
import { TOKEN_MAX } from '../../shared/embedding.ts';
import { HOLIDAYS, OTHER_DAYS_MAX, SLOTS_MAX } from '../../shared/hours.ts';
import type { Cid } from '../../shared/model.ts';
import { type RouteName, routes } from '../../shared/routes.ts';
import { INTERNAL_NOTE_MAX, TEXT_MAX, TEXTS_MAX } from '../../shared/rules.ts';
import { askAsAnna } from '../bench/factor-scenes.ts';
import { fileOnTicket, fileUpTo, newFile } from '../bench/file-scenes.ts';
import type { Rig, Socket } from '../bench/rig.ts';
import { addLinked } from '../bench/scenes.ts';
import { PASSWORD } from '../support/accounts.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { addPasskey, beginApp, halfOf, newPasskey, originOf } from '../support/factors.ts';
import { aSigningKey, signToken } from '../support/portal-tokens.ts';
import { PATIENCE_MS } from '../support/scale.ts';
import { CLIENT_ID, PROVIDER } from '../support/scripted-provider.ts';
import { emoji, escaped, type FullDesk, fillDesk, sizes } from './support/full-desk.ts';

/** API Gateway closes a connection on a longer message; what is aimed at is 100 KB. */
const SOCKET_BYTES = 128 * 1024;
/** Lambda answers with at most 6 MB. */
const HTTP_BYTES = 5 * 1024 * 1024;
/** Read units of one question, where its line says nothing else. */
const READS = 320;

/**
 * Of a console that enters: a unit for each running chat, and for its first message if it waits; 100 of the ended ones
 * and the count of 1,000; the agents on duty and the consoles.
 */
const ENTRY_READS = 400 + 2.5 * sizes.running + 5 * sizes.agents;

type Who = 'anna' | 'bram' | 'jan';
/** Who asks, with what, and how much that may read. */
type Line = readonly [who: Who, input: (desk: FullDesk) => object, reads?: number];

const cid = ({ rig }: FullDesk): Cid => rig.newId() as string as Cid;
const inChat = ({ chatId }: FullDesk) => ({ chatId });
const endedChat = ({ endedId: chatId }: FullDesk) => ({ chatId });
const colleague = (desk: FullDesk) => ({ chatId: desk.chatId, agent: desk.bram.account.id });
const nothing = () => ({});
const text = { title: escaped(100), text: escaped(TEXT_MAX), category: escaped(100), order: 1 };

const slots = Array.from({ length: SLOTS_MAX }, (_, index) => ({
  from: 200 * index + 11,
  to: 200 * index + 199,
}));
const fullHours = {
  on: true,
  zone: 'America/Argentina/ComodRivadavia',
  week: Array.from({ length: 7 }, () => slots),
  holidays: HOLIDAYS,
  others: Array.from({ length: OTHER_DAYS_MAX }, (_, index) => ({
    date: new Date(Date.UTC(2030, 0, 1 + index)).toISOString().slice(0, 10),
    slots,
  })),
  rev: 0,
};

/** In this order, as some end what others need. A new action needs its line: the compiler says so. */
// biome-ignore format: one line for each action
const actionLines: Readonly<Record<ActionName, Line>> = {
  'ping': ['jan', nothing],
  'lobby.enter': ['jan', nothing],
  'desk.enter': ['anna', ({ anna, chatId }) => ({ sid: anna.sid, speaks: 2, windows: [chatId] }), ENTRY_READS],
  'duty.start': ['anna', nothing],
  'duty.beat': ['anna', nothing],
  'chat.start': ['jan', ({ jan }) => ({ sid: jan.sid, nickname: emoji(40), email: '' })],
  'chat.sync': ['jan', (desk) => ({ ...inChat(desk), sid: desk.jan.sid, after: 0 })],
  'chat.say': ['jan', (desk) => ({ ...inChat(desk), cid: cid(desk), after: sizes.messages + 1 - 50, text: escaped(TEXT_MAX) })],
  'chat.preview': ['jan', (desk) => ({ ...inChat(desk), rev: 1, text: escaped(TEXT_MAX) })],
  'chat.typing': ['anna', inChat],
  'chat.stay': ['jan', inChat],
  'chat.invite': ['anna', (desk) => ({ ...colleague(desk), note: escaped(500), transfer: false })],
  'chat.join': ['bram', (desk) => ({ ...inChat(desk), sid: desk.bram.sid, cid: cid(desk), second: true })],
  'chat.withdraw': ['anna', colleague],
  'chat.decline': ['bram', inChat],
  'chat.allow': ['anna', (desk) => ({ ...inChat(desk), allowed: true })],
  'chat.note': ['anna', (desk) => ({ ...inChat(desk), cid: cid(desk), after: 0, text: escaped(INTERNAL_NOTE_MAX) })],
  'chat.notes': ['anna', (desk) => ({ ...inChat(desk), after: 0 })],
  'chat.redact': ['anna', (desk) => ({ ...inChat(desk), seq: 2, cid: cid(desk) }), ENTRY_READS],
  'note.redact': ['anna', (desk) => ({ ...inChat(desk), seq: 1 })],
  'chat.watch': ['anna', (desk) => ({ ...inChat(desk), sid: desk.anna.sid, after: 0 })],
  'chat.unwatch': ['anna', (desk) => ({ ...inChat(desk), sid: desk.anna.sid })],
  'chat.leave': ['bram', (desk) => ({ ...inChat(desk), cid: cid(desk) })],
  'chat.form': ['anna', inChat],
  'chat.fill': ['anna', (desk) => ({ ...inChat(desk), fields: { subject: escaped(200), remarks: escaped(4000) } })],
  'chat.end': ['jan', (desk) => ({ ...inChat(desk), cid: cid(desk), after: 0 })],
  'chat.rate': ['jan', (desk) => ({ ...endedChat(desk), stars: 1, comment: escaped(1000) })],
  'chat.dismiss': ['jan', inChat],
  'unclosed.list': ['anna', nothing, 650],
  'settings.change': ['anna', () => ({ max: 20, welcome: escaped(1000), timeoutMinutes: 480, publish: true, sendStandardTexts: true, realtimeOnline: true, preview: true, rev: 1 }), ENTRY_READS * 2],
  'text.list': ['anna', nothing],
  'text.save': ['anna', () => text, 1000],
  'text.delete': ['anna', () => ({ textId: 'none' })],
  'usage.read': ['anna', nothing],
  'audit.list': ['anna', nothing],
  'chat.save': ['anna', endedChat],
  'chat.delete': ['anna', inChat],
  'chat.undelete': ['anna', inChat],
  'duty.stop': ['anna', nothing],
};

/** What may be answered instead: the line before settled it, or the desk is as full as it may be. */
const expectedRefusals: Readonly<Partial<Record<ActionName, string>>> = {
  'chat.withdraw': 'not_invited',
  'chat.decline': 'not_invited',
  'text.save': 'too_many',
};

interface RouteLine {
  readonly who?: 'anna' | 'jan';
  /** Where it is of no account. */
  readonly site?: 'portal' | 'console';
  readonly form?: (desk: FullDesk) => Promise<Record<string, string>>;
  readonly path?: (desk: FullDesk) => Record<string, string> | Promise<Record<string, string>>;
  /** Instead of the caller's. */
  readonly cookie?: (desk: FullDesk) => Promise<string>;
  readonly query?: Record<string, string>;
  readonly body?: (desk: FullDesk) => object | Promise<object>;
  readonly reads?: number;
  /** The chat is over by then. */
  readonly mayRefuse?: true;
}
const byTicket = ({ ticket }: FullDesk) => ({ number: String(ticket) });
const bySaved = ({ savedId: chatId }: FullDesk) => ({ chatId });
const byJan = ({ jan }: FullDesk) => ({ accountId: jan.account.id });
const asCustomer = ({ jan }: FullDesk) => ({ customerId: jan.account.id });
const sendingOf = ({ rig, jan, cookies }: FullDesk) => ({ rig, jan, jansCookie: cookies.jan });
const aFile = (desk: FullDesk) => ({ ...newFile(sendingOf(desk)), name: 'é'.repeat(2000) });
const chatFile = (desk: FullDesk) => ({ ...inChat(desk), fileId: desk.rig.newId() });
const ownFile = (stage: 'uploaded' | 'ready') => async (desk: FullDesk) => ({
  fileId: await fileUpTo(sendingOf(desk), stage),
});
const onTicket = async (desk: FullDesk) => ({
  ...byTicket(desk),
  fileId: await fileOnTicket(sendingOf(desk), String(desk.ticket)),
});
/** As large as one may be. */
const LOGO = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(LOGO_MAX_BYTES - 8),
]).toString('base64');
const askIn = ({ rig, anna, cookies }: FullDesk) => askAsAnna({ rig, anna, annasCookie: cookies.anna });
const annasOrigin = ({ anna }: FullDesk) => originOf(anna.account);
const byPasskey = async (desk: FullDesk) => ({
  passkeyId: (await addPasskey(askIn(desk), annasOrigin(desk))).id,
});
const newRecovery = async (desk: FullDesk): Promise<string> => {
  const { body } = await askIn(desk)('POST /api/factors/recovery', {});
  return String(Object(body).ok.codes[0]);
};
const reply = (desk: FullDesk) => ({ cid: cid(desk), text: escaped(TEXT_MAX) });
/** What reads a whole chat for a file, of which only the address is the answer. */
const WHOLE = 4 * (sizes.messages + sizes.replies) * 4;

const signing = aSigningKey();
/** One with everything in it that one may have. */
const issuerFields = () => ({
  name: emoji(100),
  keysAddress: '',
  keysText: signing.pem,
  origins: Array.from({ length: 20 }, (_, index) => `https://${'a'.repeat(60)}${index}.example.nl`).with(
    0,
    'https://www.example.nl',
  ),
  everyone: [],
  groups: Array.from({ length: 100 }, (_, index) => ({ said: `${index}${emoji(95)}`, group: 'group-3' })),
});

const providerFields = () => ({
  name: emoji(100),
  issuer: PROVIDER,
  clientId: CLIENT_ID,
  secret: 'a'.repeat(1000),
  scopes: Array.from({ length: 50 }, (_, index) => `s${index}`).join(' '),
  groupsClaim: 'g'.repeat(100),
  everyone: ['helpdesk'],
  groups: Array.from({ length: 100 }, (_, index) => ({ said: `${index}${emoji(95)}`, group: 'helpdesk' })),
  linkDomains: Array.from(
    { length: 20 },
    (_, index) => `${'a'.repeat(60)}${index}.${'b'.repeat(60)}.example.nl`,
  ),
  passwordsOff: false,
});

// biome-ignore format: one line for each route
const routeLines: Readonly<Record<RouteName, RouteLine>> = {
  'POST /api/login': { body: ({ jan }) => ({ login: jan.account.login, password: PASSWORD }) },
  'GET /api/session': { who: 'jan' },
  'GET /api/my-tickets': { who: 'jan' },
  'POST /api/my-tickets': { who: 'jan', body: (desk) => ({ cid: cid(desk), text: escaped(TEXT_MAX), email: '' }) },
  'GET /api/my-tickets/{number}': { who: 'jan', path: byTicket },
  'POST /api/my-tickets/{number}/replies': { who: 'jan', path: byTicket, body: reply },
  'GET /api/ticket-categories': { who: 'jan' },
  'GET /api/profile': { who: 'jan' },
  'PATCH /api/profile': { who: 'jan', body: () => ({ name: 'é'.repeat(100) }) },
  'GET /api/privacy': { who: 'jan' },
  'GET /api/tickets': { who: 'anna', query: { status: 'all' } },
  'GET /api/assignees': { who: 'anna' },
  'GET /api/tickets/{number}': { who: 'anna', path: byTicket },
  'PATCH /api/tickets/{number}': { who: 'anna', path: byTicket, body: () => ({ rev: 1, subject: escaped(200), remarks: escaped(4000) }) },
  'POST /api/tickets/{number}/replies': { who: 'anna', path: byTicket, body: reply },
  'GET /api/chats': { who: 'anna' },
  'GET /api/chats/{chatId}': { who: 'anna', path: bySaved, reads: 450 },
  'GET /api/chats/{chatId}/customer': { who: 'anna', path: bySaved },
  'PUT /api/chats/{chatId}/customer/note': { who: 'anna', path: bySaved, body: () => ({ text: escaped(2000), rev: 0 }) },
  'GET /api/chats/{chatId}/earlier': { who: 'anna', path: bySaved },
  'GET /api/my-chats': { who: 'jan' },
  'GET /api/my-chats/earlier': { who: 'jan' },
  'GET /api/ratings': { who: 'anna', query: { month: '2026-11' } },
  'POST /api/chats/{chatId}/transcript': { who: 'anna', path: bySaved, body: () => ({ language: 'nl', timeZone: 'Europe/Amsterdam' }), reads: WHOLE },
  'POST /api/chats/{chatId}/files': { who: 'jan', path: inChat, body: aFile, mayRefuse: true },
  'POST /api/chats/{chatId}/files/{fileId}': { who: 'jan', path: chatFile, mayRefuse: true, body: nothing },
  'GET /api/chats/{chatId}/files/{fileId}': { who: 'jan', path: chatFile, mayRefuse: true },
  'DELETE /api/chats/{chatId}/files/{fileId}': { who: 'jan', path: chatFile, mayRefuse: true, body: nothing },
  'POST /api/ticket-files': { who: 'jan', body: aFile },
  'POST /api/ticket-files/{fileId}': { who: 'jan', path: ownFile('uploaded'), body: nothing },
  'DELETE /api/ticket-files/{fileId}': { who: 'jan', path: ownFile('ready'), body: nothing },
  'GET /api/tickets/{number}/files/{fileId}': { who: 'anna', path: onTicket },
  'GET /api/my-tickets/{number}/files/{fileId}': { who: 'jan', path: onTicket },
  'GET /api/file-rules': { who: 'jan' },
  'PUT /api/file-rules': { who: 'anna', body: () => ({ on: true, kinds: ['image', 'pdf', 'office', 'text', 'other'], megabytes: 20, most: 10, rev: 0 }) },
  'GET /api/retention': { who: 'anna' },
  'GET /api/time-out': { who: 'anna', query: { minutes: '2' } },
  'GET /api/customers': { who: 'anna', query: { login: 'klant3' } },
  'GET /api/accounts': { who: 'anna', query: { role: 'customer' } },
  'GET /api/accounts/{accountId}': { who: 'anna', path: byJan },
  'GET /api/groups': { who: 'anna' },
  'PATCH /api/groups/{groupId}': { who: 'anna', path: () => ({ groupId: 'group-3' }), body: () => ({ rev: 0, name: emoji(100), permissions: ['chat'] }) },
  'DELETE /api/groups/{groupId}': { who: 'anna', path: () => ({ groupId: 'group-4' }), body: () => ({ rev: 0 }) },
  'POST /api/groups': { who: 'anna', body: () => ({ name: emoji(100), permissions: ['chat'] }) },
  'PUT /api/providers/{site}': { who: 'anna', path: () => ({ site: 'console' }), body: () => ({ ...providerFields(), rev: 0 }) },
  'GET /api/providers': { who: 'anna' },
  'POST /api/providers/{site}/check': { who: 'anna', path: () => ({ site: 'console' }), body: nothing },
  'GET /api/sign-in': { site: 'console' },
  'POST /api/sign-in': { site: 'console', body: () => ({ back: `/${'a'.repeat(499)}` }) },
  'GET /api/sign-in/callback': { site: 'console', query: { state: 'a'.repeat(4000), error: 'a'.repeat(4000) } },
  'POST /api/sign-in/logout': { site: 'console', form: async ({ rig }) => ({ logout_token: await rig.provider.logoutToken() }) },
  'DELETE /api/providers/{site}': { who: 'anna', path: () => ({ site: 'console' }), body: () => ({ rev: 1 }) },
  'POST /api/issuers': { who: 'anna', body: () => ({ issuer: 'bounds', ...issuerFields() }) },
  'PUT /api/issuers/{issuerId}': { who: 'anna', path: () => ({ issuerId: issuerIdOf('bounds') }), body: () => ({ ...issuerFields(), rev: 1 }) },
  'GET /api/issuers': { who: 'anna' },
  'POST /api/tokens/check': { who: 'anna', body: () => ({ token: 'a'.repeat(TOKEN_MAX) }) },
  'POST /api/embed/session': { body: async ({ rig }) => ({ page: 'https://www.example.nl', user: 'jan', keep: 'memory', token: await signToken(signing, { now: rig.now(), audience: 'https://portal.example.nl', iss: 'bounds', sub: 'jan', name: emoji(100), groups: Array.from({ length: 60 }, (_, index) => `${index}${emoji(20)}`) }) }) },
  'POST /api/embed/window': { who: 'jan', body: nothing },
  'PUT /api/embed/window': { body: async ({ rig, cookies }) => Object(Object((await rig.request('POST /api/embed/window', { cookie: cookies.jan, body: {} })).body).ok) },
  'DELETE /api/embed/session': { body: nothing },
  'DELETE /api/issuers/{issuerId}': { who: 'anna', path: () => ({ issuerId: issuerIdOf('bounds') }), body: () => ({ rev: 2 }) },
  'GET /api/categories': { who: 'anna' },
  'PUT /api/categories': { who: 'anna', body: () => ({ names: Array.from({ length: 100 }, (_, index) => `${index}${emoji(97)}`), rev: 1 }) },
  'GET /api/audit': { who: 'anna' },
  'GET /api/preferences': { who: 'anna' },
  'PATCH /api/preferences': { who: 'anna', body: () => ({ rev: 0, nickname: emoji(40) }) },
  'POST /api/accounts': { who: 'anna', body: () => ({ role: 'customer', login: emoji(25), name: emoji(100), email: '', password: PASSWORD }) },
  'PATCH /api/accounts/{accountId}': { who: 'anna', path: byJan, body: () => ({ rev: 1, name: emoji(99) }) },
  'PUT /api/retention': { who: 'anna', body: () => ({ cases: null, deleted: { count: 30, unit: 'days' }, ratings: null, audit: { count: 12, unit: 'months' }, rev: 0 }) },
  'POST /api/customers/{customerId}/export': { who: 'anna', path: asCustomer, body: () => ({ language: 'nl', timeZone: 'Europe/Amsterdam' }), reads: 3 * WHOLE },
  'POST /api/profile/password': { who: 'jan', body: () => ({ current: PASSWORD, password: `${PASSWORD} 2` }) },
  'PUT /api/accounts/{accountId}/password': { who: 'anna', path: byJan, body: () => ({ password: `${PASSWORD} 3` }) },
  'PUT /api/accounts/{accountId}/blocked': { who: 'anna', path: byJan, body: () => ({ blocked: true }) },
  'POST /api/customers/{customerId}/erase': { who: 'anna', path: asCustomer, body: ({ jan }) => ({ login: jan.account.login }), reads: WHOLE },
  'PUT /api/brand/settings': { who: 'anna', body: () => ({ rev: 0, name: 'é'.repeat(40), colours: { light: '#006644', dark: '#66ddaa' }, logo: LOGO }) },
  'GET /api/brand': {},
  'GET /api/brand/settings': { who: 'anna' },
  'GET /api/hours': { who: 'anna' },
  'PUT /api/hours': { who: 'anna', body: () => fullHours },
  'GET /api/sign-in-rules': { who: 'anna' },
  'PUT /api/sign-in-rules': { who: 'anna', body: () => ({ factorFor: 'nobody', rev: 0 }) },
  'POST /api/factors/proof': { who: 'anna', body: () => ({ proof: { kind: 'password', password: PASSWORD } }) },
  'POST /api/factors/totp': { who: 'anna', body: nothing },
  'PUT /api/factors/totp': { who: 'anna', body: async (desk) => (await beginApp(askIn(desk), desk.rig.now())).body },
  'DELETE /api/factors/totp': { who: 'anna', body: nothing },
  'POST /api/factors/passkeys/options': { who: 'anna', body: nothing },
  'POST /api/factors/passkeys': { who: 'anna', body: (desk) => newPasskey(askIn(desk), annasOrigin(desk)) },
  'PATCH /api/factors/passkeys/{passkeyId}': { who: 'anna', path: byPasskey, body: () => ({ name: 'é'.repeat(60) }) },
  'DELETE /api/factors/passkeys/{passkeyId}': { who: 'anna', path: byPasskey, body: nothing },
  'GET /api/factors': { who: 'anna' },
  'POST /api/factors/recovery': { who: 'anna', body: nothing },
  'POST /api/factors/proof/options': { who: 'anna', body: nothing },
  'POST /api/factors/told': { who: 'anna', body: nothing },
  'POST /api/login/passkey': { who: 'anna', cookie: (desk) => halfOf(askIn(desk), desk.anna.account), body: nothing },
  'POST /api/login/factor': { who: 'anna', cookie: (desk) => halfOf(askIn(desk), desk.anna.account), body: async (desk) => ({ proof: { kind: 'recovery', code: await newRecovery(desk) } }) },
  'DELETE /api/accounts/{accountId}/factors': { who: 'anna', path: byJan, body: nothing },
  'POST /api/preferences/password': { who: 'anna', body: () => ({ current: PASSWORD, password: `${PASSWORD} 2` }) },
  'GET /api/password/means': {},
  'POST /api/password/forgotten': { body: () => ({ name: emoji(60), language: 'nl' }) },
  'POST /api/password/link': { body: async ({ rig }) => ({ token: (await addLinked(engine, rig)).token }) },
  'POST /api/password/choose': { body: async ({ rig }) => ({ token: (await addLinked(engine, rig)).token, password: `${PASSWORD} 2` }) },
  'POST /api/accounts/{accountId}/invitation': { who: 'anna', path: async ({ rig }) => ({ accountId: (await addLinked(engine, rig)).zoe.id }), body: nothing },
  'GET /api/sessions': { who: 'anna' },
  'DELETE /api/sessions/{sessionId}': { who: 'anna', path: () => ({ sessionId: 'a'.repeat(22) }), body: nothing },
  'POST /api/sessions/end-others': { who: 'anna', body: nothing },
  'POST /api/logout': { who: 'anna', body: nothing },
};

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

let engine: Engine;
let desk: FullDesk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await fillDesk(engine);
}, PATIENCE_MS);
afterAll(() => engine.stop());

const sockets = (): Socket[] => [desk.anna, desk.bram, desk.jan];

/** The largest push that any of them got. */
const heaviestPush = (): number => {
  const pushes = sockets().flatMap(({ inbox }) => inbox.splice(0));
  return Math.max(0, ...pushes.map(bytes));
};

const ask = async (name: ActionName, rig: Rig = desk.rig) => {
  const [who, input] = actionLines[name];
  const spent = rig.meter.mark();
  const reply = await desk[who].tryTo(name, input(desk) as ActionInput<typeof name>);
  return { reply, answered: bytes({ re: 1, ...reply }), pushed: heaviestPush(), read: spent().read };
};

describe('[A18] with everything as full as it may be', () => {
  test.each(Object.keys(actionLines) as ActionName[])(
    '%s is answered and told within 128 KB, and reads no more than its line says',
    async (name) => {
      const { reply, answered, pushed, read } = await ask(name);
      const refused = 'error' in reply ? reply.error.code : undefined;
      expect([name, refused]).toEqual([name, expectedRefusals[name]]);
      expect(answered).toBeLessThanOrEqual(SOCKET_BYTES);
      expect(pushed).toBeLessThanOrEqual(SOCKET_BYTES);
      expect(read).toBeLessThanOrEqual(actionLines[name][2] ?? READS);
    },
    PATIENCE_MS,
  );

  test('the lines are the tables', () => {
    expect(Object.keys(actionLines).sort()).toEqual(Object.keys(actions).sort());
    expect(Object.keys(routeLines).sort()).toEqual(Object.keys(routes).sort());
  });

  test(
    '[S104] a console that enters gets every running chat and every agent, whichever message carries them',
    async ({ annotate }) => {
      const { anna, rig } = desk;
      anna.inbox.length = 0;
      const spent = rig.meter.mark();
      const entered = await anna.ask('desk.enter', { sid: anna.sid, speaks: 2 });
      const pushes = anna.inbox.splice(0).flatMap((push) => (push.event === 'desk.listed' ? [push] : []));
      const chats = [entered, ...pushes].flatMap((part) => part.chats);
      const running = chats.filter(({ state }) => state !== 'ended');
      expect(new Set(running.map(({ id }) => id)).size).toBe(sizes.running);
      expect(new Set([entered, ...pushes].flatMap((part) => part.agents).map(({ id }) => id)).size).toBe(
        sizes.agents + 1,
      );
      expect(entered.ended?.count).toBe(Math.min(1000, entered.ended?.more ? 1000 : sizes.ended + 1));
      expect(bytes(entered)).toBeLessThanOrEqual(100 * 1024);
      for (const push of pushes) expect(bytes(push)).toBeLessThanOrEqual(101 * 1024);
      await annotate(
        `${sizes.running} running and ${sizes.ended} ended chats, ${sizes.agents} agents: ${spent().read} RRU, ${pushes.length} pushes`,
        'figures',
      );
    },
    PATIENCE_MS,
  );

  test(
    'a console of the first release gets what it knows, one thing a push, so many at the most',
    async () => {
      const { anna } = desk;
      anna.inbox.length = 0;
      await anna.ask('desk.enter', { sid: anna.sid });
      const kinds = new Set(anna.inbox.map(({ event }) => event));
      expect(
        [...kinds].filter((kind) => !['chat.changed', 'agent.changed', 'console.changed'].includes(kind)),
      ).toEqual([]);
      expect(anna.inbox.length).toBeLessThanOrEqual(500);
      anna.inbox.length = 0;
    },
    PATIENCE_MS,
  );

  test(
    'every unclosed chat is on one of the pages, once, oldest first, each page within 128 KB',
    async () => {
      const found: string[] = [];
      for (let from: string | undefined, isMore = true; isMore; isMore = from !== undefined) {
        const page: { chats: { chat: { id: string } }[]; next?: string | undefined } = await desk.anna.ask(
          'unclosed.list',
          { from },
        );
        expect(bytes(page)).toBeLessThanOrEqual(SOCKET_BYTES);
        found.push(...page.chats.map(({ chat }) => chat.id));
        from = page.next;
      }
      expect(new Set(found).size).toBe(found.length);
      // Those of nobody who is connected, and those that ended; the colleagues' consoles are open.
      expect(found.length).toBeGreaterThanOrEqual(sizes.ended);
    },
    PATIENCE_MS,
  );

  test(
    'every standard text is on one of the pages',
    async () => {
      const found: string[] = [];
      for (let from: string | undefined, isMore = true; isMore; isMore = from !== undefined) {
        const page: { texts: { id: string }[]; next?: string | undefined } = await desk.anna.ask(
          'text.list',
          { from },
        );
        expect(bytes(page)).toBeLessThanOrEqual(SOCKET_BYTES);
        found.push(...page.texts.map(({ id }) => id));
        from = page.next;
      }
      expect(new Set(found).size).toBe(TEXTS_MAX);
    },
    PATIENCE_MS,
  );

  test.each(Object.keys(routeLines) as RouteName[])(
    '%s is answered within 5 MB, and reads no more than its line says',
    async (name) => {
      const { who, site, form, path, query, body, cookie, mayRefuse, reads = READS } = routeLines[name];
      const { rig, cookies } = desk;
      const spent = rig.meter.mark();
      const answer = await rig.request(name, {
        ...(who && { account: desk[who].account, cookie: cookies[who] }),
        ...(site && { site }),
        ...(form && { form: await form(desk) }),
        ...(cookie && { cookie: await cookie(desk) }),
        ...(path && { path: await path(desk) }),
        ...(query && { query }),
        ...(mayRefuse && { mayRefuse }),
        ...(body && { body: await body(desk) }),
      });
      const { read } = spent();
      expect(bytes(answer.body)).toBeLessThanOrEqual(HTTP_BYTES);
      expect(heaviestPush()).toBeLessThanOrEqual(SOCKET_BYTES);
      expect(read).toBeLessThanOrEqual(reads);
    },
    PATIENCE_MS,
  );
});
