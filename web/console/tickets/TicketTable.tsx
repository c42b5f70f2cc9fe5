// Tickets as lines of a table; on a phone each is a card.
import type { TicketRow } from '../../../shared/model.ts';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { pathTo } from '../shell/paths.ts';
import { useTexts } from '../shell/uses.tsx';
import { useTicketTexts } from './texts.ts';

export const TicketTable = ({ tickets }: { tickets: readonly TicketRow[] }) => {
  const texts = useTicketTexts();
  const { list } = texts;
  return (
    <div class="card">
      <table class="table rows" aria-label={list.title}>
        <thead>
          <tr>
            {[
              list.number,
              texts.subject,
              texts.customer,
              texts.category,
              texts.assignee,
              texts.status,
              list.changedAt,
            ].map((label) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <Row key={ticket.number} ticket={ticket} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({ ticket }: { ticket: TicketRow }) => {
  const texts = useTicketTexts();
  const { common } = useTexts();
  const { number, subject, customer, category, assignee, status, changedAt, published, missed } = ticket;
  return (
    <tr>
      <td class="table--number">{number}</td>
      <th scope="row" class="rows__wide">
        <a href={pathTo('tickets', number)} dir="auto">
          {subject}
        </a>
        {missed && <span class="ticket-missed">{texts.list.missed}</span>}
      </th>
      <td data-label={texts.customer}>
        <AccountName {...customer} />
      </td>
      <td data-label={texts.category}>{category || '–'}</td>
      <td data-label={texts.assignee}>
        <bdi>{assignee?.name ?? '–'}</bdi>
      </td>
      <td data-label={texts.status}>
        <StatusBadge status={status} texts={common} />
        {!published && <span class="ticket-hidden soft"> {texts.list.unpublished}</span>}
      </td>
      <td data-label={texts.list.changedAt}>
        <Time at={changedAt} locale={common.locale} format={formatDateTime} />
      </td>
    </tr>
  );
};
