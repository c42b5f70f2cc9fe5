// The customer's own chats that ended, newest first (S145): to read, and as a PDF. Fetched by whoever goes there.
import { useState } from 'preact/hooks';
import type { Earlier } from '../../shared/card-routes.ts';
import type { RouteReply } from '../../shared/routes.ts';
import type { chats } from '../../shared/text/nl/portal-chats.ts';
import type { Text } from '../../shared/text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { answerText, type Failure, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Conversation } from '../ui/Conversation.tsx';
import { Download } from '../ui/Download.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { endingText } from '../ui/ending.ts';
import { chatIcon } from '../ui/icons.ts';
import { isolate } from '../ui/isolate.ts';
import { Loading } from '../ui/Spinner.tsx';
import { formatDateTime } from '../ui/time.ts';
import { usePages } from '../ui/use-pages.ts';
import { Failed } from './AsyncContent.tsx';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';

type Words = Text<typeof chats>;
type OwnChat = RouteReply<'GET /api/my-chats'>['chats'][number];

interface Props {
  words: Words;
  texts: Texts;
}

const askPage = async (before: string | undefined) => {
  const answer = await request('GET /api/my-chats', { before });
  return 'ok' in answer ? { ok: { items: answer.ok.chats, next: answer.ok.before } } : answer;
};

export const ChatsPage = ({ words, texts }: Props) => {
  const { items, page, fault, isBusy, more } = usePages<
    OwnChat,
    { items: OwnChat[]; next?: string | undefined }
  >('', askPage, ({ id }) => id);
  return (
    <>
      <div>
        <h1>{texts.portal.chats.title}</h1>
        <p class="page__lead">{words.lead}</p>
      </div>
      {!items && !fault && <Loading label={texts.ui.loading} />}
      {items?.map((chat) => (
        <PastChat key={chat.id} chat={chat} words={words} texts={texts} />
      ))}
      {items?.length === 0 && page?.next === undefined && (
        <div class="card">
          <EmptyState icon={chatIcon} title={words.empty} />
        </div>
      )}
      {fault && <Failed reason={answerText(fault, texts.ui, texts.common)} again={more} texts={texts} />}
      {page?.next !== undefined && !fault && (
        <p>
          <Button busy={isBusy} onClick={more}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
};

const PastChat = ({ chat, words, texts }: Props & { chat: OwnChat }) => {
  const { common, ui } = texts;
  const [isOpen, setOpen] = useState(false);
  const date = formatDateTime(chat.startedAt, common.locale);
  const names = new Intl.ListFormat(common.locale).format(chat.agents.map(isolate));
  return (
    <section class="card past-chat" aria-label={date}>
      <h2>{date}</h2>
      <p>
        {names ? words.with(names) : words.nobody}. {endingText(common, chat.ended.reason)}.
      </p>
      <div class="form-buttons">
        <Button
          small
          aria-expanded={isOpen}
          aria-label={isOpen ? undefined : words.readOf(date)}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.close : words.read}
        </Button>
        <Download chatId={chat.id} ui={ui} common={common} />
        {chat.ticket !== undefined && <a href={pathTo('ticket', chat.ticket)}>{words.ticket(chat.ticket)}</a>}
      </div>
      {isOpen && <Said end={chat.end} words={words} texts={texts} />}
    </section>
  );
};

/** From its end up; the next part above is asked for. */
const Said = ({ end, words, texts: { ui, common } }: Props & { end: string }) => {
  const [parts, setParts] = useState<readonly Earlier[]>([]);
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);
  const before = parts.length === 0 ? end : parts[0]?.before;
  const load = async () => {
    setIsBusy(true);
    const answer = await request('GET /api/my-chats/earlier', { before });
    setIsBusy(false);
    setFailure('ok' in answer ? undefined : answer);
    if ('ok' in answer) setParts([answer.ok, ...parts]);
  };
  useState(() => void load());
  // With an entry in it, the place is still in this chat.
  const hasMore = parts.length > 0 && before?.split('.').length === 3;
  return (
    <div class="conversation-box">
      {parts.length === 0 && !failure && <Loading label={ui.loading} />}
      {failure && <Alert kind="error">{answerText(failure, ui, common)}</Alert>}
      {hasMore && (
        <Button small busy={isBusy} onClick={() => void load()}>
          {words.earlier}
        </Button>
      )}
      {parts.map(({ entries }) => (
        <Conversation key={entries[0]?.seq} entries={entries} texts={common} side="customer" />
      ))}
    </div>
  );
};
