// The ledger: what every action, every route and every event of a connection consumes. One line each, with the figures that the build holds.
import type { ActionName } from '../../shared/actions.ts';
import { dollarsOf } from '../../shared/prices.ts';
import type { RouteName } from '../../shared/routes.ts';
import { PASSWORD } from '../support/accounts.ts';
import type { Engine } from '../support/engine.ts';
import { nextCodeOf } from '../support/factors.ts';
import { CLIENT_ID, PROVIDER } from '../support/scripted-provider.ts';
import * as factorScenes from './factor-scenes.ts';
import { askAsAnna } from './factor-scenes.ts';
import { fileOnTicket, fileUpTo, look, newFile } from './file-scenes.ts';
import { endedEarlier, typingAt } from './fill.ts';
import { dollars, printTable } from './format.ts';
import { framesOf, toConsumption, type Used } from './meter.ts';
import { type PortalScene, poppingOut, portal, returning } from './portal-scenes.ts';
import { byProvider, comingAgain, comingBack, renewable, renewing, signedInBy } from './provider-scenes.ts';
import * as scenes from './scenes.ts';
import { cidOf, download, end, invite, join, rate, say, start } from './scenes.ts';

/** Write units, read units, calls to DynamoDB, WebSocket messages. */
export type Costs = readonly [write: number, read: number, calls: number, frames: number];

export interface Row {
  readonly costs: Costs;
  /** A scene of its own, and what is measured in it. */
  prepare(engine: Engine): Promise<{ readonly scene: scenes.Scene; readonly act: () => Promise<unknown> }>;
  measure(engine: Engine): Promise<Used>;
}

/** Measures `act` in a scene of its own. */
export const row = <S extends scenes.Scene>(
  scene: (engine: Engine) => Promise<S>,
  act: (scene: S) => Promise<unknown>,
  costs: Costs,
): Row => ({
  costs,
  async prepare(engine) {
    const made = await scene(engine);
    return { scene: made, act: () => act(made) };
  },
  async measure(engine) {
    const made = await scene(engine);
    const { rig } = made;
    const spent = rig.meter.mark();
    await act(made);
    const used = spent();
    rig.stop();
    return used;
  },
});

const {
  closedDesk,
  desk,
  waiting,
  active,
  team,
  invited,
  together,
  watched,
  noted,
  ended,
  deleted,
  saved,
  swept,
  dueSoon,
  dueNow,
  warned,
  unanswered,
  missed,
  silent,
  away,
  linked,
  mailed,
} = scenes;

/** A new action gets its line here; the test says so until it is there. */
// biome-ignore format: one line for each action
export const actionRows: Readonly<Record<ActionName, Row>> = {
  'ping': row(active, ({ jan }) => jan.ask('ping', {}), [0, 0, 0, 2]),
  'lobby.enter': row(desk, ({ jan }) => jan.ask('lobby.enter', {}), [1, 4, 5, 2]),
  'chat.start': row(desk, start, [13, 5.5, 9, 3]),
  'chat.sync': row(active, ({ jan, chatId }) => jan.ask('chat.sync', { chatId, sid: jan.sid, after: 1 }), [0, 1, 1, 2]),
  'chat.say': row(active, (scene) => say(scene.jan, scene, 3), [1, 0.5, 2, 3]),
  'chat.preview': row(active, ({ jan, chatId }) => jan.ask('chat.preview', { chatId, rev: 1, text: 'Nog iets' }), [0, 0.5, 1, 2]),
  'chat.typing': row(active, ({ anna, chatId }) => anna.ask('chat.typing', { chatId }), [0, 0.5, 1, 2]),
  'chat.end': row(active, (scene) => end(scene, 3), [10, 2.5, 5, 3]),
  'chat.dismiss': row(ended, ({ jan, chatId }) => jan.ask('chat.dismiss', { chatId }), [1, 0.5, 2, 2]),
  'chat.rate': row(ended, rate, [5, 0.5, 2, 2]),
  'chat.stay': row(warned, ({ jan, chatId }) => jan.ask('chat.stay', { chatId }), [1, 0.5, 2, 4]),
  'desk.enter': row(closedDesk, ({ anna }) => anna.ask('desk.enter', { sid: anna.sid }), [1, 5.5, 9, 2]),
  'duty.start': row(closedDesk, ({ anna }) => anna.ask('duty.start', {}), [8, 7, 12, 2]),
  'duty.stop': row(desk, ({ anna }) => anna.ask('duty.stop', {}), [7, 3, 7, 2]),
  'duty.beat': row(desk, ({ anna }) => anna.ask('duty.beat', {}), [1, 0, 1, 2]),
  'chat.join': row(waiting, (scene) => join(scene.anna, scene), [6, 1.5, 4, 3]),
  'chat.invite': row(team, invite, [1, 2, 4, 4]),
  'chat.withdraw': row(invited, ({ anna, bram, chatId }) => anna.ask('chat.withdraw', { chatId, agent: bram.account.id }), [1, 1, 3, 4]),
  'chat.decline': row(invited, ({ bram, chatId }) => bram.ask('chat.decline', { chatId }), [1, 1, 3, 4]),
  'chat.allow': row(active, ({ anna, chatId }) => anna.ask('chat.allow', { chatId, allowed: true }), [4, 1, 3, 5]),
  'chat.leave': row(together, ({ rig, bram, chatId }) => bram.ask('chat.leave', { chatId, cid: cidOf(rig) }), [10, 3, 5, 5]),
  'chat.watch': row(active, ({ anna, chatId }) => anna.ask('chat.watch', { chatId, sid: anna.sid, after: 0 }), [2, 3, 5, 2]),
  'chat.unwatch': row(watched, ({ anna, chatId }) => anna.ask('chat.unwatch', { chatId, sid: anna.sid }), [4, 1, 2, 2]),
  'chat.note': row(noted, ({ rig, anna, chatId }) => anna.ask('chat.note', { chatId, cid: cidOf(rig), after: 1, text: 'Vraag het de planning' }), [4, 2, 3, 2]),
  'chat.notes': row(noted, ({ anna, chatId }) => anna.ask('chat.notes', { chatId, after: 0 }), [0, 2, 2, 2]),
  'chat.redact': row(active, ({ rig, jan, chatId }) => jan.ask('chat.redact', { chatId, seq: 2, cid: cidOf(rig) }), [8, 2, 4, 5]),
  'note.redact': row(noted, ({ anna, chatId }) => anna.ask('note.redact', { chatId, seq: 1 }), [1, 2, 3, 2]),
  'unclosed.list': row(ended, ({ anna }) => anna.ask('unclosed.list', {}), [0, 3.5, 6, 2]),
  'settings.change': row(desk, ({ anna }) => anna.ask('settings.change', { max: 3, welcome: 'Welkom', timeoutMinutes: 15, publish: true, sendStandardTexts: false, realtimeOnline: true, preview: true, rev: 0 }), [6, 3.5, 6, 2]),
  'text.list': row(desk, ({ anna }) => anna.ask('text.list', {}), [0, 0.5, 1, 2]),
  'text.save': row(desk, ({ anna }) => anna.ask('text.save', { title: 'Groet', text: 'Goedemiddag', category: '', order: 1 }), [4, 1, 3, 2]),
  'text.delete': row(desk, ({ anna }) => anna.ask('text.delete', { textId: 'none' }), [0, 1.5, 2, 2]),
  'usage.read': row(ended, ({ anna }) => anna.ask('usage.read', {}), [0, 0.5, 1, 2]),
  'audit.list': row(watched, ({ anna }) => anna.ask('audit.list', {}), [0, 0.5, 1, 2]),
  'chat.form': row(active, ({ anna, chatId }) => anna.ask('chat.form', { chatId }), [0, 2, 2, 2]),
  'chat.fill': row(active, ({ anna, chatId }) => anna.ask('chat.fill', { chatId, fields: { subject: 'Factuur' } }), [4, 0.5, 2, 2]),
  'chat.save': row(ended, ({ anna, chatId }) => anna.ask('chat.save', { chatId }), [9, 3, 8, 2]),
  'chat.undelete': row(deleted, ({ anna, chatId }) => anna.ask('chat.undelete', { chatId }), [6, 1, 3, 3]),
  'chat.delete': row(ended, ({ anna, chatId }) => anna.ask('chat.delete', { chatId }), [6, 1, 3, 2]),
};

const asJan = ({ jan, jansCookie: cookie }: scenes.Scene) => ({ account: jan.account, cookie });
const asAnna = ({ anna, annasCookie: cookie }: scenes.Scene) => ({ account: anna.account, cookie });
const jansPath = ({ jan }: scenes.Scene) => ({ accountId: jan.account.id });
const logIn = (login: string) => ({ body: { login, password: PASSWORD } });

const issuerOf = ({ pem }: PortalScene) => ({
  name: 'Gemeente',
  keysAddress: '',
  keysText: pem,
  origins: ['https://www.example.nl'],
  everyone: [],
  groups: [],
});

const providerFields = {
  name: 'Gemeente',
  issuer: PROVIDER,
  clientId: CLIENT_ID,
  scopes: 'openid profile email',
  groupsClaim: 'groups',
  everyone: [],
  groups: [],
  linkDomains: [],
  passwordsOff: false,
};

const uploaded = async (engine: Engine) => {
  const scene = await active(engine);
  return { ...scene, fileId: await fileUpTo(scene, 'uploaded') };
};
const looked = async (engine: Engine) => {
  const scene = await active(engine);
  return { ...scene, fileId: await fileUpTo(scene, 'ready') };
};
/** Three quarters of an hour ago. */
const forgotten = async (engine: Engine) => {
  const scene = await drafted('ready')(engine);
  scene.rig.pass(44 * 60_000);
  await scene.rig.sweep();
  scene.rig.pass(60_000);
  return scene;
};
/** With a reply that is being written. */
const drafted = (stage: 'uploaded' | 'ready') => async (engine: Engine) => {
  const { chatId: _over, ...scene } = await saved(engine);
  return { ...scene, fileId: await fileUpTo(scene, stage) };
};
const attached = async (engine: Engine) => {
  const scene = await saved(engine);
  return { ...scene, fileId: await fileOnTicket(scene, String(scene.ticket)) };
};

/** The HTTP API, in the same way. */
// biome-ignore format: one line for each route
export const routeRows: Readonly<Record<RouteName, Row>> = {
  'POST /api/login': row(desk, ({ rig, jan }) => rig.request('POST /api/login', logIn(jan.account.login)), [11, 6, 16, 0]),
  'POST /api/logout': row(desk, (scene) => scene.rig.request('POST /api/logout', asJan(scene)), [5, 2, 4, 0]),
  'GET /api/session': row(desk, (scene) => scene.rig.request('GET /api/session', asJan(scene)), [0, 3, 3, 0]),
  'GET /api/my-tickets': row(saved, (scene) => scene.rig.request('GET /api/my-tickets', asJan(scene)), [0, 4.5, 5, 0]),
  'POST /api/my-tickets': row(desk, (scene) => scene.rig.request('POST /api/my-tickets', { ...asJan(scene), body: { cid: cidOf(scene.rig), text: 'Een vraag', email: '' } }), [8, 2, 6, 0]),
  'GET /api/my-tickets/{number}': row(saved, (scene) => scene.rig.request('GET /api/my-tickets/{number}', { ...asJan(scene), path: { number: String(scene.ticket) } }), [0, 5, 5, 0]),
  'GET /api/tickets/{number}': row(saved, (scene) => scene.rig.request('GET /api/tickets/{number}', { ...asAnna(scene), path: { number: String(scene.ticket) } }), [0, 7, 7, 0]),
  'PATCH /api/tickets/{number}': row(saved, (scene) => scene.rig.request('PATCH /api/tickets/{number}', { ...asAnna(scene), path: { number: String(scene.ticket) }, body: { rev: 1, subject: 'Anders' } }), [4, 8, 9, 0]),
  'GET /api/tickets': row(saved, (scene) => scene.rig.request('GET /api/tickets', asAnna(scene)), [0, 5, 8, 0]),
  'GET /api/assignees': row(desk, (scene) => scene.rig.request('GET /api/assignees', asAnna(scene)), [0, 3, 4, 0]),
  'POST /api/tickets/{number}/replies': row(saved, (scene) => scene.rig.request('POST /api/tickets/{number}/replies', { ...asAnna(scene), path: { number: String(scene.ticket) }, body: { cid: cidOf(scene.rig), text: 'Opgelost', solve: true } }), [12, 9, 12, 0]),
  'POST /api/my-tickets/{number}/replies': row(saved, (scene) => scene.rig.request('POST /api/my-tickets/{number}/replies', { ...asJan(scene), path: { number: String(scene.ticket) }, body: { cid: cidOf(scene.rig), text: 'Dank u' } }), [8, 7, 10, 0]),
  'GET /api/ticket-categories': row(desk, (scene) => scene.rig.request('GET /api/ticket-categories', asJan(scene)), [0, 2.5, 3, 0]),
  'GET /api/profile': row(desk, (scene) => scene.rig.request('GET /api/profile', asJan(scene)), [0, 2, 2, 0]),
  'PATCH /api/profile': row(desk, (scene) => scene.rig.request('PATCH /api/profile', { ...asJan(scene), body: { name: 'Jan' } }), [3, 3, 4, 0]),
  'POST /api/profile/password': row(desk, (scene) => scene.rig.request('POST /api/profile/password', { ...asJan(scene), body: { current: PASSWORD, password: `${PASSWORD} 2` } }), [10, 7, 12, 0]),
  'GET /api/chats': row(ended, (scene) => scene.rig.request('GET /api/chats', asAnna(scene)), [0, 19, 36, 0]),
  'GET /api/chats/{chatId}': row(ended, (scene) => scene.rig.request('GET /api/chats/{chatId}', { ...asAnna(scene), path: { chatId: scene.chatId } }), [2, 4, 6, 0]),
  'GET /api/chats/{chatId}/customer': row(ended, (scene) => scene.rig.request('GET /api/chats/{chatId}/customer', { ...asAnna(scene), path: { chatId: scene.chatId } }), [0, 8, 10, 0]),
  'PUT /api/chats/{chatId}/customer/note': row(ended, (scene) => scene.rig.request('PUT /api/chats/{chatId}/customer/note', { ...asAnna(scene), path: { chatId: scene.chatId }, body: { text: 'Belt liever', rev: 0 } }), [4, 2.5, 4, 0]),
  'GET /api/chats/{chatId}/earlier': row(ended, (scene) => scene.rig.request('GET /api/chats/{chatId}/earlier', { ...asAnna(scene), path: { chatId: scene.chatId } }), [0, 3, 4, 0]),
  'GET /api/my-chats': row(ended, (scene) => scene.rig.request('GET /api/my-chats', asJan(scene)), [0, 3, 4, 0]),
  'GET /api/my-chats/earlier': row(ended, (scene) => scene.rig.request('GET /api/my-chats/earlier', asJan(scene)), [0, 3.5, 5, 0]),
  'GET /api/ratings': row(ended, (scene) => scene.rig.request('GET /api/ratings', { ...asAnna(scene), query: { month: '2026-11' } }), [0, 3, 4, 0]),
  'GET /api/privacy': row(desk, (scene) => scene.rig.request('GET /api/privacy', asJan(scene)), [0, 3, 4, 0]),
  'GET /api/time-out': row(active, (scene) => scene.rig.request('GET /api/time-out', { ...asAnna(scene), query: { minutes: '2' } }), [0, 3, 4, 0]),
  'GET /api/file-rules': row(desk, (scene) => scene.rig.request('GET /api/file-rules', asJan(scene)), [0, 2.5, 3, 0]),
  'PUT /api/file-rules': row(desk, (scene) => scene.rig.request('PUT /api/file-rules', { ...asAnna(scene), body: { on: true, kinds: ['image'], megabytes: 10, most: 5, rev: 0 } }), [4, 3, 4, 0]),
  'POST /api/chats/{chatId}/files': row(active, (scene) => scene.rig.request('POST /api/chats/{chatId}/files', { ...asJan(scene), path: { chatId: scene.chatId }, body: newFile(scene) }), [4, 4, 9, 0]),
  'POST /api/chats/{chatId}/files/{fileId}': row(uploaded, (scene) => look(scene, scene.fileId), [1, 3.5, 5, 0]),
  'GET /api/chats/{chatId}/files/{fileId}': row(looked, (scene) => scene.rig.request('GET /api/chats/{chatId}/files/{fileId}', { ...asJan(scene), path: { chatId: scene.chatId, fileId: scene.fileId } }), [0, 3.5, 4, 0]),
  'DELETE /api/chats/{chatId}/files/{fileId}': row(looked, (scene) => scene.rig.request('DELETE /api/chats/{chatId}/files/{fileId}', { ...asJan(scene), path: { chatId: scene.chatId, fileId: scene.fileId }, body: {} }), [2, 3, 5, 0]),
  'POST /api/ticket-files': row(saved, (scene) => scene.rig.request('POST /api/ticket-files', { ...asJan(scene), body: newFile(scene) }), [3, 3.5, 7, 0]),
  'POST /api/ticket-files/{fileId}': row(drafted('uploaded'), (scene) => scene.rig.request('POST /api/ticket-files/{fileId}', { ...asJan(scene), path: { fileId: scene.fileId }, body: {} }), [1, 3.5, 5, 0]),
  'DELETE /api/ticket-files/{fileId}': row(drafted('ready'), (scene) => scene.rig.request('DELETE /api/ticket-files/{fileId}', { ...asJan(scene), path: { fileId: scene.fileId }, body: {} }), [2, 3, 5, 0]),
  'GET /api/tickets/{number}/files/{fileId}': row(attached, (scene) => scene.rig.request('GET /api/tickets/{number}/files/{fileId}', { ...asAnna(scene), path: { number: String(scene.ticket), fileId: scene.fileId } }), [0, 2.5, 3, 0]),
  'GET /api/my-tickets/{number}/files/{fileId}': row(attached, (scene) => scene.rig.request('GET /api/my-tickets/{number}/files/{fileId}', { ...asJan(scene), path: { number: String(scene.ticket), fileId: scene.fileId } }), [0, 3.5, 4, 0]),
  'GET /api/retention': row(desk, (scene) => scene.rig.request('GET /api/retention', asAnna(scene)), [0, 3.5, 4, 0]),
  'PUT /api/retention': row(desk, (scene) => scene.rig.request('PUT /api/retention', { ...asAnna(scene), body: { cases: null, deleted: { count: 30, unit: 'days' }, ratings: null, audit: { count: 12, unit: 'months' }, rev: 0 } }), [4, 3, 4, 0]),
  'GET /api/customers': row(saved, (scene) => scene.rig.request('GET /api/customers', { ...asAnna(scene), query: { login: scene.jan.account.login } }), [0, 8.5, 9, 0]),
  'POST /api/customers/{customerId}/export': row(saved, (scene) => scene.rig.request('POST /api/customers/{customerId}/export', { ...asAnna(scene), path: { customerId: scene.jan.account.id }, body: { language: 'nl', timeZone: 'Europe/Amsterdam' } }), [2, 18, 21, 0]),
  'POST /api/customers/{customerId}/erase': row(saved, (scene) => scene.rig.request('POST /api/customers/{customerId}/erase', { ...asAnna(scene), path: { customerId: scene.jan.account.id }, body: { login: scene.jan.account.login } }), [2, 10.5, 13, 0]),
  'GET /api/accounts': row(desk, (scene) => scene.rig.request('GET /api/accounts', { ...asAnna(scene), query: { role: 'customer' } }), [0, 3.5, 4, 0]),
  'GET /api/accounts/{accountId}': row(desk, (scene) => scene.rig.request('GET /api/accounts/{accountId}', { ...asAnna(scene), path: jansPath(scene) }), [0, 3, 3, 0]),
  'POST /api/accounts': row(desk, (scene) => scene.rig.request('POST /api/accounts', { ...asAnna(scene), body: { role: 'customer', login: 'nieuw', name: 'Nieuw', email: '', password: PASSWORD } }), [10, 3, 4, 0]),
  'PATCH /api/accounts/{accountId}': row(desk, (scene) => scene.rig.request('PATCH /api/accounts/{accountId}', { ...asAnna(scene), path: jansPath(scene), body: { rev: 0, name: 'Jan' } }), [6, 3, 4, 0]),
  'PUT /api/accounts/{accountId}/blocked': row(active, (scene) => scene.rig.request('PUT /api/accounts/{accountId}/blocked', { ...asAnna(scene), path: jansPath(scene), body: { blocked: true } }), [19, 10.5, 15, 2]),
  'PUT /api/accounts/{accountId}/password': row(desk, (scene) => scene.rig.request('PUT /api/accounts/{accountId}/password', { ...asAnna(scene), path: jansPath(scene), body: { password: `${PASSWORD} 2` } }), [9, 8, 10, 0]),
  'GET /api/groups': row(desk, (scene) => scene.rig.request('GET /api/groups', asAnna(scene)), [0, 3, 3, 0]),
  'POST /api/groups': row(desk, (scene) => scene.rig.request('POST /api/groups', { ...asAnna(scene), body: { name: 'Groep', permissions: ['chat'] } }), [36, 3, 4, 0]),
  'PATCH /api/groups/{groupId}': row(desk, (scene) => scene.rig.request('PATCH /api/groups/{groupId}', { ...asAnna(scene), path: { groupId: 'with-chat' }, body: { rev: 0, name: 'Groep', permissions: ['chat'] } }), [36, 3, 4, 0]),
  'DELETE /api/groups/{groupId}': row(desk, (scene) => scene.rig.request('DELETE /api/groups/{groupId}', { ...asAnna(scene), path: { groupId: 'with-chat' }, body: { rev: 0 } }), [39, 4, 6, 0]),
  'GET /api/categories': row(desk, (scene) => scene.rig.request('GET /api/categories', asAnna(scene)), [0, 3, 3, 0]),
  'PUT /api/categories': row(desk, (scene) => scene.rig.request('PUT /api/categories', { ...asAnna(scene), body: { names: ['Algemeen'], rev: 0 } }), [4, 3.5, 5, 1]),
  'GET /api/audit': row(watched, (scene) => scene.rig.request('GET /api/audit', asAnna(scene)), [0, 2.5, 3, 0]),
  'GET /api/preferences': row(desk, (scene) => scene.rig.request('GET /api/preferences', asAnna(scene)), [0, 2, 2, 0]),
  'PATCH /api/preferences': row(desk, (scene) => scene.rig.request('PATCH /api/preferences', { ...asAnna(scene), body: { rev: 0, nickname: 'Anna B.' } }), [8, 6.5, 11, 1]),
  'GET /api/password/means': row(desk, ({ rig }) => rig.request('GET /api/password/means', {}), [0, 0, 0, 0]),
  'POST /api/password/forgotten': row(desk, ({ rig, jan }) => rig.request('POST /api/password/forgotten', { body: { name: jan.account.login, language: 'nl' } }), [6, 1, 4, 0]),
  'POST /api/password/link': row(linked, ({ rig, token }) => rig.request('POST /api/password/link', { body: { token } }), [0, 3, 3, 0]),
  'POST /api/password/choose': row(linked, ({ rig, token }) => rig.request('POST /api/password/choose', { body: { token, password: `${PASSWORD} 2` } }), [13, 9, 11, 0]),
  'POST /api/accounts/{accountId}/invitation': row(linked, (scene) => scene.rig.request('POST /api/accounts/{accountId}/invitation', { ...asAnna(scene), path: { accountId: scene.zoe.id } }), [14, 4, 7, 0]),
  'GET /api/sessions': row(desk, (scene) => scene.rig.request('GET /api/sessions', asJan(scene)), [0, 4, 5, 0]),
  'DELETE /api/sessions/{sessionId}': row(desk, (scene) => scene.rig.request('DELETE /api/sessions/{sessionId}', { ...asJan(scene), path: { sessionId: 'a'.repeat(22) } }), [0, 3.5, 4, 0]),
  'POST /api/sessions/end-others': row(desk, (scene) => scene.rig.request('POST /api/sessions/end-others', asJan(scene)), [9, 5, 7, 0]),
  'POST /api/preferences/password': row(desk, (scene) => scene.rig.request('POST /api/preferences/password', { ...asAnna(scene), body: { current: PASSWORD, password: `${PASSWORD} 2` } }), [10, 7, 12, 0]),
  'POST /api/login/passkey': row(factorScenes.halfWithPasskey, (scene) => askAsAnna(scene)('POST /api/login/passkey', {}, { cookie: scene.half }), [1, 4, 5, 0]),
  'POST /api/login/factor': row(factorScenes.halfWithApp, (scene) => askAsAnna(scene)('POST /api/login/factor', { proof: { kind: 'totp', code: nextCodeOf(scene.secret, scene.rig.now()) } }, { cookie: scene.half }), [11, 7, 14, 0]),
  'GET /api/factors': row(factorScenes.withApp, (scene) => askAsAnna(scene)('GET /api/factors'), [0, 4, 4, 0]),
  'POST /api/factors/totp': row(desk, (scene) => askAsAnna(scene)('POST /api/factors/totp', {}), [1, 2, 3, 0]),
  'PUT /api/factors/totp': row(factorScenes.withAppBegun, (scene) => askAsAnna(scene)('PUT /api/factors/totp', scene.body), [15, 8, 12, 0]),
  'DELETE /api/factors/totp': row(factorScenes.withApp, (scene) => askAsAnna(scene)('DELETE /api/factors/totp', {}), [6, 5, 6, 0]),
  'POST /api/factors/passkeys/options': row(desk, (scene) => askAsAnna(scene)('POST /api/factors/passkeys/options', {}), [1, 3, 4, 0]),
  'POST /api/factors/passkeys': row(factorScenes.withPasskeyBegun, (scene) => askAsAnna(scene)('POST /api/factors/passkeys', scene.body), [12, 8, 11, 0]),
  'PATCH /api/factors/passkeys/{passkeyId}': row(factorScenes.withPasskey, (scene) => askAsAnna(scene)('PATCH /api/factors/passkeys/{passkeyId}', { name: 'Telefoon' }, { path: { passkeyId: scene.id } }), [2, 4, 5, 0]),
  'DELETE /api/factors/passkeys/{passkeyId}': row(factorScenes.withPasskey, (scene) => askAsAnna(scene)('DELETE /api/factors/passkeys/{passkeyId}', {}, { path: { passkeyId: scene.id } }), [6, 5, 6, 0]),
  'POST /api/factors/recovery': row(factorScenes.withApp, (scene) => askAsAnna(scene)('POST /api/factors/recovery', {}), [2, 4, 5, 0]),
  'POST /api/factors/proof/options': row(factorScenes.withPasskey, (scene) => askAsAnna(scene)('POST /api/factors/proof/options', {}), [1, 3, 4, 0]),
  'POST /api/factors/proof': row(desk, (scene) => askAsAnna(scene)('POST /api/factors/proof', { proof: { kind: 'password', password: PASSWORD } }), [3, 3, 6, 0]),
  'POST /api/factors/told': row(desk, (scene) => askAsAnna(scene)('POST /api/factors/told', {}), [0, 2, 2, 0]),
  'DELETE /api/accounts/{accountId}/factors': row(desk, (scene) => scene.rig.request('DELETE /api/accounts/{accountId}/factors', { ...asAnna(scene), path: jansPath(scene), body: {} }), [11, 8, 10, 0]),
  'GET /api/brand': row(desk, (scene) => scene.rig.request('GET /api/brand', {}), [0, 0.5, 1, 0]),
  'GET /api/brand/settings': row(desk, (scene) => scene.rig.request('GET /api/brand/settings', asAnna(scene)), [0, 3, 3, 0]),
  'PUT /api/brand/settings': row(desk, (scene) => scene.rig.request('PUT /api/brand/settings', { ...asAnna(scene), body: { rev: 0, name: 'Voorbeeld' } }), [4, 3, 4, 0]),
  'GET /api/hours': row(desk, (scene) => scene.rig.request('GET /api/hours', asAnna(scene)), [0, 3, 3, 0]),
  'PUT /api/hours': row(desk, (scene) => scene.rig.request('PUT /api/hours', { ...asAnna(scene), body: { on: true, zone: 'Europe/Amsterdam', week: Array.from({ length: 7 }, () => []), holidays: [], others: [], rev: 0 } }), [15, 5.5, 11, 0]),
  'GET /api/sign-in-rules': row(desk, (scene) => scene.rig.request('GET /api/sign-in-rules', asAnna(scene)), [0, 3, 3, 0]),
  'PUT /api/sign-in-rules': row(desk, (scene) => scene.rig.request('PUT /api/sign-in-rules', { ...asAnna(scene), body: { factorFor: 'agents', rev: 0 } }), [4, 3, 4, 0]),
  'POST /api/embed/session': row(returning, async (scene) => scene.rig.request('POST /api/embed/session', await scene.asked('jan')), [3, 4, 6, 0]),
  'DELETE /api/embed/session': row(returning, ({ rig, cookie }) => rig.request('DELETE /api/embed/session', { cookie, body: {} }), [5, 2, 4, 0]),
  'POST /api/embed/window': row(returning, ({ rig, cookie }) => rig.request('POST /api/embed/window', { cookie, body: {} }), [1, 2, 3, 0]),
  'PUT /api/embed/window': row(poppingOut, ({ rig, code }) => rig.request('PUT /api/embed/window', { body: { code } }), [1, 2, 3, 0]),
  'GET /api/issuers': row(portal, (scene) => scene.rig.request('GET /api/issuers', asAnna(scene)), [0, 3, 3, 0]),
  'POST /api/issuers': row(portal, (scene) => scene.rig.request('POST /api/issuers', { ...asAnna(scene), body: { ...issuerOf(scene), issuer: 'anders' } }), [6, 3, 4, 0]),
  'PUT /api/issuers/{issuerId}': row(portal, (scene) => scene.rig.request('PUT /api/issuers/{issuerId}', { ...asAnna(scene), path: { issuerId: scene.issuer.id }, body: { ...issuerOf(scene), rev: 1 } }), [6, 3, 4, 0]),
  'DELETE /api/issuers/{issuerId}': row(portal, (scene) => scene.rig.request('DELETE /api/issuers/{issuerId}', { ...asAnna(scene), path: { issuerId: scene.issuer.id }, body: { rev: 1 } }), [6, 3, 4, 0]),
  'POST /api/tokens/check': row(portal, async (scene) => scene.rig.request('POST /api/tokens/check', { ...asAnna(scene), body: { token: await scene.tokenOf('jan') } }), [0, 5, 5, 0]),
  'GET /api/sign-in': row(byProvider, ({ rig }) => rig.request('GET /api/sign-in', { site: 'console' }), [0, 1, 1, 0]),
  'POST /api/sign-in': row(byProvider, ({ rig }) => rig.request('POST /api/sign-in', { site: 'console', body: {} }), [1, 1, 2, 0]),
  'GET /api/sign-in/callback': row(comingAgain, ({ rig, query, cookie }) => rig.request('GET /api/sign-in/callback', { site: 'console', query, cookie }), [13, 6, 11, 0]),
  'POST /api/sign-in/logout': row(signedInBy, ({ rig, token }) => rig.request('POST /api/sign-in/logout', { site: 'console', form: { logout_token: token } }), [10, 5, 12, 0]),
  'GET /api/providers': row(byProvider, (scene) => scene.rig.request('GET /api/providers', asAnna(scene)), [0, 3, 3, 0]),
  'PUT /api/providers/{site}': row(byProvider, (scene) => scene.rig.request('PUT /api/providers/{site}', { ...asAnna(scene), path: { site: 'console' }, body: { ...providerFields, rev: 1 } }), [6, 4, 5, 0]),
  'DELETE /api/providers/{site}': row(byProvider, (scene) => scene.rig.request('DELETE /api/providers/{site}', { ...asAnna(scene), path: { site: 'console' }, body: { rev: 1 } }), [8, 3, 4, 0]),
  'POST /api/providers/{site}/check': row(byProvider, (scene) => scene.rig.request('POST /api/providers/{site}/check', { ...asAnna(scene), path: { site: 'console' }, body: {} }), [1, 4, 5, 0]),
  'POST /api/chats/{chatId}/transcript': row(ended, download, [1, 3, 5, 0]),
};

/** What comes of connections and of the clock, by no one's asking; and what is told to many. */
// biome-ignore format: one line for each
export const eventRows: Readonly<Record<string, Row>> = {
  'first step of a sign-in with a second factor': row(factorScenes.withApp, (scene) => askAsAnna(scene)('POST /api/login', logIn(scene.anna.account.login).body, { cookie: '' }), [7, 5, 12, 0]),
  'sign-in with a passkey, the second step': row(factorScenes.passkeyAnswered, (scene) => askAsAnna(scene)('POST /api/login/factor', { proof: scene.proof }, { cookie: scene.half }), [12, 8, 16, 0]),
  'a message with a file': row(looked, (scene) => scene.jan.ask('chat.say', { chatId: scene.chatId, cid: cidOf(scene.rig), after: 3, text: '', files: [scene.fileId] }), [2, 0.5, 3, 3]),
  'sweep, a file that was not sent': row(forgotten, ({ rig }) => rig.sweep(), [4, 15.5, 21, 0]),
  'connect, customer': row(desk, ({ rig, jan, jansCookie }) => rig.connect(jan.account, jansCookie), [1, 5, 7, 0]),
  'the first session of somebody of another portal': row(portal, async (scene) => scene.rig.request('POST /api/embed/session', await scene.asked('new')), [6, 3, 7, 0]),
  'a page view on another portal': row(returning, async (scene) => scene.rig.request('POST /api/embed/session', { cookie: scene.cookie, ...(await scene.asked('jan', { token: undefined })) }), [0, 4, 4, 0]),
  'a page view on another portal, of somebody else': row(returning, async (scene) => scene.rig.request('POST /api/embed/session', { cookie: scene.cookie, ...(await scene.asked('piet')) }), [11, 7, 13, 0]),
  'the first sign-in of somebody by a provider': row(comingBack, ({ rig, query, cookie }) => rig.request('GET /api/sign-in/callback', { site: 'console', query, cookie }), [19, 7, 14, 0]),
  'sweep, a session to renew at its provider': row(renewable, ({ rig }) => rig.sweep(), [3, 17.5, 22, 0]),
  'a session is renewed at its provider': row(renewing, ({ rig }) => rig.renew(), [5, 3, 5, 0]),
  'connect, agent': row(desk, ({ rig, anna, annasCookie }) => rig.connect(anna.account, annasCookie), [1, 4.5, 6, 0]),
  'a customer types whom nobody answers, 1 console': row(typingAt(1), ({ jan, chatId }) => jan.ask('chat.typing', { chatId }), [0, 1, 2, 2]),
  'a customer types whom nobody answers, 100 consoles': row(typingAt(100), ({ jan, chatId }) => jan.ask('chat.typing', { chatId }), [0, 2.5, 3, 101]),
  'disconnect, customer without a chat': row(desk, ({ jan }) => jan.disconnect(), [2, 0.5, 3, 0]),
  'disconnect, customer in a chat': row(active, ({ jan }) => jan.disconnect(), [3, 2.5, 7, 1]),
  'disconnect, agent on duty': row(desk, ({ anna }) => anna.disconnect(), [5, 2.5, 7, 0]),
  'mail, an invitation is sent': row(mailed, ({ send }) => send(), [4, 2, 6, 0]),
  'sweep, nothing due': row(swept, ({ rig }) => rig.sweep(), [1, 14.5, 17, 0]),
  'sweep, a chat that went on': row(dueSoon, ({ rig }) => rig.sweep(), [3, 16.5, 21, 0]),
  'sweep, an agent with a chat is gone': row(silent, ({ rig }) => rig.sweep(), [18, 30.5, 40, 6]),
  'an agent with a chat is back': row(away, ({ bram }) => bram.ask('duty.beat', {}), [17, 6, 13, 8]),
  'a colleague takes over from one who is gone': row(away, (scene) => join(scene.anna, scene), [10, 3, 5, 5]),
  'sweep, a chat to warn': row(dueNow, ({ rig }) => rig.sweep(), [4, 17.5, 24, 2]),
  'sweep, a chat that times out': row(warned, ({ rig }) => rig.sweep(), [11, 18, 23, 2]),
  'sweep, an unanswered chat to announce': row(unanswered, ({ rig }) => rig.sweep(), [4, 17.5, 24, 1]),
  'the search index, 1 chat of the last hour': row(endedEarlier(1), ({ rig }) => rig.index(), [2, 20, 39, 0]),
  'the search index, 21 chats of the last hour': row(endedEarlier(21), ({ rig }) => rig.index(), [2, 60, 59, 0]),
  'sweep, an unanswered chat that becomes a ticket': row(missed, ({ rig }) => rig.sweep(), [16, 19.5, 27, 2]),
};

export const allRows: readonly (readonly [string, Row])[] = [
  ...Object.entries(actionRows),
  ...Object.entries(routeRows),
  ...Object.entries(eventRows),
];

export const costsOf = (used: Used): Costs => [used.write, used.read, used.calls, framesOf(used)];

export const measureLedger = async (engine: Engine): Promise<ReadonlyMap<string, Used>> => {
  const usedByName = new Map<string, Used>();
  for (const [name, { measure }] of allRows) usedByName.set(name, await measure(engine));
  return usedByName;
};

export const printLedger = (usedByName: ReadonlyMap<string, Used>): string =>
  printTable(
    ledgerHead,
    [...usedByName].map(([name, used]) => toLedgerRow(name, used)),
  );

const ledgerHead = ['', 'WRU', 'of index', 'RRU', 'calls', 'frames', 'posts', 'bytes', '$ a million'];

const toLedgerRow = (name: string, used: Used) => [
  name,
  used.write,
  used.index,
  used.read,
  used.calls,
  framesOf(used),
  used.posts,
  used.bytes,
  dollars(1e6 * dollarsOf(toConsumption(used)), 2),
];
