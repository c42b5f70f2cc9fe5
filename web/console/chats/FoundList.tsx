// The ended chats that were found, with the way to find more.
import type { FoundChat } from '../../../shared/history-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { searchIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDate, formatDateTime } from '../../ui/time.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { pathTo } from '../shell/paths.ts';
import { useTexts } from '../shell/uses.tsx';
import type { ChatHistory } from './history.ts';
import { historyTexts } from './texts.ts';

export const FoundList = ({ history }: { history: ChatHistory }) => {
  const { common, ui } = useTexts();
  const texts = historyTexts.use();
  const chats = history.chats.value;
  const isBusy = history.isBusy.value;
  const fault = history.fault.value;
  const lookedUntil = history.lookedUntil.value;
  if (isBusy && chats.length === 0) return <Loading label={ui.loading} />;
  return (
    <>
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
      <p class="soft" role="status">
        {isBusy ? ui.loading : texts.found(chats.length)}{' '}
        {lookedUntil !== undefined && texts.lookedUntil(formatDate(lookedUntil, common.locale))}
      </p>
      {chats.length > 0 && <Table chats={chats} />}
      {chats.length === 0 && lookedUntil === undefined && !fault && (
        <EmptyState icon={searchIcon} title={texts.emptyTitle}>
          <p>{texts.empty}</p>
        </EmptyState>
      )}
      {lookedUntil !== undefined && (
        <p>
          <Button icon={searchIcon} busy={isBusy} onClick={() => void history.loadMore()}>
            {history.filters.value.text.trim() ? texts.searchOn : texts.more}
          </Button>
        </p>
      )}
    </>
  );
};

const Table = ({ chats }: { chats: readonly FoundChat[] }) => {
  const { consoleTexts } = useTexts();
  const texts = historyTexts.use();
  return (
    <div class="card">
      <table class="table rows" aria-label={consoleTexts.pages.chats}>
        <thead>
          <tr>
            {[texts.customer, texts.started, texts.agents, texts.ending].map((label) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chats.map((chat) => (
            <Row key={chat.id} chat={chat} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({ chat }: { chat: FoundChat }) => {
  const { common } = useTexts();
  const texts = historyTexts.use();
  const { id, nickname, customer, startedAt, agents, match } = chat;
  return (
    <tr>
      <th scope="row" class="rows__wide">
        <a href={pathTo('chats', id)}>
          <bdi>{nickname}</bdi>
        </a>{' '}
        <span class="soft found__account">
          <AccountName {...customer} />
        </span>
        {match && (
          <p class="match">
            <bdi>{texts.said(match.name)}</bdi> <bdi>{match.text}</bdi>
          </p>
        )}
      </th>
      <td data-label={texts.started}>
        <Time at={startedAt} locale={common.locale} format={formatDateTime} />
      </td>
      <td data-label={texts.agents}>
        <bdi>{agents.map(({ name }) => name).join(', ') || texts.nobody}</bdi>
      </td>
      <td data-label={texts.ending}>
        <Outcome chat={chat} />
      </td>
    </tr>
  );
};

/** What became of a chat: a ticket, deleted, or still to be closed. */
export const Outcome = ({ chat: { closed } }: { chat: Pick<FoundChat, 'closed'> }) => {
  const texts = historyTexts.use();
  if (!closed) return <span>{texts.unclosed}</span>;
  if (closed.ticket === undefined) return <span>{texts.deleted}</span>;
  return <a href={pathTo('tickets', closed.ticket)}>{texts.saved(closed.ticket)}</a>;
};
