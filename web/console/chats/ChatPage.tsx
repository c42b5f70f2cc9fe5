// One ended chat: who took part, how it ended, its ticket and rating, the whole conversation and its PDF.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { ChatId } from '../../../shared/model.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Conversation } from '../../ui/Conversation.tsx';
import { Download } from '../../ui/Download.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { endingText } from '../../ui/ending.ts';
import { chatIcon } from '../../ui/icons.ts';
import { isolate } from '../../ui/isolate.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { Stars } from '../shell/Stars.tsx';
import { useSaid, withoutNote, withoutText } from '../shell/said.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { createEndedChat, type EndedChatReader, type ShownChat } from './ended-chat.ts';
import { Outcome } from './FoundList.tsx';
import { historyTexts } from './texts.ts';

export const ChatPage = ({ id }: { id: string }) => {
  const { consoleTexts } = useTexts();
  const texts = historyTexts.use();
  const reader = useMemo(() => createEndedChat(id), [id]);
  useEffect(() => void reader.read(), [reader]);
  const shown = reader.shown.value;
  return (
    <ConsolePage
      title={shown ? texts.title(isolate(shown.chat.nickname)) : consoleTexts.pages.chats}
      back={{ href: pathTo('chats'), label: texts.back }}
    >
      {() => (shown ? <Shown shown={shown} reader={reader} /> : <NotShown reader={reader} />)}
    </ConsolePage>
  );
};

const NotShown = ({ reader }: { reader: EndedChatReader }) => {
  const { common, ui } = useTexts();
  const texts = historyTexts.use();
  const fault = reader.fault.value;
  if (!fault) return <Loading label={ui.loading} />;
  const code = 'error' in fault ? fault.error.code : undefined;
  if (code === 'not_found' || code === 'chat_not_ended' || code === 'bad_request')
    return (
      <EmptyState icon={chatIcon} title={texts.notFoundTitle}>
        <p>{texts.notFound}</p>
      </EmptyState>
    );
  return (
    <>
      <Alert kind="error">{answerText(fault, ui, common)}</Alert>
      <p>
        <Button onClick={() => void reader.read()}>{ui.again}</Button>
      </p>
    </>
  );
};

const Shown = ({ shown, reader }: { shown: ShownChat; reader: EndedChatReader }) => {
  const { common, ui } = useTexts();
  const texts = historyTexts.use();
  const { chat, entries, rating, notes, more } = shown;
  const { nickname, customer, email, startedAt, ended, agents, closed } = chat;
  const fault = reader.fault.value;
  const said = useSaid(chat.id, {
    notes,
    entries,
    onRedacted: (what, seq) =>
      reader.change(
        what === 'message' ? { entries: withoutText(entries, seq) } : { notes: withoutNote(notes, seq) },
      ),
  });
  return (
    <>
      {closed && closed.ticket === undefined && <Deleted chatId={chat.id} />}
      <dl class="card facts">
        <Fact label={texts.customer}>
          <AccountName {...customer} />
        </Fact>
        <Fact label="Nickname">
          <bdi>{nickname}</bdi>
        </Fact>
        <Fact label={texts.email}>
          <bdi>{email ?? texts.none}</bdi>
        </Fact>
        <Fact label={texts.started}>
          <Time at={startedAt} locale={common.locale} format={formatDateTime} />
        </Fact>
        <Fact label={texts.ended}>
          <Time at={ended.at} locale={common.locale} format={formatDateTime} />{' '}
          <span class="soft">{endingText(common, ended.reason)}</span>
        </Fact>
        <Fact label={texts.agents}>
          <bdi>{agents.map(({ name }) => name).join(', ') || texts.nobody}</bdi>
        </Fact>
        <Fact label={texts.ending}>
          <Outcome chat={chat} />
        </Fact>
        <Fact label={texts.rating}>
          {rating ? <Stars stars={rating.stars} label={texts.stars(rating.stars)} /> : texts.none}
          {rating?.comment && <blockquote dir="auto">{rating.comment}</blockquote>}
        </Fact>
      </dl>
      <section class="card conversation-card" aria-labelledby="conversation">
        <header class="toolbar">
          <h2 id="conversation">{texts.conversation}</h2>
          <Download chatId={chat.id} ui={ui} common={common} />
        </header>
        <Conversation entries={entries} texts={common} side="agent" {...said} />
        {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
        {more && (
          <p>
            <Button busy={reader.isBusy.value} onClick={() => void reader.read()}>
              {texts.loadMore}
            </Button>
          </p>
        )}
      </section>
    </>
  );
};

const Fact = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const Deleted = ({ chatId }: { chatId: ChatId }) => {
  const { common, ui } = useTexts();
  const desk = useDesk();
  const texts = historyTexts.use();
  const state = useSignal<'quiet' | 'busy' | 'done'>('quiet');
  const fault = useSignal('');
  const undelete = async () => {
    state.value = 'busy';
    fault.value = '';
    const answer = await desk.connection.call('chat.undelete', { chatId });
    state.value = 'ok' in answer ? 'done' : 'quiet';
    if (!('ok' in answer)) fault.value = answerText(answer, ui, common);
  };
  if (state.value === 'done') return <Alert kind="success">{texts.undeleted}</Alert>;
  return (
    <Alert kind="info">
      <div class="notice">
        {texts.deletedNote}
        <Button small busy={state.value === 'busy'} onClick={undelete}>
          {texts.undelete}
        </Button>
      </div>
      {fault.value && <p>{fault.value}</p>}
    </Alert>
  );
};
