// One chat window: header, conversation, reply box, ticket fields, and after the end what to do with the chat.
import { useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatSummary, Person } from '../../../shared/model.ts';
import { IconButton } from '../../ui/Button.tsx';
import { endingText } from '../../ui/ending.ts';
import { Icon } from '../../ui/Icon.tsx';
import { eyeIcon, minusIcon } from '../../ui/icons.ts';
import { Time } from '../../ui/Time.tsx';
import { formatTime } from '../../ui/time.ts';
import { Presence } from '../shell/Presence.tsx';
import { StateSign } from '../shell/StateSign.tsx';
import { ariaShortcut } from '../shell/shortcuts.ts';
import { windowPanelId, windowTabId } from '../shell/shown.ts';
import { TicketFieldsView } from '../shell/TicketFieldsView.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { WaitingTime } from '../shell/WaitingTime.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { findGoneSince, isNamesake } from '../state/selectors.ts';
import { ChatActions } from './ChatActions.tsx';
import { ChatLog } from './ChatLog.tsx';
import { Beside, ClosingButtons } from './later.tsx';
import { ReplyBox } from './ReplyBox.tsx';
import { useSaidPart } from './said-later.ts';

interface Props {
  window: ChatWindow;
  chat: ChatSummary;
  /** 1 for the first window: Alt+1 goes there. */
  place: number;
  isPanel: boolean;
}

export const ChatWindowView = ({ window, chat, place, isPanel }: Props) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const root = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    if (desk.wanted.value?.chatId !== window.chatId) return;
    root.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const target = root.current?.querySelector<HTMLElement>('[data-focus-first]') ?? root.current;
    target?.focus({ preventScroll: true });
  });
  const isEnded = chat.state === 'ended';
  const said = useSaidPart(window);
  const isNoting = !isEnded && said?.isWriting.value;
  useFocusAfterEnd(root, isEnded);
  const panel = isPanel ? ({ role: 'tabpanel', 'aria-labelledby': windowTabId(window.chatId) } as const) : {};
  return (
    <section
      class={`chat-window chat-window--${chat.state}${window.isWatched ? ' chat-window--watched' : ''}`}
      id={windowPanelId(window.chatId)}
      aria-label={texts.windows.chatWith(chat.nickname)}
      aria-keyshortcuts={place < 10 ? ariaShortcut(place) : undefined}
      // So that a click anywhere in the window gives it the focus, and it counts as seen.
      tabIndex={-1}
      ref={root}
      onFocusIn={() => seeOnceStill(root.current, () => window.setFocused(true))}
      onFocusOut={() => window.setFocused(false)}
      {...panel}
    >
      <WindowHeader window={window} chat={chat} place={place} />
      <ChatLog window={window} chat={chat} said={said} />
      <Beside window={window} chat={chat} place="foot">
        {!isEnded && said && <said.Open />}
      </Beside>
      {isNoting && <said.Box />}
      {!window.isWatched && !isEnded && (
        <ReplyBox window={window} chat={chat} hidden={isNoting}>
          {said && <said.Open />}
        </ReplyBox>
      )}
      {window.fields && <TicketFieldsView fields={window.fields} />}
      {!window.isWatched && isEnded && <ClosingButtons chat={chat} />}
    </section>
  );
};

/** What had the focus may go with the end of a chat. Then the window has it, not a button: whoever was typing goes on for a moment. */
const useFocusAfterEnd = (root: RefObject<HTMLElement | null>, isEnded: boolean) => {
  const wasInside = root.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (wasInside && !root.current?.contains(document.activeElement)) root.current?.focus();
  }, [isEnded]);
};

/** What goes away by being seen would move what is being clicked: a click is let end first. */
const seeOnceStill = (root: HTMLElement | null, see: () => void) => {
  if (!root?.matches(':active')) return see();
  const seeLater = () =>
    setTimeout(() => {
      if (root.contains(document.activeElement)) see();
    });
  addEventListener('pointerup', seeLater, { once: true });
};

const WindowHeader = ({ window, chat, place }: Omit<Props, 'isPanel'>) => {
  const { consoleTexts: texts, common } = useTexts();
  const desk = useDesk();
  const me = desk.state.value.me?.id;
  const unread = window.unread.value;
  const colleagues = chat.agents.filter((agent) => agent.id !== me);
  const agentText = ({ id, name }: Person) => {
    const goneSince = findGoneSince(desk.state.value, chat, id);
    if (goneSince !== undefined) return texts.list.agentGone(name, formatTime(goneSince, common.locale));
    return chat.ended ? texts.list.tookPart(name) : texts.list.takesPart(name);
  };
  return (
    <header class="chat-window__head">
      <div class="chat-window__who">
        <h2 title={chat.nickname}>
          {place < 10 && (
            <span class="chat-window__number" aria-hidden="true">
              {place}
            </span>
          )}
          <bdi>{chat.nickname}</bdi>
          {isNamesake(desk.state.value.chats, chat) && (
            <>
              {' '}
              <Time at={chat.startedAt} locale={common.locale} format={formatTime} />
            </>
          )}
        </h2>
        <p class="chat-window__state">
          <WindowState window={window} chat={chat} />
          {chat.ended && <span>{endingText(common, chat.ended.reason)}</span>}
          {!chat.ended && <Presence chat={chat} isAnnounced />}
          {colleagues.map((agent) => (
            <span key={agent.id} dir="auto">
              {agentText(agent)}
            </span>
          ))}
        </p>
      </div>
      <div class="chat-window__marks">
        {chat.state === 'ended' && !window.isWatched && (
          <IconButton
            small
            icon={minusIcon}
            label={texts.windows.hide}
            onClick={() => desk.hide(window.chatId)}
          />
        )}
        {unread > 0 && (
          <p class="new-messages" title={texts.windows.unread(unread)}>
            <span class="new-messages__words">{texts.windows.newMessages}:</span>{' '}
            <span class="count">{unread}</span>
          </p>
        )}
      </div>
      {chat.state === 'active' && !window.isWatched && <ChatActions chat={chat} />}
      <Beside window={window} chat={chat} place="head" />
    </header>
  );
};

/** That it is watched (S94), how long its customer waits for this agent, or else the state of the chat. */
const WindowState = ({ window, chat }: Pick<Props, 'window' | 'chat'>) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  if (window.isWatched && !chat.ended)
    return (
      <span class="state">
        <Icon shape={eyeIcon} />
        {texts.watch.mode}
      </span>
    );
  const waitingSince = chat.state === 'active' ? desk.waiting.value.get(window.chatId) : undefined;
  return waitingSince === undefined ? (
    <StateSign state={chat.state} />
  ) : (
    <WaitingTime since={waitingSince} words={texts.list.waitingForYou} />
  );
};
