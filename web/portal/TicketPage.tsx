// One ticket with its history, as the customer may see it, and a reply to it: internal remarks never reach this site (S35, S78).
import { useState } from 'preact/hooks';
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
import { ReplyForm } from './ReplyForm.tsx';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

interface Props {
  number: string;
  /** Whose text is kept while it is not sent. */
  user: string;
  texts: Texts;
}

export const TicketPage = ({ number, user, texts }: Props) => {
  const asked = useRequest('GET /api/my-tickets/{number}', { number });
  /** As it is after a reply; the page shows it without asking again. */
  const [replied, setReplied] = useState<CustomerTicket>();
  const { notFound } = texts.portal;
  if (asked.answer && 'error' in asked.answer && asked.answer.error.code === 'not_found') {
    return <NotFound texts={texts} title={notFound.ticketTitle} lead={notFound.ticketLead} />;
  }
  return (
    <Asked {...asked} texts={texts}>
      {(ticket) => (
        <>
          <Ticket ticket={replied ?? ticket} texts={texts} />
          <ReplyForm ticket={replied ?? ticket} user={user} onReplied={setReplied} texts={texts} />
        </>
      )}
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
          <HistoryItem key={keyOf(item)} item={item} texts={texts} />
        ))}
      </section>
    </>
  );
};

const keyOf = (item: TicketItem): string =>
  item.kind === 'message' && item.cid ? item.cid : `${item.kind}${item.at}`;

const HistoryItem = ({ item, texts }: { item: TicketItem; texts: Texts }) => (
  <article class="card">
    <h3 class="history__title">
      {titleOf(item, texts)}{' '}
      <span class="soft">
        <Time at={item.at} locale={texts.common.locale} format={formatDateTime} />
      </span>
    </h3>
    {item.kind === 'chat' ? (
      <Conversation entries={item.entries} texts={texts.common} side="customer" />
    ) : (
      <ol class="conversation">
        <Message
          author={item.author.name}
          own={item.author.role === 'customer'}
          at={item.at}
          locale={texts.common.locale}
          text={item.text}
        />
      </ol>
    )}
  </article>
);

const titleOf = (item: TicketItem, { portal: { ticket: words } }: Texts): string => {
  if (item.kind === 'chat') return words.chat;
  if (item.author.role === 'agent') return words.theirs;
  // What the ticket began with was no reply, and has no id of one.
  return item.cid ? words.mine : words.message;
};
