// Finding everything there is of one customer, by keys and never by a scan. No permission checks.

import * as v from 'valibot';
import { ChatId, type UserId } from '../../shared/model.ts';
import { readLive } from './chats.ts';
import type { Db, Item } from './db.ts';
import { chatsOf, customerPk, TICKET_OF, ticketKey } from './keys.ts';
import { partBehindHash, readAll } from './pages.ts';
import { type Ticket, toTicket } from './tickets.ts';

/** The chats of a customer, oldest first; the latest one is read strongly, the others from the index. */
export const listChatIds = async (db: Db, customer: UserId): Promise<ChatId[]> => {
  const ids = new Set<ChatId>();
  for (const { gsk } of await readAll(db, { pk: chatsOf(customer), index: 'lists' })) {
    ids.add(v.parse(ChatId, partBehindHash(String(gsk))));
  }
  const live = await readLive(db, customer, { consistent: true });
  if (live) ids.add(live);
  return [...ids];
};

/** Every ticket of a customer, oldest first. */
export const readAllTickets = async (db: Db, customer: UserId): Promise<Ticket[]> => {
  const notes = (await readRelated(db, customer)).map(({ sk }) => String(sk));
  const numbers = notes.flatMap((sk) =>
    sk.startsWith(TICKET_OF) ? [Number(sk.slice(TICKET_OF.length))] : [],
  );
  const tickets = (await db.getAll(numbers.map(ticketKey), { consistent: true })).map(toTicket);
  return tickets.filter((ticket) => ticket.customer.id === customer).sort((a, b) => a.number - b.number);
};

/** What is related to the account: the pointer to the running chat, questions asked, whose tickets are whose. */
export const readRelated = (db: Db, customer: UserId): Promise<Item[]> =>
  readAll(db, { pk: customerPk(customer), consistent: true });
