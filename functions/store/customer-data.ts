// Finding everything there is of one customer, by keys and never by a scan. Knows no permission.
import * as v from 'valibot';
import { ChatId, type UserId } from '../../shared/model.ts';
import { readLive } from './chats.ts';
import type { Db, Item } from './db.ts';
import { chatsOf, customerPk, TICKET_OF, ticketKey } from './keys.ts';
import { type Ticket, toTicket } from './tickets.ts';

/** The chats of a customer, oldest first; the latest one is read strongly, the others from the index. */
export const listChatIds = async (db: Db, customer: UserId): Promise<ChatId[]> => {
  const ids = new Set<ChatId>();
  for (let from = '\u0000'; ; ) {
    const page = await db.query({ pk: chatsOf(customer), index: 'lists', from });
    for (const { gsk } of page.items) {
      const place = v.parse(v.string(), gsk);
      ids.add(v.parse(ChatId, place.slice(place.indexOf('#') + 1)));
      from = `${place}\u0000`;
    }
    if (!page.more) break;
  }
  const live = await readLive(db, customer, { consistent: true });
  if (live) ids.add(live);
  return [...ids];
};

/** Every ticket of a customer, oldest first. */
export const readAllTickets = async (db: Db, customer: UserId): Promise<Ticket[]> => {
  const notes = (await readBeside(db, customer)).map(({ sk }) => String(sk));
  const numbers = notes.flatMap((sk) =>
    sk.startsWith(TICKET_OF) ? [Number(sk.slice(TICKET_OF.length))] : [],
  );
  const tickets = (await db.getAll(numbers.map(ticketKey), { consistent: true })).map(toTicket);
  return tickets.filter((ticket) => ticket.customer.id === customer).sort((a, b) => a.number - b.number);
};

/** What lies beside the account: the pointer to the running chat, questions asked, whose tickets are whose. */
export const readBeside = async (db: Db, customer: UserId): Promise<Item[]> => {
  const items: Item[] = [];
  for (let from = '\u0000'; ; ) {
    const page = await db.query({ pk: customerPk(customer), from, consistent: true });
    items.push(...page.items);
    if (!page.more) return items;
    from = `${page.items.at(-1)?.sk}\u0000`;
  }
};
