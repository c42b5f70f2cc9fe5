// The writes that make a chat a ticket; reading and editing tickets is in tickets.ts.
import * as v from 'valibot';
import type { ChatId, TicketForm } from '../../shared/model.ts';
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
  readonly chatId: ChatId;
  readonly customer: Chat['customer'];
  readonly form: TicketForm;
  readonly published: boolean;
  readonly createdAt: number;
}

/** The ticket points at the chat's log; the conversation is never copied. */
export const putTicket = ({ number, chatId, customer, form, published, createdAt }: NewTicket): Write => ({
  put: {
    ...ticketKey(number),
    gpk: ticketsOf(customer.id),
    gsk: padded(number),
    number,
    chatId,
    customer,
    ...form,
    published,
    createdAt,
    status: 'new',
    rev: 1,
  },
  when: { condition: 'attribute_not_exists(pk)' },
});
