// One ticket as its customer may see it: published, with the conversation, without the internal remarks (S35, S78).
import { type Result, refuse } from '../../../shared/errors.ts';
import type { AgentTicketItem, CustomerTicket, TicketItem, UserId } from '../../../shared/model.ts';
import { isForCustomer, isShownTo } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import type { Db } from '../../store/db.ts';
import { type HistoryRange, readHistory } from '../../store/ticket-history.ts';
import { readTicket, type Ticket } from '../../store/tickets.ts';

export const ticketRead: RouteHandler<'GET /api/my-tickets/{number}'> = (
  { number, before },
  { context, session: { account } },
) => readCustomerTicket(context.db, { number, customer: account.id, before });

export const readCustomerTicket = async (
  db: Db,
  { number, customer, ...range }: { readonly number: number; readonly customer: UserId } & HistoryRange,
): Promise<Result<CustomerTicket>> => {
  const ticket = await readTicket(db, number);
  if (!ticket || !isShownTo(customer, ticket)) return refuse({ code: 'not_found' });
  const { items, earlier } = await readHistory(db, ticket, range);
  return { ok: { ...toSummary(ticket), history: items.flatMap(toCustomerItem), earlier } };
};

/** What a customer's list shows of a ticket; named one by one, so that nothing new gets in by itself. */
export const toSummary = ({ number, subject, status, createdAt, changedAt, published }: Ticket) => ({
  number,
  subject,
  status,
  createdAt,
  changedAt,
  published,
});

/** Who changed what is the helpdesk's business. */
const toCustomerItem = (item: AgentTicketItem): TicketItem[] => {
  switch (item.kind) {
    case 'chat':
      return [{ ...item, entries: item.entries.filter(isForCustomer) }];
    case 'message':
      return [item];
    case 'change':
      return [];
    default:
      return item satisfies never;
  }
};
