// Chats beyond their log: starting, changing state in one transaction, the ticket fields. Lists of them are in open-chats.ts, their tabs in tabs.ts.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { ChatId, type Entry, TicketForm, type UserId } from '../../shared/model.ts';
import type { Change } from '../domain/changes.ts';
import { type Chat, type Question, toQuestion } from '../domain/chat.ts';
import { moveLoad } from './agents.ts';
import { type Db, type TransactResult, unconditional, type Write } from './db.ts';
import { moveCounts, takePlace } from './desk.ts';
import { fromChat, fromEntry, fromFirst, toEntry, toField } from './items.ts';
import { entryKey, formKey, liveKey, metaKey, placeInIndex } from './keys.ts';
import { type Head, readChat, readHead } from './log.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { linksAsRead } from './tabs.ts';

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
 * Starts a chat in one transaction: the place, the account's pointer, META, entry 1 and the timer.
 * @param previous the chat the account showed until now, which must have ended.
 * @param timer what looks at it first: no chat is without one, and no timer without a chat.
 * @returns RETRY when the account got another chat meanwhile.
 */
export const startChat = async (
  db: Db,
  { chat, entry, previous, timer }: { chat: Chat; entry: Entry; previous: ChatId | undefined; timer: Write },
): Promise<Result<null> | typeof RETRY> => {
  const result = await db.transact([
    takePlace,
    {
      put: { ...liveKey(chat.customer.id), chatId: chat.id },
      when: previous ? { condition: 'chatId = :previous', values: { ':previous': previous } } : absent,
    },
    { put: fromChat(chat), when: absent },
    { put: fromFirst(chat, entry), when: absent },
    timer,
  ]);
  if ('done' in result) return { ok: null };
  if ('conflict' in result) return RETRY;
  const [place, pointer] = result.refused;
  if (pointer) return RETRY;
  return place ? refuse({ code: 'no_room' }) : RETRY;
};

/** What a change may set; connections and watchers are written one by one, so that none gets lost in between. */
const CHANGING = [
  'agents',
  'awaySince',
  'former',
  'invitations',
  'preview',
  'unmasked',
  'hidesPage',
  'allowed',
  'stayedAt',
  'warned',
  'filled',
  'noted',
  'redacted',
  'tally',
  'ended',
  'closed',
] as const;

/**
 * The update of META from `before` to `after`, if nothing was decided of the chat since `before`.
 * @param isExact only if no tab came or went either.
 */
const writeMeta = (before: Chat, after: Chat, isExact: boolean): Write => {
  const links = isExact ? linksAsRead(before) : undefined;
  const set: [string, unknown][] = [['rev', after.rev]];
  const remove: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':was': before.rev, ...links?.values };
  for (const field of CHANGING) {
    if (after[field] === before[field]) continue;
    if (after[field] === undefined) remove.push(field);
    else set.push([field, toField(field, after[field])]);
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
      values[`:session${index}`] = { ...session };
      updates.push(`sessions.#sid${index} = :session${index}`);
    } else removals.push(`sessions.#sid${index}`);
  }
  return {
    update: metaKey(after.id),
    by: {
      update: `SET ${updates.join(', ')}${removals.length > 0 ? ` REMOVE ${removals.join(', ')}` : ''}`,
      condition: links ? `rev = :was AND ${links.condition}` : 'rev = :was',
      names,
      values,
    },
  };
};

/** What a change writes. */
export interface Decided {
  readonly change: Change;
  /** Further writes of the same transaction. */
  readonly more?: readonly Write[];
  /** Decided from the open connections as well: done only if no tab came or went meanwhile. */
  readonly isExact?: boolean;
}

/**
 * Writes a change of state with everything it moves, if all is still as `before` says.
 *
 * At first only if no tab came or went either: then the chat as it is after the change is known without a read. Where that
 * alone stood in the way it is written all the same, and read: whoever opens and closes tabs holds off nothing, and whoever
 * came meanwhile is told.
 * @returns the chat after the change, or the entry that took its place in the log.
 */
const commit = async (
  db: Db,
  before: Chat,
  { change: { chat, entries, agents, counts, usage }, more = [], isExact = false }: Decided,
): Promise<{ readonly chat: Chat } | { readonly taken: Entry } | typeof RETRY> => {
  const write = (meta: Write) =>
    db.transact([
      meta,
      ...entries.map((entry) => ({ put: fromEntry(chat.id, entry), when: absent })),
      ...agents.map((agent) => moveLoad(chat.id, agent)),
      ...moveCounts(counts, usage),
      ...more,
    ]);
  const first = await write(writeMeta(before, chat, true));
  if ('done' in first) return { chat };
  if (isExact || !isOnlyOfTabs(first, before)) return placeLost(first, entries.length);
  const second = await write(writeMeta(before, chat, false));
  if (!('done' in second)) return placeLost(second, entries.length);
  return { chat: (await readChat(db, chat.id, { consistent: true })) ?? chat };
};

/** Whether META was refused for the tabs alone. */
const isOnlyOfTabs = (result: TransactResult, before: Chat): boolean =>
  'refused' in result && result.refused[0]?.rev === before.rev;

/** The entry that was quicker, where the place in the log was lost and META, and so who may do what, is as it was. */
const placeLost = (result: TransactResult, places: number): { readonly taken: Entry } | typeof RETRY => {
  const [meta, ...rest] = 'refused' in result ? result.refused : [];
  const [winner] = rest.slice(0, places).filter((item) => item?.kind !== undefined);
  return winner && !meta ? { taken: toEntry(winner) } : RETRY;
};

/** Places in the log that one try may lose: whoever writes without a pause holds off no change of state. */
const MAX_PLACES = 16;

/**
 * Changes a chat's state: reads it, lets `decide` say what to write, writes that whole or not at all, and starts over
 * while others are quicker. `decide` gives `null` when nothing is left to do.
 *
 * The first read is eventually consistent, at half the price: a change decided from it is locked on what it read.
 * An answer that writes nothing has no such lock, so it is given only from a strong read.
 * @param recent how many of the latest entries `decide` and the caller want to see.
 * @param consistent for the first read as well, where somebody has just changed what it is decided from.
 * @returns the chat as it was, and the change with the chat as it is after it.
 */
export const changeChat = async (
  db: Db,
  random: () => number,
  chatId: ChatId,
  decide: (head: Head, read: { readonly consistent: boolean }) => Promise<Result<Decided | null>>,
  { recent = 1, consistent: isSure = false } = {},
): Promise<Result<{ readonly head: Head; readonly change: Change | null }>> => {
  const attempt = async (consistent: boolean) => {
    let head = await readHead(db, chatId, { consistent, recent });
    for (let places = 0; places < MAX_PLACES; places++) {
      if (!head || head.chat.removing) return refuse({ code: 'not_found' });
      const decided = await decide(head, { consistent });
      if ('error' in decided) return decided;
      if (decided.ok === null) return { ok: { head, change: null } };
      const written = await commit(db, head.chat, decided.ok);
      if (written === RETRY) return RETRY;
      if ('chat' in written) return { ok: { head, change: { ...decided.ok.change, chat: written.chat } } };
      head = { chat: head.chat, last: written.taken, recent: [...head.recent, written.taken] };
    }
    return RETRY;
  };
  const first = await attempt(isSure);
  if (first !== RETRY && 'ok' in first && first.ok.change) return first;
  return retryUntilSettled<{ head: Head; change: Change | null }>(random, () => attempt(true));
};

/** When a chat without an agent got its first message: the time of entry 2, which nothing else can be. */
export const readQuestion = async (db: Db, chat: Chat): Promise<Question | undefined> => {
  if (chat.agents.length > 0 || chat.ended) return undefined;
  const item = await db.get(entryKey(chat.id, 2), { consistent: true });
  return item && toQuestion(toEntry(item));
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

/** Writes only the fields given; the last write per field wins (S32). To be written with a change of the chat, whose condition decides. */
export const fillForm = (chatId: ChatId, fields: Partial<TicketForm>): Write => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    update: formKey(chatId),
    by: {
      condition: unconditional('the last write per field wins; written with META, whose condition decides'),
      update: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      names: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
      values: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    },
  };
};
