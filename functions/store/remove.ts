// Taking a chat or a ticket out of the table for good, in portions that can be cut off anywhere and gone on with. No rules about when.

import type { ChatId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import { monthOf } from '../domain/usage.ts';
import { clearLive } from './chats.ts';
import { type Db, type Key, unconditional, type Write } from './db.ts';
import { binKey, chatKey, entryKey, META, metaKey, removedKey, ticketKey, ticketOfKey } from './keys.ts';
import { pagesOf } from './pages.ts';
import { countRating } from './rating-report.ts';
import { readRating } from './ratings.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import type { Ticket } from './tickets.ts';

/** What one run may still do, in writes or reads of about one unit each; counted down by whoever spends. */
export interface Allowance {
  left: number;
}

/** Deletes sent at once. */
const AT_ONCE = 25;

export type Counted = 'chats' | 'tickets' | 'ratings' | 'auditLines' | 'customers';

/** Counts something removed, in the transaction that removes it: never twice, never not at all. */
export const countRemoved = (kind: Counted, now: number): Write => ({
  update: removedKey(monthOf(now)),
  by: {
    condition: unconditional('a sum, in the transaction that removes what it counts'),
    update: 'ADD #kind :one',
    names: { '#kind': kind },
    values: { ':one': 1 },
  },
});

/** A deleted chat lies in the bin until its time is up; by when it was deleted, so that those come first. */
export const putInBin = ({ id, closed }: Chat): Write[] =>
  closed
    ? [
        {
          put: { ...binKey(closed.at, id) },
          when: unconditional(
            'its key says which chat was deleted when; written with the change that deletes it',
          ),
        },
      ]
    : [];
export const takeFromBin = ({ id, closed }: Chat): Write[] =>
  closed
    ? [
        {
          delete: binKey(closed.at, id),
          when: unconditional(
            'its key says which chat was deleted when; written with the change that brings it back',
          ),
        },
      ]
    : [];

const there = { condition: 'attribute_exists(pk)' } as const;

export interface Removal {
  readonly random: () => number;
  readonly now: number;
  readonly allowance: Allowance;
}

/**
 * From now on the chat is there for nobody, so none can bring back or save what is half gone.
 * @param chat as read strongly; whoever changed it since keeps it, for this time.
 * @returns the chat so marked.
 */
export const markRemoving = async (db: Db, chat: Chat): Promise<Chat | undefined> => {
  if (chat.removing) return chat;
  const result = await db.update(metaKey(chat.id), {
    update: 'SET removing = :yes ADD rev :one',
    condition: 'rev = :was',
    values: { ':yes': true, ':one': 1, ':was': chat.rev },
  });
  return 'done' in result ? { ...chat, removing: true } : undefined;
};

/**
 * Removes what `key` leads to and then `key` itself, which is what a removal that was cut off is found by again.
 * @param isLast items that go with `key`, at the end.
 * @returns whether all of it is gone; not when the allowance was spent before.
 */
const removePartition = async (
  db: Db,
  { pk }: Key,
  isLast: (sk: string) => boolean,
  allowance: Allowance,
): Promise<boolean> => {
  for await (const items of pagesOf(db, { pk, consistent: true })) {
    const keys = items.map(({ sk }) => ({ pk, sk: String(sk) })).filter(({ sk }) => !isLast(sk));
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      if (allowance.left <= 0) return false;
      const batch = keys.slice(start, start + AT_ONCE);
      await Promise.all(
        batch.map((key) =>
          db.delete(
            key,
            unconditional('it is to go whatever it says: what leads to it is marked and goes last'),
          ),
        ),
      );
      allowance.left -= batch.length;
    }
  }
  return true;
};

/** The writes whole or not; one that somebody made before is no fault. */
const settle = (db: Db, random: () => number, writes: readonly Write[]): Promise<unknown> =>
  retryUntilSettled(random, async () => ('conflict' in (await db.transact(writes)) ? RETRY : { ok: null }));

/**
 * Removes a chat with its log, ticket fields and rating, of which only the count of its stars stays.
 * @param chat marked as being removed.
 * @returns whether it is gone.
 */
export const removeChat = async (db: Db, chat: Chat, removal: Removal): Promise<boolean> => {
  const { random, now, allowance } = removal;
  await removeRating(db, chat.id, removal);
  await clearLive(db, chat.customer.id, chat.id);
  // Entry 1 is what the customer's chats are found by, META what all others are.
  const first = entryKey(chat.id, 1);
  const isLast = (sk: string) => sk === META || sk === first.sk;
  if (!(await removePartition(db, { pk: chatKey(chat.id), sk: META }, isLast, allowance))) return false;
  allowance.left -= 4;
  await settle(db, random, [
    { delete: metaKey(chat.id), when: { condition: 'removing = :yes', values: { ':yes': true } } },
    {
      delete: first,
      when: unconditional('entry 1 never changes; META, whose condition decides, goes with it'),
    },
    ...takeFromBin(chat),
    countRemoved('chats', now),
  ]);
  return true;
};

/** Removes a rating, of which only the count of its stars stays. */
export const removeRating = async (
  db: Db,
  chatId: ChatId,
  { random, now, allowance }: Removal,
): Promise<void> => {
  const rating = await readRating(db, chatId);
  if (!rating) return;
  allowance.left -= 4;
  await settle(db, random, [...countRating(rating), countRemoved('ratings', now)]);
};

/** Removes a line of the log. */
export const removeAuditLine = async (
  db: Db,
  key: Key,
  { random, now, allowance }: Removal,
): Promise<void> => {
  allowance.left -= 2;
  await settle(db, random, [{ delete: key, when: there }, countRemoved('auditLines', now)]);
};

/**
 * Removes a ticket with its history; the chat it came from is somebody else's to remove.
 * @param ticket as read strongly; a reply or an edit since then keeps it, for this time, or it would stay behind alone.
 * @returns whether it is gone.
 */
export const removeTicket = async (
  db: Db,
  { number, customer, version }: Pick<Ticket, 'number' | 'customer' | 'version'>,
  { random, now, allowance }: Removal,
): Promise<boolean> => {
  const key = ticketKey(number);
  if (!(await removePartition(db, key, (sk) => sk === META, allowance))) return false;
  allowance.left -= 3;
  await settle(db, random, [
    { delete: key, when: { condition: 'version = :was', values: { ':was': version } } },
    {
      delete: ticketOfKey(customer.id, number),
      when: unconditional(
        'its key says whose ticket it is; the ticket, whose condition decides, goes with it',
      ),
    },
    countRemoved('tickets', now),
  ]);
  return (await db.get(key, { consistent: true })) === undefined;
};
