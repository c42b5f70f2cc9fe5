// Chats beyond their log: starting, changing state in one transaction, who is connected. Lists of them are in open-chats.ts.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { ChatId, type Entry, type Sid, TicketForm, type UserId } from '../../shared/model.ts';
import type { Change } from '../domain/changes.ts';
import type { Chat, Session, Watcher } from '../domain/chat.ts';
import { moveLoad } from './agents.ts';
import { type Db, type TransactResult, unconditional, type Write } from './db.ts';
import { moveCounts, takePlace } from './desk.ts';
import { fromChat, fromEntry, fromFirst, fromSession, toChat, toEntry } from './items.ts';
import { entryKey, formKey, liveKey, metaKey, placeInIndex } from './keys.ts';
import { type Head, readChat, readHead } from './log.ts';
import { AGAIN, untilSettled } from './retry.ts';

const absent = { condition: 'attribute_not_exists(pk)' } as const;

/** The chat that the account's pages show: the running one, or an ended one not yet put away. */
export const readLive = async (
  db: Db,
  customer: UserId,
  { consistent = false } = {},
): Promise<ChatId | undefined> => {
  const item = await db.get(liveKey(customer), { consistent });
  return item && v.parse(ChatId, item.chatId);
};

/** Puts a chat away, if the account still shows that one. */
export const clearLive = async (db: Db, customer: UserId, chatId: ChatId): Promise<void> => {
  await db.delete(liveKey(customer), {
    condition: 'attribute_not_exists(pk) OR chatId = :chat',
    values: { ':chat': chatId },
  });
};

/**
 * Starts a chat in one transaction: the place, the account's pointer, META and entry 1.
 * @param previous the chat the account showed until now, which must have ended.
 * @returns AGAIN when the account got another chat meanwhile.
 */
export const startChat = async (
  db: Db,
  { chat, entry, previous }: { chat: Chat; entry: Entry; previous: ChatId | undefined },
): Promise<Result<null> | typeof AGAIN> => {
  const result = await db.transact([
    takePlace,
    {
      put: { ...liveKey(chat.customer.id), chatId: chat.id },
      when: previous ? { condition: 'chatId = :previous', values: { ':previous': previous } } : absent,
    },
    { put: fromChat(chat), when: absent },
    { put: fromFirst(chat, entry), when: absent },
  ]);
  if ('done' in result) return { ok: null };
  if ('conflict' in result) return AGAIN;
  const [place, pointer] = result.refused;
  if (pointer) return AGAIN;
  return place ? refuse({ code: 'no_room' }) : AGAIN;
};

/** What a change may set; connections and watchers are written one by one, so that none gets lost in between. */
const CHANGING = [
  'agents',
  'former',
  'invitations',
  'preview',
  'stayedAt',
  'warned',
  'tally',
  'ended',
  'closed',
] as const;

/** The update of META from `before` to `after`, if META still is as `before` says. */
const writeMeta = (before: Chat, after: Chat): Write => {
  const set: [string, unknown][] = [['rev', after.rev]];
  const remove: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':was': before.rev };
  for (const field of CHANGING) {
    if (after[field] === before[field]) continue;
    if (after[field] === undefined) remove.push(field);
    else set.push([field, after[field]]);
  }
  const place = placeInIndex(after);
  if (place.gpk !== placeInIndex(before).gpk) set.push(...Object.entries(place));
  const was = new Map(Object.entries(before.sessions));
  const is = new Map(Object.entries(after.sessions));
  const touched = [...new Set([...was.keys(), ...is.keys()])].filter((sid) => was.get(sid) !== is.get(sid));
  const updates = set.map(([field, value], index) => {
    names[`#set${index}`] = field;
    values[`:set${index}`] = value;
    return `#set${index} = :set${index}`;
  });
  const removals = remove.map((field, index) => {
    names[`#remove${index}`] = field;
    return `#remove${index}`;
  });
  for (const [index, sid] of touched.entries()) {
    const session = is.get(sid);
    names[`#sid${index}`] = sid;
    if (session) {
      values[`:session${index}`] = fromSession(session);
      updates.push(`sessions.#sid${index} = :session${index}`);
    } else removals.push(`sessions.#sid${index}`);
  }
  return {
    update: metaKey(after.id),
    by: {
      update: `SET ${updates.join(', ')}${removals.length > 0 ? ` REMOVE ${removals.join(', ')}` : ''}`,
      condition: 'rev = :was',
      names,
      values,
    },
  };
};

/** Writes a change of state with everything it moves, if all is still as `before` says. */
const commit = async (
  db: Db,
  before: Chat,
  { chat, entries, agents, counts, usage }: Change,
  more: readonly Write[] = [],
): Promise<TransactResult> =>
  db.transact([
    writeMeta(before, chat),
    ...entries.map((entry) => ({ put: fromEntry(chat.id, entry), when: absent })),
    ...agents.map(moveLoad),
    ...moveCounts(counts, usage),
    ...more,
  ]);

/**
 * Changes a chat's state: reads it, lets `decide` say what to write, writes that whole or not at all, and starts over
 * while others are quicker. `decide` gives `null` when nothing is left to do.
 *
 * The first read is eventually consistent, at half the price: a change decided from it is locked on what it read.
 * An answer that writes nothing has no such lock, so it is given only from a strong read.
 * @param recent how many of the latest entries `decide` and the caller want to see.
 */
export const changeChat = async (
  db: Db,
  random: () => number,
  chatId: ChatId,
  decide: (
    head: Head,
    read: { readonly consistent: boolean },
  ) => Promise<Result<{ change: Change; more?: readonly Write[] } | null>>,
  recent = 1,
): Promise<Result<{ readonly head: Head; readonly change: Change | null }>> => {
  const attempt = async (consistent: boolean) => {
    const head = await readHead(db, chatId, { consistent, recent });
    if (!head || head.chat.removing) return refuse({ code: 'not_found' });
    const decided = await decide(head, { consistent });
    if ('error' in decided) return decided;
    if (decided.ok === null) return { ok: { head, change: null } };
    const { change, more } = decided.ok;
    const result = await commit(db, head.chat, change, more);
    return 'done' in result ? { ok: { head, change } } : AGAIN;
  };
  const first = await attempt(false);
  if (first !== AGAIN && 'ok' in first && first.ok.change) return first;
  return untilSettled<{ head: Head; change: Change | null }>(random, () => attempt(true));
};

/** More tabs than this of one person in one chat: the oldest in the map give way, so META stays small. */
const MAX_SESSIONS = 8;

/** The tabs of a person that give way to one more. */
const surplusOf = (
  tabs: Readonly<Record<string, { readonly user: UserId }>>,
  sid: Sid,
  person: UserId,
): string[] => {
  const own = Object.entries(tabs).filter(([key, { user }]) => user === person && key !== sid);
  return own.slice(0, Math.max(0, own.length - MAX_SESSIONS + 1)).map(([key]) => key);
};

/**
 * Ties a tab's connection to a chat. A customer who comes back is no longer gone.
 * @returns the chat as it is then.
 */
export const attach = async (db: Db, chat: Chat, sid: Sid, session: Session): Promise<Chat> => {
  const surplus = surplusOf(chat.sessions, sid, session.user);
  const drop = surplus.map((_, index) => `sessions.#drop${index}`);
  if (session.role === 'customer') drop.push('goneSince');
  const result = await db.update(metaKey(chat.id), {
    update: `SET sessions.#sid = :session ADD rev :one${drop.length > 0 ? ` REMOVE ${drop.join(', ')}` : ''}`,
    condition: 'attribute_exists(pk)',
    names: { '#sid': sid, ...Object.fromEntries(surplus.map((key, index) => [`#drop${index}`, key])) },
    values: { ':session': fromSession(session), ':one': 1 },
  });
  return 'done' in result && result.item ? toChat(result.item) : chat;
};

/**
 * Takes away connections that are no longer there. A customer whose last tab went is gone from then on.
 * @returns the chat before and after, or `undefined` when it had none of them.
 */
export const detach = async (
  db: Db,
  random: () => number,
  { chatId, connections, now }: { chatId: ChatId; connections: ReadonlySet<string>; now: number },
): Promise<{ readonly before: Chat; readonly after: Chat } | undefined> => {
  let tried: Chat | undefined;
  const result = await untilSettled<{ before: Chat; after: Chat } | undefined>(random, async () => {
    const before = await readChat(db, chatId, { consistent: true });
    const sessions = Object.entries(before?.sessions ?? {});
    const lost = sessions.filter(([, { connection }]) => connections.has(connection)).map(([sid]) => sid);
    if (!before) return { ok: undefined };
    // Gone after a try that seemed refused: it was done, and its answer lost.
    if (lost.length === 0) return { ok: tried && { before: tried, after: before } };
    tried = before;
    const stays = sessions.some(([sid, { role }]) => role === 'customer' && !lost.includes(sid));
    const written = await db.update(metaKey(chatId), {
      update: [
        ...(stays ? [] : ['SET goneSince = if_not_exists(goneSince, :now)']),
        `REMOVE ${lost.map((_, index) => `sessions.#lost${index}`).join(', ')}`,
        'ADD rev :one',
      ].join(' '),
      condition: 'rev = :rev',
      names: Object.fromEntries(lost.map((sid, index) => [`#lost${index}`, sid])),
      values: { ':rev': before.rev, ':one': 1, ...(!stays && { ':now': now }) },
    });
    if ('refused' in written || !written.item) return AGAIN;
    return { ok: { before, after: toChat(written.item) } };
  });
  return 'ok' in result ? result.ok : undefined;
};

/**
 * Lets a tab follow a chat unseen, as many of one person as take part. `rev` stays: nobody else may notice, not by a
 * number either (S90).
 */
export const addWatcher = async (db: Db, chat: Chat, sid: Sid, watcher: Watcher): Promise<void> => {
  const surplus = surplusOf(chat.watchers, sid, watcher.user);
  const drop = surplus.map((_, index) => `watchers.#drop${index}`);
  await db.update(metaKey(chat.id), {
    update: `SET watchers.#sid = :watcher${drop.length > 0 ? ` REMOVE ${drop.join(', ')}` : ''}`,
    condition: 'attribute_exists(pk)',
    names: { '#sid': sid, ...Object.fromEntries(surplus.map((key, index) => [`#drop${index}`, key])) },
    values: { ':watcher': { ...watcher } },
  });
};

/** @returns the watcher that was there. */
export const removeWatcher = async (db: Db, chat: Chat, sid: string): Promise<Watcher | undefined> => {
  const watcher = new Map(Object.entries(chat.watchers)).get(sid);
  if (!watcher) return undefined;
  await db.update(metaKey(chat.id), {
    update: 'REMOVE watchers.#sid',
    condition: 'watchers.#sid.#connection = :connection',
    names: { '#sid': sid, '#connection': 'connection' },
    values: { ':connection': watcher.connection },
  });
  return watcher;
};

/** When a chat without an agent got its first message: the time of entry 2, which nothing else can be. */
export const readWaitingSince = async (db: Db, chat: Chat): Promise<number | undefined> => {
  if (chat.agents.length > 0 || chat.ended) return undefined;
  const item = await db.get(entryKey(chat.id, 2), { consistent: true });
  return item && toEntry(item).at;
};

/** The ticket fields nobody filled in yet: the e-mail is the one the customer gave (S36). */
export const newForm = (chat: Chat): TicketForm => ({
  subject: '',
  category: '',
  remarks: '',
  email: chat.email ?? '',
});

/** The ticket fields as filled so far. */
export const readForm = async (db: Db, chat: Chat): Promise<TicketForm> => {
  const item = await db.get(formKey(chat.id), { consistent: true });
  return v.parse(TicketForm, { ...newForm(chat), ...item });
};

/**
 * Writes only the fields given; the last write per field wins (S32).
 * @returns false when the chat went meanwhile: then nothing of them stays behind.
 */
export const writeForm = async (db: Db, chatId: ChatId, fields: Partial<TicketForm>): Promise<boolean> => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (given.length === 0) return true;
  await db.update(formKey(chatId), {
    condition: unconditional('looked at after the write instead'),
    update: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    names: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
  });
  // Looked at after the write: who removes a chat marks it before it takes away what lies beside it.
  const chat = await readChat(db, chatId, { consistent: true });
  if (chat && !chat.removing) return true;
  await db.delete(
    formKey(chatId),
    unconditional('fields of a chat that is being removed are to go whatever they say'),
  );
  return false;
};
