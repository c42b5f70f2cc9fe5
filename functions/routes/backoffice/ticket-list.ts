// "Meldingen" in the console: the desk's tickets, filtered, searched and in order, page by page.

import { createMatcher, numberIn, statusesOf } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import { readCategoryList } from '../../store/desk.ts';
import { listTickets } from '../../store/ticket-lists.ts';
import { readTicket, type Ticket } from '../../store/tickets.ts';

export const ticketList: RouteHandler<'GET /api/tickets'> = async (input, { context: { db } }) => {
  const { text, status, sort, assignee, category, published, from } = input;
  const isFound = createMatcher(text);
  const named = numberIn(text);
  const matches = (ticket: Ticket) =>
    (assignee === undefined || (ticket.assignee?.id ?? 'none') === assignee) &&
    (category === undefined || ticket.category === category) &&
    (published === undefined || ticket.published === (published === 'yes')) &&
    ticket.number !== named &&
    isFound(ticket.subject, ticket.customer.name, ticket.customer.login);

  const [page, byNumber, account, categories] = await Promise.all([
    listTickets(db, { statuses: statusesOf(status), sort, customer: input.customer, from, matches }),
    // The number itself is looked up, whatever the filters, and stands first.
    named === undefined || from !== undefined ? undefined : readTicket(db, named),
    input.customer && readAccount(db, input.customer),
    from === undefined ? readCategoryList(db) : undefined,
  ]);
  return {
    ok: {
      tickets: [...(byNumber ? [byNumber] : []), ...page.tickets],
      next: page.next,
      formerCategories: categories?.former,
      customer: account && { id: account.id, login: account.login, name: account.name },
    },
  };
};
