// Which events others are told of a change, made from the change itself. Pure.
import type { Author, Cid, Entry } from '../../shared/model.ts';
import type { PublishedEvent } from '../../shared/published-events.ts';
import type { Chat } from './chat.ts';

const who = ({ role, id }: Pick<Author, 'role' | 'id'>) => ({ role, id });

export const chatEnded = (
  chat: Chat,
  { at, reason, by }: Extract<Entry, { kind: 'ended' }>,
): PublishedEvent => ({
  type: 'chat.ended',
  id: `chat.ended:${chat.id}`,
  at,
  chatId: chat.id,
  customerId: chat.customer.id,
  startedAt: chat.startedAt,
  reason,
  by: by && who(by),
  agentIds: chat.agents.map(({ id }) => id),
});

type Saved = Extract<PublishedEvent, { type: 'ticket.saved' }>;
/** What the events say of a ticket. */
export type SavedTicket = Pick<Saved, 'number' | 'rev' | 'status' | 'published' | 'chatId'> & {
  readonly customer: { readonly id: Saved['customerId'] };
  readonly assignee?: { readonly id: Saved['customerId'] } | undefined;
  readonly changedAt: number;
};

export const ticketSaved = (ticket: SavedTicket, by?: Pick<Author, 'role' | 'id'>): PublishedEvent => {
  const { number, rev, status, published, customer, assignee, chatId, changedAt } = ticket;
  return {
    type: 'ticket.saved',
    id: `ticket.saved:${number}:${rev}`,
    at: changedAt,
    number,
    rev,
    status,
    published,
    customerId: customer.id,
    assigneeId: assignee?.id,
    chatId,
    by: by && who(by),
  };
};

export const ticketReplied = (
  { number, status, published, customer, changedAt }: SavedTicket,
  cid: Cid,
  by: Author,
): PublishedEvent => ({
  type: 'ticket.replied',
  id: `ticket.replied:${number}:${cid}`,
  at: changedAt,
  number,
  cid,
  status,
  published,
  customerId: customer.id,
  by: who(by),
});
