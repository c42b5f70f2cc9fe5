// Tickets one below the other: number, subject, status, date; the subject leads to the ticket.
import type { TicketSummary } from '../../shared/model.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDate } from '../ui/time.ts';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';

export const TicketList = ({ tickets, texts }: { tickets: readonly TicketSummary[]; texts: Texts }) => {
  const { portal, common } = texts;
  return (
    <table class="table ticket-table">
      <thead>
        <tr>
          <th scope="col">{portal.tickets.number}</th>
          <th scope="col">{portal.tickets.subject}</th>
          <th scope="col">{portal.tickets.status}</th>
          <th scope="col">{portal.tickets.date}</th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <tr key={ticket.number}>
            <td class="ticket-table__number">{ticket.number}</td>
            <th scope="row" class="ticket-table__subject">
              <a href={pathTo('ticket', ticket.number)} dir="auto">
                {ticket.subject}
              </a>
            </th>
            <td>
              <StatusBadge status={ticket.status} texts={common} />
            </td>
            <td class="ticket-table__date">
              <Time at={ticket.createdAt} locale={common.locale} format={formatDate} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
