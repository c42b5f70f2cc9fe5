// One ticket with its history, as the customer may see it: internal remarks never reach this site (S35, S78).
import type { CustomerTicket, TicketItem } from '../../shared/model.ts';
import { Conversation, Message } from '../ui/Conversation.tsx';
import { Icon } from '../ui/Icon.tsx';
import { arrowLeftIcon } from '../ui/icons.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDateTime } from '../ui/time.ts';
import { Asked } from './Asked.tsx';
import { NotFound } from './NotFound.tsx';
import { paths } from './paths.ts';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

export const TicketPage = ({ number, texts }: { number: string; texts: Texts }) => {
  const asked = useRequest('GET /api/my-tickets/{number}', { number });
  const { notFound } = texts.portal;
  if (asked.answer && 'error' in asked.answer && asked.answer.error.code === 'not_found') {
    return <NotFound texts={texts} title={notFound.ticketTitle} lead={notFound.ticketLead} />;
  }
  return (
    <Asked {...asked} texts={texts}>
      {(ticket) => <Ticket ticket={ticket} texts={texts} />}
    </Asked>
  );
};

const Ticket = ({ ticket, texts }: { ticket: CustomerTicket; texts: Texts }) => {
  const { portal, common } = texts;
  return (
    <>
      <div class="ticket-head">
        <a class="back-link" href={paths.tickets}>
          <Icon shape={arrowLeftIcon} /> {portal.ticket.back}
        </a>
        <p class="soft">{portal.ticket.title(ticket.number)}</p>
        <h1 dir="auto">{ticket.subject}</h1>
        <p class="ticket-head__facts">
          <StatusBadge status={ticket.status} texts={common} />
          <Time at={ticket.createdAt} locale={common.locale} format={formatDateTime} />
        </p>
      </div>
      <section class="section">
        <h2>{portal.ticket.history}</h2>
        {ticket.history.length === 0 && <p class="soft">{portal.ticket.emptyHistory}</p>}
        {ticket.history.map((item) => (
          <HistoryItem key={`${item.kind}${item.at}`} item={item} texts={texts} />
        ))}
      </section>
    </>
  );
};

const HistoryItem = ({ item, texts }: { item: TicketItem; texts: Texts }) => {
  switch (item.kind) {
    case 'chat':
      return (
        <article class="card">
          <h3 class="history__title">{texts.portal.ticket.chat}</h3>
          <Conversation entries={item.entries} texts={texts.common} side="customer" />
        </article>
      );
    case 'message':
      return (
        <article class="card">
          <h3 class="history__title">{texts.portal.ticket.message}</h3>
          <ol class="conversation">
            <Message
              author={item.author.name}
              own={true}
              at={item.at}
              locale={texts.common.locale}
              text={item.text}
            />
          </ol>
        </article>
      );
    default:
      return item satisfies never;
  }
};
