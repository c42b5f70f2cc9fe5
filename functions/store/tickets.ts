// One ticket: reading, editing, replying to it. Its history is read in ticket-history.ts, lists are in ticket-lists.ts, making one in new-tickets.ts. No permission checks.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { AgentTicket, type Author, ChatId, type Cid, type TicketItem, UserId } from '../../shared/model.ts';
import { SentFile } from '../../shared/sent-file.ts';
import { type Changed, decideEdit, statusAfterReply, type TicketEdit } from '../domain/ticket.ts';
import type { Db, Item, Write } from './db.ts';
import { olderReplyKey, ticketHistoryKey, ticketIndex, ticketKey, ticketMessageKey } from './keys.ts';
import { RETRY, retryUntilSettled } from './retry.ts';

/** A ticket as it is stored; it points at its chat and never copies it. */
export const Ticket = v.object({
  ...v.omit(AgentTicket, ['history', 'earlier', 'notes', 'rating', 'accountEmail']).entries,
  /** The chat it came from; a question without a chat has `question` instead. */
  chatId: v.optional(ChatId),
  question: v.optional(v.string()),
  /** There are notes to the chat it came from: nothing is added to those after its end. */
  noted: v.optional(v.boolean()),
  /** Of the question: its files, and how much of it are the customer's words. */
  files: v.optional(v.array(SentFile)),
  own: v.optional(v.number()),
  /** Grows with every write; `rev` only with those that change a field, so a reply is in nobody's way. */
  version: v.number(),
  /** All that happened to it is kept in order; of a ticket of before that, what happened until then is not. */
  ordered: v.optional(v.boolean()),
});
export type Ticket = v.InferOutput<typeof Ticket>;

type Reply = Extract<TicketItem, { kind: 'message' }>;

/** What is known of a reply by its sender's id. */
const Said = v.object({ at: v.number(), by: UserId });
/** The same of one that was stored before histories were kept in order. */
const OlderReply = v.pipe(
  v.object({ at: v.number(), author: v.object({ id: UserId }) }),
  v.transform(({ at, author }) => ({ at, by: author.id })),
);

export const toTicket = (item: Item): Ticket => v.parse(Ticket, item);

export const fromTicket = (ticket: Ticket): Item => ({
  ...ticketKey(ticket.number),
  ...ticketIndex(ticket.status, ticket.changedAt, ticket.number),
  ...ticket,
});

export const readTicket = async (db: Db, number: number): Promise<Ticket | undefined> => {
  const item = await db.get(ticketKey(number), { consistent: true });
  return item && toTicket(item);
};

const absent = { condition: 'attribute_not_exists(pk)' } as const;

const writeTicket = (before: Ticket, after: Ticket): Write => ({
  put: fromTicket({ ...after, version: before.version + 1 }),
  when: { condition: 'version = :was', values: { ':was': before.version } },
});

/** @param before the ticket as it was: its next version is what this makes. */
const auditChange = (before: Ticket, { change }: Changed<Ticket>): Write => ({
  put: { ...ticketHistoryKey(before.number, before.version + 1, 'change'), ...change },
  when: absent,
});

export interface Editing {
  readonly number: number;
  /** The version the edit was made from. */
  readonly rev: number;
  readonly edit: TicketEdit;
  readonly by: Author;
  readonly now: number;
}

interface Edited {
  readonly ticket: Ticket;
  readonly isChanged: boolean;
}

/**
 * Changes the fields given, unless somebody saved a newer version; notes who changed what. A ticket that has all of them
 * already is as good: it is asked again after an answer that was lost, of the store's or of this.
 */
/** In any order; those that are not there are left out. */
export const readTickets = async (db: Db, numbers: readonly number[]): Promise<Ticket[]> =>
  (await db.getAll(numbers.map(ticketKey))).map(toTicket);

export const editTicket = async (
  db: Db,
  random: () => number,
  { number, rev, edit, by, now }: Editing,
): Promise<Result<Edited>> => {
  let isTried = false;
  return retryUntilSettled<Edited>(random, async () => {
    const ticket = await readTicket(db, number);
    if (!ticket) return refuse({ code: 'not_found' });
    const changed = decideEdit(ticket, edit, by, now);
    if (!changed) return { ok: { ticket, isChanged: isTried && ticket.rev > rev } };
    if (ticket.rev !== rev) return refuse({ code: 'outdated' });
    isTried = true;
    const result = await db.transact([writeTicket(ticket, changed.ticket), auditChange(ticket, changed)]);
    return 'done' in result ? { ok: { ticket: changed.ticket, isChanged: true } } : RETRY;
  });
};

export interface Replying {
  readonly number: number;
  readonly cid: Cid;
  readonly by: Author;
  readonly words: Pick<Reply, 'text' | 'files' | 'own'>;
  /** What moves the files of the reply to the ticket. */
  readonly moves?: readonly Write[];
  /** Whether an agent solves the ticket with it. */
  readonly solve: boolean;
  readonly now: number;
  /** Asked on the ticket as it is when the reply is stored. */
  readonly allows: (ticket: Ticket) => boolean;
}

interface Replied {
  readonly ticket: Ticket;
  /** Whether this call stored it. */
  readonly isNew: boolean;
  /** Whether it changed the status. */
  readonly isChanged: boolean;
}

/** Whether this person's reply with this `cid` is stored: what was asked again was done before. */
export const hasReply = async (
  db: Db,
  { number, cid, by }: Pick<Replying, 'number' | 'cid'> & { readonly by: UserId },
): Promise<boolean> => {
  const said = await db.get(ticketMessageKey(number, cid), { consistent: true });
  if (said) return v.parse(Said, said).by === by;
  const older = await db.get(olderReplyKey(number, cid), { consistent: true });
  return older !== undefined && v.parse(OlderReply, older).by === by;
};

/** Stores a reply, once per `cid`, with what it does to the status. A repeated one changes nothing. */
export const addReply = async (
  db: Db,
  random: () => number,
  { number, cid, by, words, moves = [], solve, now, allows }: Replying,
): Promise<Result<Replied>> => {
  let tried: Replied | undefined;
  const asKnown = (said: v.InferOutput<typeof Said>, ticket: Ticket): Result<Replied> => {
    // Whose id it is, is whose reply it is: nobody else's is told or replaced.
    if (said.by !== by.id) return refuse({ code: 'bad_request', path: 'cid' });
    // Stored by a try of this very call, whose answer was lost: others have yet to be told.
    if (tried && said.at === now) return { ok: tried };
    return { ok: { ticket, isNew: false, isChanged: false } };
  };
  return retryUntilSettled<Replied>(random, async () => {
    const ticket = await readTicket(db, number);
    if (!ticket || !allows(ticket)) return refuse({ code: 'not_found' });
    const status = statusAfterReply(ticket.status, by, solve);
    const changed = decideEdit(ticket, { status }, by, now);
    const after = changed?.ticket ?? { ...ticket, changedAt: Math.max(now, ticket.changedAt) };
    const reply: Reply = { kind: 'message', at: now, author: by, ...words, cid };
    const older = ticket.ordered ? undefined : await db.get(olderReplyKey(number, cid), { consistent: true });
    if (older) return asKnown(v.parse(OlderReply, older), ticket);
    const result = await db.transact([
      { put: { ...ticketMessageKey(number, cid), at: now, by: by.id }, when: absent },
      { put: { ...ticketHistoryKey(number, ticket.version + 1, 'reply'), ...reply }, when: absent },
      writeTicket(ticket, after),
      ...(changed ? [auditChange(ticket, changed)] : []),
      ...moves,
    ]);
    if ('done' in result) return { ok: { ticket: after, isNew: true, isChanged: changed !== undefined } };
    const refused = 'refused' in result ? result.refused : [];
    const [known] = refused;
    if (!known) {
      // Taken away, or sent with something else.
      if (refused.slice(changed ? 4 : 3).some((item) => item !== undefined))
        return refuse({ code: 'file_gone' });
      tried = { ticket: after, isNew: true, isChanged: changed !== undefined };
      return RETRY;
    }
    return asKnown(v.parse(Said, known), ticket);
  });
};
