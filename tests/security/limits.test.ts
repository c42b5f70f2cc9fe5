// What is rare and dear is counted per person, and nothing else is: every action and every route says which it is, or this does not compile.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type Limited, limits } from '../../functions/domain/throttle.ts';
import { takeAttempt } from '../../functions/store/throttle.ts';
import { type ActionName, type ActionSpec, actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { type RouteName, routes } from '../../shared/routes.ts';
import { anyInput } from '../support/any-input.ts';
import { type Bucket, startBucket } from '../support/bucket.ts';
import { createDoors } from '../support/doors.ts';
import { type Engine, startEngine } from '../support/engine.ts';

/**
 * free: cheap for others, or done once, or for whoever administers; the buckets of domain/rate-limit.ts are enough. sign-in: counted by
 * browser, place and account, before anyone is known, or by session; see login.test.ts and factors.test.ts in tests/functions/routes.
 */
type Class = 'free' | 'sign-in' | readonly Limited[];

const classes: Readonly<Record<ActionName | RouteName, Class>> = {
  ping: 'free',
  'lobby.enter': 'free',
  'chat.start': ['start'],
  'chat.sync': 'free',
  'chat.say': 'free',
  'chat.preview': 'free',
  'chat.typing': 'free',
  'chat.end': 'free',
  'chat.dismiss': 'free',
  'chat.rate': 'free',
  'chat.stay': 'free',
  'desk.enter': 'free',
  'duty.start': 'free',
  'duty.stop': 'free',
  'duty.beat': 'free',
  'chat.join': 'free',
  'chat.invite': 'free',
  'chat.withdraw': 'free',
  'chat.decline': 'free',
  'chat.allow': 'free',
  'chat.leave': 'free',
  'chat.watch': 'free',
  'chat.unwatch': 'free',
  'chat.note': 'free',
  'chat.notes': 'free',
  'chat.redact': 'free',
  'note.redact': 'free',
  'unclosed.list': 'free',
  'settings.change': 'free',
  'text.list': 'free',
  'text.save': 'free',
  'text.delete': 'free',
  'usage.read': 'free',
  'audit.list': 'free',
  'chat.form': 'free',
  'chat.fill': 'free',
  'chat.save': 'free',
  'chat.undelete': 'free',
  'chat.delete': 'free',
  'POST /api/login': 'sign-in',
  'POST /api/logout': 'free',
  'POST /api/login/passkey': 'sign-in',
  'POST /api/login/factor': 'sign-in',
  'GET /api/factors': 'free',
  'POST /api/factors/totp': 'free',
  'PUT /api/factors/totp': 'sign-in',
  'DELETE /api/factors/totp': 'free',
  'POST /api/factors/passkeys/options': 'free',
  'POST /api/factors/passkeys': 'free',
  'PATCH /api/factors/passkeys/{passkeyId}': 'free',
  'DELETE /api/factors/passkeys/{passkeyId}': 'free',
  'POST /api/factors/recovery': 'free',
  'POST /api/factors/proof/options': 'free',
  'POST /api/factors/proof': 'sign-in',
  'POST /api/factors/told': 'free',
  'DELETE /api/accounts/{accountId}/factors': 'free',
  'GET /api/brand': 'free',
  'GET /api/brand/settings': 'free',
  'PUT /api/brand/settings': 'free',
  'GET /api/hours': 'free',
  'PUT /api/hours': 'free',
  'GET /api/sign-in-rules': 'free',
  'PUT /api/sign-in-rules': 'free',
  'GET /api/session': 'free',
  'GET /api/my-tickets': 'free',
  'POST /api/my-tickets': ['question'],
  'GET /api/my-tickets/{number}': 'free',
  'POST /api/my-tickets/{number}/replies': ['reply', 'ticketReply'],
  'GET /api/ticket-categories': 'free',
  'GET /api/profile': 'free',
  'PATCH /api/profile': 'free',
  'POST /api/profile/password': ['password'],
  'GET /api/tickets': 'free',
  'GET /api/assignees': 'free',
  'GET /api/tickets/{number}': 'free',
  'PATCH /api/tickets/{number}': 'free',
  'POST /api/tickets/{number}/replies': ['reply', 'ticketReply'],
  'GET /api/chats': 'free',
  'GET /api/chats/{chatId}': 'free',
  'GET /api/chats/{chatId}/customer': 'free',
  'PUT /api/chats/{chatId}/customer/note': 'free',
  'GET /api/chats/{chatId}/earlier': 'free',
  'GET /api/my-chats': 'free',
  'GET /api/my-chats/earlier': 'free',
  'GET /api/ratings': 'free',
  'GET /api/privacy': 'free',
  'GET /api/retention': 'free',
  'GET /api/time-out': 'free',
  'PUT /api/retention': 'free',
  'GET /api/customers': 'free',
  'POST /api/customers/{customerId}/export': ['export'],
  'POST /api/customers/{customerId}/erase': 'free',
  'GET /api/accounts': 'free',
  'GET /api/accounts/{accountId}': 'free',
  'POST /api/accounts': 'free',
  'PATCH /api/accounts/{accountId}': 'free',
  'PUT /api/accounts/{accountId}/blocked': 'free',
  'PUT /api/accounts/{accountId}/password': 'free',
  'GET /api/groups': 'free',
  'POST /api/groups': 'free',
  'PATCH /api/groups/{groupId}': 'free',
  'DELETE /api/groups/{groupId}': 'free',
  'GET /api/categories': 'free',
  'PUT /api/categories': 'free',
  'GET /api/audit': 'free',
  'GET /api/preferences': 'free',
  'PATCH /api/preferences': 'free',
  'POST /api/preferences/password': ['password'],
  'GET /api/password/means': 'free',
  'POST /api/password/forgotten': 'sign-in',
  'POST /api/password/link': 'free',
  'POST /api/password/choose': 'free',
  'POST /api/accounts/{accountId}/invitation': 'free',
  'GET /api/sessions': 'free',
  'DELETE /api/sessions/{sessionId}': 'free',
  'POST /api/sessions/end-others': 'free',
  'POST /api/embed/session': 'free',
  'DELETE /api/embed/session': 'free',
  'POST /api/embed/window': 'free',
  'PUT /api/embed/window': 'free',
  'GET /api/issuers': 'free',
  'POST /api/issuers': 'free',
  'PUT /api/issuers/{issuerId}': 'free',
  'DELETE /api/issuers/{issuerId}': 'free',
  'POST /api/tokens/check': 'free',
  'GET /api/sign-in': 'free',
  'POST /api/sign-in': 'free',
  'GET /api/sign-in/callback': 'free',
  'POST /api/sign-in/logout': 'free',
  'GET /api/providers': 'free',
  'PUT /api/providers/{site}': 'free',
  'DELETE /api/providers/{site}': 'free',
  'POST /api/providers/{site}/check': 'free',
  'POST /api/chats/{chatId}/transcript': ['drawing'],
  'GET /api/file-rules': 'free',
  'PUT /api/file-rules': 'free',
  'POST /api/chats/{chatId}/files': ['file', 'chatFile'],
  'POST /api/chats/{chatId}/files/{fileId}': 'free',
  'GET /api/chats/{chatId}/files/{fileId}': 'free',
  'DELETE /api/chats/{chatId}/files/{fileId}': 'free',
  'POST /api/ticket-files': ['file'],
  'POST /api/ticket-files/{fileId}': 'free',
  'DELETE /api/ticket-files/{fileId}': 'free',
  'GET /api/tickets/{number}/files/{fileId}': 'free',
  'GET /api/my-tickets/{number}/files/{fileId}': 'free',
};

let engine: Engine;
let bucket: Bucket;
/** Writes so far of counters, of everyone's. */
let counted = 0;
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
  engine.capacity.onCall(({ kind, input }) => {
    if (kind === 'write' && JSON.stringify(input).includes('"THROTTLE#')) counted++;
  });
});
// Or each chat would be told to the consoles of all before.
afterEach(() => engine.clear());
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));

/** One who may ask it, and asks it with what would do. */
const comeTo = async (name: string, who: 'customer' | 'agent') => {
  const doors = await createDoors(engine, bucket);
  const specs: Readonly<Record<string, ActionSpec | RouteSpec>> = { ...actions, ...routes };
  // A file is begun while the chat runs.
  const chatId = name === 'POST /api/chats/{chatId}/files' ? doors.running : doors.ended;
  const values = {
    ...doors.values(chatId),
    category: '',
    email: '',
    role: 'customer',
    // Of a ticket's history a place is a text, of a chat's log a number.
    ...(Object.hasOwn(routes, name) && { after: '1', before: '1' }),
  };
  const input = Object(anyInput(specs[name]?.input, { values, text: () => 'woord' }));
  // One who has no chat running.
  const tab = name === 'chat.start' ? await doors.desk.customer() : doors[who];
  const person = { number: values.number, role: who, id: tab.me.id, chatId };
  const knock = () =>
    Object.hasOwn(actions, name) ? doors.askAction(tab, name, input) : doors.askRoute(tab, name, input);
  return { doors, person, knock };
};

const whoMay = ({ by }: ActionSpec | RouteSpec): 'customer' | 'agent' =>
  by.some((who) => who === 'agent') ? 'agent' : 'customer';

interface Person {
  readonly number: string;
  readonly role: string;
  readonly id: string;
  readonly chatId: string;
}
const attemptOf = (what: Limited, { number, role, id, chatId }: Person) =>
  attempt(what, what === 'ticketReply' ? `${number}#${role}` : what === 'chatFile' ? chatId : id);

const all = Object.entries<ActionSpec | RouteSpec>({ ...actions, ...routes });
const classOf = (name: string): Class | undefined =>
  new Map<string, Class>(Object.entries(classes)).get(name);

describe.each(all.filter(([name]) => classOf(name) === 'free'))('%s', (name, spec) => {
  it('counts nothing', async () => {
    const { knock } = await comeTo(name, whoMay(spec));
    const before = counted;
    await knock();
    expect(counted).toBe(before);
  });
});

const limited = all.flatMap(([name, spec]) => {
  const class_ = classOf(name);
  return typeof class_ === 'object' ? class_.map((what) => [name, what, whoMay(spec)] as const) : [];
});

describe.each(limited)('%s', (name, what, who) => {
  it(`counts as ${what}, and is refused with when to come again`, async () => {
    const { knock } = await comeTo(name, who);
    const before = counted;
    expect((await knock()).error?.code === 'too_many_attempts').toBe(false);
    expect(counted).toBeGreaterThan(before);

    // Another, who has done it as often as anyone may.
    const late = await comeTo(name, who);
    const now = late.doors.desk.now();
    while ('ok' in (await takeAttempt(engine.db, attemptOf(what, late.person), now)));
    const { error } = await late.knock();
    const { windowSeconds } = limits[what];
    expect(error).toEqual({ code: 'too_many_attempts', retryAfterSeconds: windowSeconds });
  });
});
