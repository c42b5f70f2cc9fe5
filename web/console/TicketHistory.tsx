// The history of a ticket: its chats as they were, and their PDF.
import { useSignal } from '@preact/signals';
import type { AgentTicketItem } from '../../shared/model.ts';
import { Alert } from '../ui/Alert.tsx';
import { answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Conversation, Message } from '../ui/Conversation.tsx';
import { downloadIcon } from '../ui/icons.ts';
import { Time } from '../ui/Time.tsx';
import { formatDateTime } from '../ui/time.ts';
import { useTicketTexts } from './ticket-texts.ts';
import { useView } from './view.ts';

export const TicketHistory = ({ history }: { history: readonly AgentTicketItem[] }) => {
  const texts = useTicketTexts();
  return (
    <section class="card ticket__history" aria-labelledby="history">
      <h2 id="history">{texts.history}</h2>
      {history.map((item) => (
        <HistoryItem key={`${item.kind} ${item.at}`} item={item} />
      ))}
    </section>
  );
};

const HistoryItem = ({ item }: { item: AgentTicketItem }) => {
  const texts = useTicketTexts();
  const { common } = useView();
  switch (item.kind) {
    case 'chat':
      return (
        <article>
          <header class="ticket__item">
            <h3>
              {texts.chat}{' '}
              <span class="soft">
                <Time at={item.at} locale={common.locale} format={formatDateTime} />
              </span>
            </h3>
            <Download chatId={item.chatId} />
          </header>
          <Conversation entries={item.entries} texts={common} side="agent" />
        </article>
      );
    case 'message':
      return (
        <article>
          <h3>{texts.message}</h3>
          <ol class="conversation">
            <Message
              author={item.author.name}
              own={false}
              at={item.at}
              locale={common.locale}
              text={item.text}
            />
          </ol>
        </article>
      );
    case 'change':
      return null;
    default:
      return item satisfies never;
  }
};

const Download = ({ chatId }: Pick<Extract<AgentTicketItem, { kind: 'chat' }>, 'chatId'>) => {
  const texts = useTicketTexts();
  const { common, ui, language } = useView();
  const isBusy = useSignal(false);
  const fault = useSignal('');
  const download = async () => {
    isBusy.value = true;
    fault.value = '';
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const answer = await request('POST /api/chats/{chatId}/transcript', { chatId, language, timeZone });
    isBusy.value = false;
    // The link answers with an attachment, so the page with its open chats stays.
    if ('ok' in answer) location.assign(answer.ok.url);
    else fault.value = answerText(answer, ui, common);
  };
  return (
    <>
      <Button small icon={downloadIcon} busy={isBusy.value} onClick={download}>
        {isBusy.value ? texts.downloading : texts.download}
      </Button>
      {fault.value && <Alert kind="error">{fault.value}</Alert>}
    </>
  );
};
