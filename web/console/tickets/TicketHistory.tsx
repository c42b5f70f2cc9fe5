// The history of a ticket, oldest first: its chat as it was with its PDF, replies of both sides, who changed what.
import type { AgentTicketItem, Note, TicketChange, TicketField } from '../../../shared/model.ts';
import type { Failure } from '../../ui/api.ts';
import { Conversation, Message } from '../../ui/Conversation.tsx';
import { Download } from '../../ui/Download.tsx';
import { Earlier } from '../../ui/Earlier.tsx';
import { LaterFiles } from '../../ui/later-files.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { pathTo } from '../shell/paths.ts';
import { useSaid } from '../shell/said.tsx';
import { useTexts } from '../shell/uses.tsx';
import { type TicketTexts, useTicketTexts } from './texts.ts';

interface Props {
  /** What agents noted in its chat. */
  notes: readonly Note[] | undefined;
  number: number;
  history: readonly AgentTicketItem[];
  /** Reads what comes before; not there when nothing does. */
  onEarlier: (() => Promise<Failure | undefined>) | undefined;
  /** Something of the chat was taken away: what is shown is from before. */
  onRedacted(what: 'message' | 'note', seq: number): void;
}

export const TicketHistory = ({ number, notes, history, onEarlier, onRedacted }: Props) => {
  const texts = useTicketTexts();
  const { ui, common } = useTexts();
  return (
    <section class="card ticket__history" aria-labelledby="history">
      <h2 id="history" tabIndex={-1}>
        {texts.history}
      </h2>
      {onEarlier && (
        <Earlier label={texts.earlier} heading="history" ui={ui} common={common} load={onEarlier} />
      )}
      {history.map((item) => (
        <HistoryItem key={keyOf(item)} item={item} {...{ number, notes, onRedacted }} />
      ))}
    </section>
  );
};

const keyOf = (item: AgentTicketItem): string =>
  // A chat stays the one it is when more of it comes before.
  (item.kind !== 'chat' && item.place) ||
  (item.kind === 'message' && item.cid ? item.cid : `${item.kind} ${item.at}`);

type ItemProps<T> = Pick<Props, 'number' | 'notes' | 'onRedacted'> & { item: T };

const HistoryItem = ({ item, ...rest }: ItemProps<AgentTicketItem>) => {
  const texts = useTicketTexts();
  const { common } = useTexts();
  switch (item.kind) {
    case 'chat':
      return <ChatItem item={item} {...rest} />;
    case 'message':
      return (
        <article>
          <h3>
            {messageTitle(item, texts)} <When at={item.at} />
          </h3>
          <ol class="conversation">
            <Message
              author={item.author.name}
              own={item.author.role === 'agent'}
              at={item.at}
              locale={common.locale}
              text={
                item.files ? (
                  <LaterFiles
                    view="SentWords"
                    at={`/api/tickets/${rest.number}/files`}
                    message={item}
                    locale={common.locale}
                  />
                ) : (
                  item.text
                )
              }
            />
          </ol>
        </article>
      );
    case 'change':
      return <Change change={item} />;
    default:
      return item satisfies never;
  }
};

const ChatItem = ({ item, notes, onRedacted }: ItemProps<Extract<AgentTicketItem, { kind: 'chat' }>>) => {
  const texts = useTicketTexts();
  const { ui, common } = useTexts();
  const said = useSaid(item.chatId, { notes, entries: item.entries, onRedacted });
  return (
    <article>
      <header class="ticket__item">
        <h3>
          {texts.chat} <When at={item.at} />
        </h3>
        <a href={pathTo('chats', item.chatId)}>{texts.toChat}</a>
        <Download chatId={item.chatId} ui={ui} common={common} />
      </header>
      <Conversation entries={item.entries} texts={common} side="agent" {...said} />
    </article>
  );
};

const messageTitle = (
  { author, cid }: Extract<AgentTicketItem, { kind: 'message' }>,
  texts: TicketTexts,
): string => {
  if (author.role === 'agent') return texts.fromHelpdesk;
  // What the ticket began with was no reply, and has no id of one.
  return cid ? texts.fromCustomer : texts.question;
};

const When = ({ at }: { at: number }) => (
  <span class="soft">
    <Time at={at} locale={useTexts().common.locale} format={formatDateTime} />
  </span>
);

const Change = ({ change: { by, at, changes } }: { change: TicketChange }) => {
  const texts = useTicketTexts();
  return (
    <div class="ticket__change soft">
      <p>
        <bdi>{texts.changed(by.role === 'customer' ? `${by.name} (${texts.byCustomer})` : by.name)}</bdi>{' '}
        <When at={at} />
      </p>
      <ul>
        {changes.map(({ field, from, to }) => (
          <li key={field}>
            {texts.fieldNames[field]}
            {to !== undefined || from !== undefined ? (
              <>
                : <Value field={field} value={from} /> {texts.to} <Value field={field} value={to} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
};

/** A value as it was noted, in the words of the reader. */
const Value = ({ field, value }: { field: TicketField; value: string | undefined }) => {
  const texts = useTicketTexts();
  const { common } = useTexts();
  const states: Readonly<Record<string, string>> = common.ticketStates;
  if (!value) return <i>{field === 'assignee' ? texts.list.nobody : texts.nothing}</i>;
  if (field === 'published') return <b>{value === 'true' ? texts.yes : texts.no}</b>;
  return (
    <b>
      <bdi>{field === 'status' ? (states[value] ?? value) : value}</bdi>
    </b>
  );
};
