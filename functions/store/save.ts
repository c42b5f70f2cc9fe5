// Making tickets, of a chat or of a question; reading and changing them is in tickets.ts.
import * as v from 'valibot';
import type { ChatId, Cid, TicketForm, UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db, Write } from './db.ts';
import { customerPk, ticketCounterKey, ticketOfKey } from './keys.ts';
import { fromTicket, type Ticket } from './tickets.ts';

/**
 * The next ticket number, with the note that it is of this customer. The note comes before the ticket, outside its
 * transaction and at half the price: so no ticket is missing in its customer's list. A number that then is not used
 * stays unused: numbers grow, without a promise of no gaps, and a note without a ticket is nothing.
 */
export const takeTicketNumber = async (db: Db, customer: UserId): Promise<number> => {
  const result = await db.update(ticketCounterKey, {
    update: 'ADD #last :one',
    names: { '#last': 'last' },
    values: { ':one': 1 },
  });
  const { last } = v.parse(v.object({ last: v.number() }), 'done' in result ? result.item : undefined);
  await db.put({ ...ticketOfKey(customer, last) });
  return last;
};

export interface NewTicket {
  readonly number: number;
  /** What it is about: the chat it came from, or a question left without one. */
  readonly about: { readonly chatId: ChatId } | { readonly question: string };
  readonly customer: Chat['customer'];
  readonly form: TicketForm;
  readonly published: boolean;
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
  };
  return [ticket, { put: fromTicket(ticket), when: { condition: 'attribute_not_exists(pk)' } }];
};

/** How long a retry of a question is known. */
const KNOWN_SECONDS = 24 * 60 * 60;

/**
 * Stores a ticket that a customer asked for, once per `cid`.
 * @returns the number of the ticket that stands for it, and whether it is this one; `undefined` when another write was
 * in the way.
 */
export const putOnce = async (
  db: Db,
  customer: UserId,
  cid: Cid,
  { number, ticket, now }: { number: number; ticket: Write; now: number },
): Promise<{ readonly number: number; readonly isNew: boolean } | undefined> => {
  const expiresAt = Math.floor(now / 1000) + KNOWN_SECONDS;
  const result = await db.transact([
    {
      put: { pk: customerPk(customer), sk: `QUESTION#${cid}`, number, expiresAt },
      when: { condition: 'attribute_not_exists(pk)' },
    },
    ticket,
  ]);
  if ('done' in result) return { number, isNew: true };
  const [known] = 'refused' in result ? result.refused : [];
  return known && { number: v.parse(v.object({ number: v.number() }), known).number, isNew: false };
};
