// One ticket with its history, as the customer may see it, and a reply to it: internal remarks never reach this site (S35, S78).
import { useMemo, useState } from 'preact/hooks';
import type { ownText } from '../../shared/files.ts';
import type { CustomerTicket, TicketItem } from '../../shared/model.ts';
import type { ShownEntry } from '../../shared/timeline.ts';
import { request } from '../ui/api.ts';
import { Conversation, Message } from '../ui/Conversation.tsx';
import { Download } from '../ui/Download.tsx';
import { Earlier } from '../ui/Earlier.tsx';
import { Icon } from '../ui/Icon.tsx';
import { arrowLeftIcon } from '../ui/icons.ts';
import { LaterFiles } from '../ui/later-files.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { Time } from '../ui/Time.tsx';
import { addNewer, readEarlier } from '../ui/ticket-history.ts';
import { formatDateTime } from '../ui/time.ts';
import type { CommonTexts } from '../ui/types.ts';
import { AsyncContent } from './AsyncContent.tsx';
import { NotFound } from './NotFound.tsx';
import { pathTo } from './paths.ts';
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
  /** As it is after a reply, or with more of its history; the page shows it without asking again. */
  const [later, setLater] = useState<CustomerTicket>();
  const { notFound } = texts.portal;
  if (asked.answer && 'error' in asked.answer && asked.answer.error.code === 'not_found') {
    return <NotFound texts={texts} title={notFound.ticketTitle} lead={notFound.ticketLead} />;
  }
  return (
    <AsyncContent {...asked} texts={texts}>
      {(ticket) => (
        <>
          <Ticket ticket={later ?? ticket} onEarlier={setLater} texts={texts} />
          <ReplyForm
            ticket={later ?? ticket}
            user={user}
            onReplied={(fresh, after) => setLater(addNewer(later ?? ticket, fresh, after))}
            texts={texts}
          />
        </>
      )}
    </AsyncContent>
  );
};

interface TicketProps {
  ticket: CustomerTicket;
  /** Takes the ticket with more of its history. */
  onEarlier: (ticket: CustomerTicket) => void;
  texts: Texts;
}

const Ticket = ({ ticket, onEarlier, texts }: TicketProps) => {
  const { portal, common, ui } = texts;
  const load = async () => {
    const answer = await readEarlier(ticket, (before) =>
      request('GET /api/my-tickets/{number}', { number: String(ticket.number), before }),
    );
    if (!('ok' in answer)) return answer;
    onEarlier(answer.ok);
    return undefined;
  };
  return (
    <>
      <div class="ticket-head">
        <a class="back-link" href={pathTo('tickets')}>
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
        <h2 id="history" tabIndex={-1}>
          {portal.ticket.history}
        </h2>
        {ticket.earlier !== undefined && (
          <Earlier label={portal.ticket.earlier} heading="history" ui={ui} common={common} load={load} />
        )}
        {ticket.history.length === 0 && ticket.earlier === undefined && (
          <p class="soft">{portal.ticket.emptyHistory}</p>
        )}
        {ticket.history.map((item) => (
          <HistoryItem key={keyOf(item)} item={item} number={ticket.number} texts={texts} />
        ))}
      </section>
    </>
  );
};

const keyOf = (item: TicketItem): string =>
  // A chat stays the one it is when more of it comes before.
  (item.kind !== 'chat' && item.place) ||
  (item.kind === 'message' && item.cid ? item.cid : `${item.kind}${item.at}`);

interface ItemProps {
  item: TicketItem;
  number: number;
  texts: Texts;
}

/** The same component as long as it is the same chat. */
const useFiles = (at: string | undefined, locale: string) =>
  useMemo(
    () =>
      ({ message }: { message: Parameters<typeof ownText>[0] }) =>
        at && (
          <LaterFiles view="SentWords" at={at} message={message} locale={locale} instead={message.text} />
        ),
    [at, locale],
  );

const HistoryItem = ({ item, number, texts }: ItemProps) => {
  const files = useFiles(
    item.kind === 'chat' ? `/api/chats/${item.chatId}/files` : undefined,
    texts.common.locale,
  );
  return (
    <article class="card">
      <header class="history__head">
        <h3>
          {titleOf(item, texts)}{' '}
          <span class="soft">
            <Time at={item.at} locale={texts.common.locale} format={formatDateTime} />
          </span>
        </h3>
        {item.kind === 'chat' && <Download chatId={item.chatId} ui={texts.ui} common={texts.common} />}
      </header>
      {item.kind === 'chat' ? (
        <Conversation
          entries={asOwn(item.entries, texts)}
          texts={textsOfOwn(texts)}
          side="customer"
          Files={files}
        />
      ) : (
        <ol class="conversation">
          <Message
            author={item.author.role === 'customer' ? texts.portal.ticket.you : item.author.name}
            own={item.author.role === 'customer'}
            at={item.at}
            locale={texts.common.locale}
            text={
              item.files ? (
                <LaterFiles
                  view="SentWords"
                  at={`/api/my-tickets/${number}/files`}
                  message={item}
                  locale={texts.common.locale}
                />
              ) : (
                item.text
              )
            }
          />
        </ol>
      )}
    </article>
  );
};

const titleOf = (item: TicketItem, { portal: { ticket: words } }: Texts): string => {
  if (item.kind === 'chat') return words.chat;
  if (item.author.role === 'agent') return words.theirs;
  // What the ticket began with was no reply, and has no id of one.
  return item.cid ? words.mine : words.message;
};

/** The customer reads about a chat of theirs: it says "you". */
const asOwn = (entries: readonly ShownEntry[], { portal }: Texts): readonly ShownEntry[] =>
  entries.map((entry) =>
    entry.kind === 'message' && entry.author.role === 'customer'
      ? { ...entry, author: { ...entry.author, name: portal.ticket.you } }
      : entry,
  );

const textsOfOwn = ({ common, portal: { ticket } }: Texts): CommonTexts => ({
  ...common,
  started: () => ticket.startedByYou,
  endings: common.ownEndings,
});
