// Tickets: reading, listing and editing them; save.ts makes them. Knows no permission; a ticket points at its chat and never copies it.
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { AgentTicket, ChatId, type TicketItem, type UserId } from '../../shared/model.ts';
import type { Db, Key } from './db.ts';
import { ticketKey, ticketsOf } from './keys.ts';
import { readEntries } from './log.ts';

/** A ticket as it is stored. */
export const Ticket = v.object({
  ...v.omit(AgentTicket, ['history']).entries,
  /** The chat it came from; a question left without a chat has `question` instead. */
  chatId: v.optional(ChatId),
  question: v.optional(v.string()),
});
export type Ticket = v.InferOutput<typeof Ticket>;

/** What an agent may change of a ticket. */
export type TicketEdit = Partial<
  Pick<Ticket, 'subject' | 'status' | 'category' | 'remarks' | 'email' | 'published'>
>;

export const readTicket = async (db: Db, number: number): Promise<Ticket | undefined> => {
  const item = await db.get(ticketKey(number), { consistent: true });
  return item && v.parse(Ticket, item);
};

/** All tickets of a customer, newest first. The index gives the keys, the table what is true of them. */
export const listTickets = async (db: Db, customer: UserId): Promise<Ticket[]> => {
  const keys: Key[] = [];
  for (let from = ''; ; ) {
    const page = await db.query({ pk: ticketsOf(customer), from: `${from}\u0000`, index: 'lists' });
    for (const item of page.items) {
      const { pk, sk, gsk } = v.parse(ListKey, item);
      keys.push({ pk, sk });
      from = gsk;
    }
    if (!page.more) break;
  }
  const tickets = (await db.getAll(keys)).map((item) => v.parse(Ticket, item));
  return tickets.filter(({ customer: { id } }) => id === customer).sort((a, b) => b.number - a.number);
};

const ListKey = v.object({ pk: v.string(), sk: v.string(), gsk: v.string() });

/** Changes the fields given, if nobody saved a newer version than `rev`. */
export const editTicket = async (
  db: Db,
  { number, rev, edit }: { number: number; rev: number; edit: TicketEdit },
): Promise<Result<Ticket>> => {
  const changes = Object.entries(edit).filter(([, value]) => value !== undefined);
  const result = await db.update(ticketKey(number), {
    update: `SET rev = rev + :one${changes.map((_change, index) => `, #field${index} = :field${index}`).join('')}`,
    condition: 'rev = :rev',
    ...(changes.length > 0 && {
      names: Object.fromEntries(changes.map(([name], index) => [`#field${index}`, name])),
    }),
    values: {
      ':one': 1,
      ':rev': rev,
      ...Object.fromEntries(changes.map(([, value], index) => [`:field${index}`, value])),
    },
  });
  if ('refused' in result) return refuse({ code: result.refused ? 'busy' : 'not_found' });
  return { ok: v.parse(Ticket, result.item) };
};

/** What happened to a ticket; the chat it came from carries the whole conversation (S77). */
export const readHistory = async (
  db: Db,
  { chatId, question, customer, createdAt: at }: Ticket,
): Promise<TicketItem[]> => [
  ...(question === undefined
    ? []
    : [
        {
          kind: 'message',
          at,
          author: { role: 'customer', id: customer.id, name: customer.name },
          text: question,
        } as const,
      ]),
  ...(chatId ? [{ kind: 'chat', at, chatId, entries: await readEntries(db, chatId) } as const] : []),
];
