// Making tickets, of a chat that is saved or of a question; reading and changing them is in tickets.ts.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Cid, TicketForm, UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import { type Db, type Key, unconditional, type Write } from './db.ts';
import { customerPk, ticketCounterKey, ticketOfKey } from './keys.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { fromTicket, type Ticket } from './tickets.ts';

/**
 * The next ticket number, with the note that it is of this customer. The note comes before the ticket, outside its
 * transaction and at half the price: so no ticket is missing in its customer's list. A number that then is not used
 * stays unused: numbers grow, without a promise of no gaps, and a note without a ticket is nothing.
 */
export const takeTicketNumber = async (db: Db, customer: UserId): Promise<number> => {
  const result = await db.update(ticketCounterKey, {
    condition: unconditional('a counter: every call takes the next number'),
    update: 'ADD #last :one',
    names: { '#last': 'last' },
    values: { ':one': 1 },
  });
  const { last } = v.parse(v.object({ last: v.number() }), 'done' in result ? result.item : undefined);
  await db.put({ ...ticketOfKey(customer, last) }, unconditional('the number was taken for this call alone'));
  return last;
};

export interface NewTicket {
  readonly number: number;
  /** What it is about: the chat it came from, or a question left without one. */
  readonly about: { readonly chatId: ChatId } | Pick<Ticket, 'question' | 'files' | 'own'>;
  readonly customer: Chat['customer'];
  readonly form: TicketForm;
  readonly published: boolean;
  readonly missed?: boolean;
  /** There are notes to the chat it came from. */
  readonly noted?: boolean | undefined;
  readonly createdAt: number;
}

/** A ticket and the write that stores it, which refuses a number that is taken. */
export const makeTicket = ({ about, form, createdAt, ...given }: NewTicket): readonly [Ticket, Write] => {
  const ticket: Ticket = {
    ...given,
    ...about,
    ...form,
    createdAt,
    changedAt: createdAt,
    status: 'new',
    rev: 1,
    version: 1,
    ordered: true,
  };
  return [ticket, { put: fromTicket(ticket), when: { condition: 'attribute_not_exists(pk)' } }];
};

/** How long a retry of a question is known. */
const KNOWN_SECONDS = 24 * 60 * 60;

const Question = v.object({ number: v.number() });
const questionKey = (customer: UserId, cid: Cid): Key => ({
  pk: customerPk(customer),
  sk: `QUESTION#${cid}`,
});

/** The ticket that stands for a question, when it was asked before. */
export const readQuestion = async (db: Db, customer: UserId, cid: Cid): Promise<number | undefined> => {
  const item = await db.get(questionKey(customer, cid), { consistent: true });
  return item && v.parse(Question, item).number;
};

/**
 * Stores a ticket that a customer asked for, once per `cid`, also when the answer of a first try was lost.
 * @returns the number of the ticket that stands for it, and whether it is this one.
 */
export const putOnce = (
  db: Db,
  random: () => number,
  customer: UserId,
  {
    cid,
    number,
    ticket,
    moves,
    now,
  }: { cid: Cid; number: number; ticket: Write; moves: readonly Write[]; now: number },
): Promise<Result<{ readonly number: number; readonly isNew: boolean }>> => {
  const expiresAt = Math.floor(now / 1000) + KNOWN_SECONDS;
  return retryUntilSettled(random, async () => {
    const result = await db.transact([
      {
        put: { ...questionKey(customer, cid), number, expiresAt },
        when: { condition: 'attribute_not_exists(pk)' },
      },
      ticket,
      ...moves,
    ]);
    if ('done' in result) return { ok: { number, isNew: true } };
    const refused = 'refused' in result ? result.refused : [];
    const [known] = refused;
    // Files that were taken away, or sent with something else.
    if (!known && refused.slice(2).some((item) => item !== undefined)) return refuse({ code: 'file_gone' });
    if (!known) return RETRY;
    const asked = v.parse(Question, known);
    // The number was taken for this call alone: who stored it is a try of this call.
    return { ok: { number: asked.number, isNew: asked.number === number } };
  });
};
