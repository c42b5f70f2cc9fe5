// Who is connected to a chat: the tabs of those who take part, and of those who watch unseen. None of it moves `rev`, the lock of what is decided of a chat.
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Sid, UserId } from '../../shared/model.ts';
import { type Chat, type ChatSession, takesPart, type Watcher } from '../domain/chat.ts';
import type { Db, Item, Updating, Write } from './db.ts';
import { toChat } from './items.ts';
import { metaKey } from './keys.ts';
import { readChat } from './log.ts';
import { RETRY, retryUntilSettled } from './retry.ts';

/** More tabs than this of one person in one chat: the oldest give way, so META stays small. */
const MAX_TABS = 8;

/** The tabs of a person that give way to one more, the oldest first. */
const surplusOf = (
  tabs: Readonly<Record<string, { readonly user: UserId; readonly at?: number | undefined }>>,
  sid: Sid,
  person: UserId,
): string[] => {
  const own = Object.entries(tabs)
    .filter(([key, { user }]) => user === person && key !== sid)
    .sort(([, a], [, b]) => (a.at ?? 0) - (b.at ?? 0));
  return own.slice(0, Math.max(0, own.length - MAX_TABS + 1)).map(([key]) => key);
};

/** Names for keys of a map, and the conditions and removals that use them. */
const named = (map: string, prefix: string, keys: readonly string[]) => ({
  paths: keys.map((_, index) => `${map}.#${prefix}${index}`),
  names: Object.fromEntries(keys.map((key, index) => [`#${prefix}${index}`, key])),
});

/** That no tab came or went since a chat was read. */
export const linksAsRead = ({ links }: Pick<Chat, 'links'>): { condition: string; values: Item } =>
  links === undefined
    ? { condition: 'attribute_not_exists(links)', values: {} }
    : { condition: 'links = :links', values: { ':links': links } };

/**
 * One more tab, if its person still takes part and what gives way to it is still there. What others' tabs do meanwhile is
 * no hindrance, or who opens many would keep out who opens one.
 */
const attachment = (chat: Chat, sid: Sid, session: ChatSession): Updating => {
  const drop = named('sessions', 'drop', surplusOf(chat.sessions, sid, session.user));
  const isCustomer = session.role === 'customer';
  const isBack = isCustomer && chat.goneSince !== undefined;
  const removed = [...drop.paths, ...(isBack ? ['goneSince'] : [])];
  return {
    update: [
      'SET sessions.#sid = :session',
      ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
      'ADD links :one',
    ].join(' '),
    condition: [
      'attribute_exists(pk) AND attribute_not_exists(ended) AND attribute_not_exists(removing)',
      'size(sessions) <= :size',
      ...drop.paths.map((path) => `attribute_exists(${path})`),
      ...(isCustomer
        ? [isBack ? 'attribute_exists(goneSince)' : 'attribute_not_exists(goneSince)']
        : ['agents = :agents']),
    ].join(' AND '),
    names: { '#sid': sid, ...drop.names },
    values: {
      ':session': { ...session },
      ':size': Object.keys(chat.sessions).length,
      ':one': 1,
      ...(!isCustomer && { ':agents': chat.agents }),
    },
  };
};

export interface Attached {
  /** The chat as it is then; one that ended meanwhile has no more tabs. */
  readonly chat: Chat;
  /** Whether the customer was gone and is there again. */
  readonly isBack: boolean;
}

/** Ties a tab's connection to a chat, for as long as its person takes part. */
export const attach = (
  db: Db,
  random: () => number,
  { chat, sid, session }: { chat: Chat; sid: Sid; session: ChatSession },
): Promise<Result<Attached>> => {
  const { user, role } = session;
  let seen: Chat | undefined = chat;
  let isBack = false;
  return retryUntilSettled(random, async () => {
    const before = seen ?? (await readChat(db, chat.id, { consistent: true }));
    seen = undefined;
    if (!before || before.removing || !takesPart(before, { id: user, role }))
      return refuse({ code: 'not_found' });
    if (before.ended) return { ok: { chat: before, isBack: false } };
    isBack ||= role === 'customer' && before.goneSince !== undefined;
    const written = await db.update(metaKey(chat.id), attachment(before, sid, session));
    return 'done' in written && written.item ? { ok: { chat: toChat(written.item), isBack } } : RETRY;
  });
};

/**
 * Tabs less, if they are still tied to the connections that are gone. Of a customer without another tab it is written
 * since when, if no tab came since; of one with another, only while that one is there.
 */
const detachment = (chat: Chat, lost: readonly string[], now: number): Updating => {
  const tabs = new Map(Object.entries(chat.sessions));
  const gone = named('sessions', 'lost', lost);
  const other = [...tabs].find(([sid, { role }]) => role === 'customer' && !lost.includes(sid));
  const goes = !other && chat.goneSince === undefined;
  const links = linksAsRead(chat);
  return {
    update: `${goes ? 'SET goneSince = :now ' : ''}REMOVE ${gone.paths.join(', ')} ADD links :one`,
    condition: [
      ...gone.paths.map((path, index) => `${path}.#connection = :lost${index}`),
      ...(goes ? [links.condition] : []),
      ...(other ? ['sessions.#other.#connection = :other'] : []),
    ].join(' AND '),
    names: { '#connection': 'connection', ...gone.names, ...(other && { '#other': other[0] }) },
    values: {
      ':one': 1,
      ...Object.fromEntries(lost.map((sid, index) => [`:lost${index}`, tabs.get(sid)?.connection])),
      ...(goes && { ':now': now, ...links.values }),
      ...(other && { ':other': other[1].connection }),
    },
  };
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
  const result = await retryUntilSettled<{ before: Chat; after: Chat } | undefined>(random, async () => {
    const before = await readChat(db, chatId, { consistent: true });
    if (!before || before.removing) return { ok: undefined };
    const lost = Object.entries(before.sessions)
      .filter(([, { connection }]) => connections.has(connection))
      .map(([sid]) => sid);
    // Gone after an attempt that seemed refused: the attempt succeeded, but its answer was lost.
    if (lost.length === 0) return { ok: tried && { before: tried, after: before } };
    tried = before;
    const written = await db.update(metaKey(chatId), detachment(before, lost, now));
    return 'done' in written && written.item ? { ok: { before, after: toChat(written.item) } } : RETRY;
  });
  return 'ok' in result ? result.ok : undefined;
};

/** The tab that watches under this name, whoever's it is. */
export const watcherOf = (chat: Chat, sid: string): Watcher | undefined =>
  new Map(Object.entries(chat.watchers)).get(sid);

/**
 * Lets a tab follow a running chat unseen, as many of one person as take part, if under its name stands what was read and
 * nobody has stopped since.
 * Neither `rev` nor `links` moves: nobody else may notice, not by a number either (S90).
 * @returns whether it was done.
 */
export const addWatcher = async (
  db: Db,
  { chat, sid, watcher }: { chat: Chat; sid: Sid; watcher: Watcher },
): Promise<boolean> => {
  const drop = named('watchers', 'drop', surplusOf(chat.watchers, sid, watcher.user));
  const known = watcherOf(chat, sid);
  const written = await db.update(metaKey(chat.id), {
    update: `SET watchers.#sid = :watcher${drop.paths.length > 0 ? ` REMOVE ${drop.paths.join(', ')}` : ''}`,
    condition: [
      'attribute_exists(pk) AND attribute_not_exists(ended) AND attribute_not_exists(removing)',
      ...drop.paths.map((path) => `attribute_exists(${path})`),
      known ? 'watchers.#sid.#connection = :known' : 'attribute_not_exists(watchers.#sid)',
      chat.stoppedAt === undefined ? 'attribute_not_exists(stoppedAt)' : 'stoppedAt = :stopped',
    ].join(' AND '),
    names: { '#sid': sid, ...drop.names, ...(known && { '#connection': 'connection' }) },
    values: {
      ':watcher': { ...watcher },
      ...(known && { ':known': known.connection }),
      ':stopped': chat.stoppedAt,
    },
  });
  return 'done' in written;
};

/**
 * A tab watches no longer, if all who watch are as they were read.
 * @param at of its line in the log, where it has one.
 */
export const removeWatcher = (chat: Chat, sid: string, at?: number): Write => ({
  update: metaKey(chat.id),
  by: {
    update: `${at === undefined ? '' : 'SET stoppedAt = :at '}REMOVE watchers.#sid`,
    condition: 'watchers = :watchers',
    names: { '#sid': sid },
    values: { ':at': at, ':watchers': chat.watchers },
  },
});
