// The writes that make a chat a ticket; reading and editing tickets is in tickets.ts.
import * as v from 'valibot';
import type { ChatId, Cid, TicketForm, UserId } from '../../shared/model.ts';
import type { Chat } from '../domain/chat.ts';
import type { Db, Write } from './db.ts';
import { padded, ticketCounterKey, ticketKey, ticketsOf } from './keys.ts';

/** The next ticket number. One taken for a save that then was not needed stays unused: numbers grow, without a promise of no gaps. */
export const takeTicketNumber = async (db: Db): Promise<number> => {
  const result = await db.update(ticketCounterKey, {
    update: 'ADD #last :one',
    names: { '#last': 'last' },
    values: { ':one': 1 },
  });
  return v.parse(v.object({ last: v.number() }), 'done' in result ? result.item : undefined).last;
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

/** The ticket points at the chat's log; the conversation is never copied. */
export const putTicket = ({ number, about, customer, form, published, createdAt }: NewTicket) =>
  ({
    put: {
      ...ticketKey(number),
      gpk: ticketsOf(customer.id),
      gsk: padded(number),
      number,
      ...about,
      customer,
      ...form,
      published,
      createdAt,
      status: 'new',
      rev: 1,
    },
    when: { condition: 'attribute_not_exists(pk)' },
  }) satisfies Write;

/** How long a retry of a question is known. */
const KNOWN_SECONDS = 24 * 60 * 60;

/**
 * Stores a ticket that a customer asked for, once per `cid`.
 * @returns the number of the ticket that stands for it; `undefined` when another write was in the way.
 */
export const putOnce = async (
  db: Db,
  customer: UserId,
  cid: Cid,
  { number, ticket, now }: { number: number; ticket: Write; now: number },
): Promise<number | undefined> => {
  const expiresAt = Math.floor(now / 1000) + KNOWN_SECONDS;
  const result = await db.transact([
    {
      put: { pk: `CUSTOMER#${customer}`, sk: `QUESTION#${cid}`, number, expiresAt },
      when: { condition: 'attribute_not_exists(pk)' },
    },
    ticket,
  ]);
  if ('done' in result) return number;
  const [known] = 'refused' in result ? result.refused : [];
  return known && v.parse(v.object({ number: v.number() }), known).number;
};
