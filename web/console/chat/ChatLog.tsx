// The conversation of one window: what is stored, what is on its way; keeps to the newest line.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ChatSummary } from '../../../shared/model.ts';
import { refusalText } from '../../../shared/text/text.ts';
import type { Outgoing } from '../../connection/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Conversation, Message } from '../../ui/Conversation.tsx';
import { followEnd } from '../../ui/follow-end.ts';
import { Icon } from '../../ui/Icon.tsx';
import { checkIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { findRead } from '../state/chat-progress.ts';
import type { ChatWindow } from '../state/chat-window.ts';
import { Beside } from './later.tsx';
import type { SaidPart } from './said-part.tsx';

interface Props {
  window: ChatWindow;
  chat: ChatSummary;
  said: SaidPart | undefined;
}

export const ChatLog = ({ window, chat, said }: Props) => {
  const { consoleTexts: texts, common } = useTexts();
  const desk = useDesk();
  const { conversation } = window;
  const entries = conversation.entries.value;
  const stored = new Set(entries.map((entry) => (entry.kind === 'message' ? entry.cid : undefined)));
  const outgoing = conversation.outgoing.value.filter((message) => !stored.has(message.cid));
  const { me } = desk.state.value;
  const readUpTo = window.readUpTo.value;
  const last = entries.at(-1);
  const isLastMine = last?.kind === 'message' && last.author.id === me?.id && outgoing.length === 0;
  const read = findRead(entries, window.customer.seen.value);
  const scroll = useSignal<number>();
  const view = useMemo(() => followEnd(scroll), []);
  const isAtEnd = useComputed(() => scroll.value === undefined);
  const isLoaded = useLoaded(entries.length > 0);
  return (
    <div class="chat-log">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <div class="chat-log__view" ref={view} tabIndex={0}>
        <div class="chat-log__lines">
          <Beside window={window} chat={chat} place="above" />
          {entries.length === 0 && <Loading label={texts.windows.loading} />}
          <div
            role="log"
            aria-label={texts.windows.log(chat.nickname)}
            aria-live={isLoaded ? 'polite' : 'off'}
          >
            <Conversation
              entries={entries}
              texts={common}
              side="agent"
              me={me?.id}
              notes={said?.placed.value}
              NoteView={said?.NoteView}
              Menu={said?.Menu}
              Files={said?.Files}
              under={read?.seq}
              word={texts.reply.read}
              mark={
                readUpTo === undefined ? undefined : { after: readUpTo, label: texts.windows.newMessages }
              }
            >
              {outgoing.map((message) => (
                <OutgoingMessage key={message.cid} window={window} message={message} Files={said?.Files} />
              ))}
              {isLastMine && last !== read && (
                <li class="delivery">
                  <Icon shape={checkIcon} />
                  {texts.reply.sent}
                </li>
              )}
            </Conversation>
          </div>
        </div>
      </div>
      {!isAtEnd.value && (
        <Button
          small
          class="chat-log__latest"
          onClick={() => {
            scroll.value = undefined;
          }}
        >
          {texts.windows.toLatest}
        </Button>
      )}
    </div>
  );
};

/** True from the moment after the first entries are there, so that only later ones are said aloud. */
const useLoaded = (hasEntries: boolean): boolean => {
  const isLoaded = useSignal(false);
  useEffect(() => {
    if (hasEntries) isLoaded.value = true;
  }, [hasEntries]);
  return isLoaded.value;
};

interface OutgoingProps {
  window: ChatWindow;
  message: Outgoing;
  Files: SaidPart['Files'] | undefined;
}

const OutgoingMessage = ({ window, message, Files }: OutgoingProps) => {
  const {
    consoleTexts: { reply: texts },
    common,
  } = useTexts();
  const desk = useDesk();
  const { conversation } = window;
  return (
    <Message
      own
      author={desk.state.value.me?.name ?? ''}
      at={message.at}
      locale={common.locale}
      text={
        Files && message.files ? <Files message={{ ...message, own: message.text.length }} /> : message.text
      }
    >
      {message.state === 'sending' ? (
        <p class="delivery">{texts.sending}</p>
      ) : (
        <div class="delivery delivery--failed">
          <p>
            {texts.failed}
            {message.refusal && `: ${refusalText(common, message.refusal)}`}
          </p>
          <Button small onClick={() => conversation.again(message.cid)}>
            {texts.again}
          </Button>
          <Button
            small
            kind="quiet"
            onClick={() =>
              window.typeReply(
                [window.reply.peek(), conversation.discard(message.cid)].filter(Boolean).join('\n'),
              )
            }
          >
            {texts.takeBack}
          </Button>
        </div>
      )}
    </Message>
  );
};
