// The list of online users (S22, S27, S54-S56): one block per chat, unanswered ones on top.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { usersIcon } from '../../ui/icons.ts';
import { isMac } from '../shell/shortcuts.ts';
import { listPanelId, listTabId } from '../shell/shown.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { findJoinHurdle, listChats, takesPart } from '../state/selectors.ts';
import { ChatBlock } from './ChatBlock.tsx';
import { LongestWaiting } from './LongestWaiting.tsx';

const hurdleId = 'join-hurdle';
/** Blocks that are drawn at first, and more each time they are asked for; an agent's own chats are always drawn. */
const BLOCKS = 50;

export const ChatList = ({ isPanel }: { isPanel: boolean }) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const chats = listChats(desk.state.value, desk.waiting.value);
  const most = useSignal(BLOCKS);
  const me = desk.state.value.me?.id;
  const shown = chats.filter((chat, at) => at < most.value || takesPart(chat, me));
  const agent = desk.duty.agent.value;
  const hurdle = findJoinHurdle(desk.state.value);
  const panel = isPanel ? ({ role: 'tabpanel', 'aria-labelledby': listTabId } as const) : {};
  return (
    <section class="chat-list" id={listPanelId} aria-labelledby="list" {...panel}>
      <div class="chat-list__head">
        <h2 id="list" tabIndex={-1}>
          {texts.list.title} <span class="soft">{chats.length}</span>
        </h2>
        {hurdle && chats.length > 0 && (
          <p class="soft" id={hurdleId}>
            {hurdle.kind === 'off_duty' ? texts.list.offDuty : texts.list.atMaximum(hurdle.max)}
          </p>
        )}
        <LongestWaiting hurdleId={hurdle && hurdleId} />
      </div>
      {chats.length === 0 ? (
        <EmptyState icon={usersIcon} title={texts.list.emptyTitle}>
          <p>{agent?.onDuty ? texts.list.empty : texts.list.emptyOff}</p>
        </EmptyState>
      ) : (
        <ul class="chat-list__blocks">
          {shown.map((chat) => (
            <ChatBlock key={chat.id} chat={chat} hurdleId={hurdle && hurdleId} />
          ))}
        </ul>
      )}
      {shown.length < chats.length && (
        <Button
          onClick={() => {
            most.value += BLOCKS;
          }}
        >
          {texts.list.more(chats.length - shown.length)}
        </Button>
      )}
      <p class="chat-list__keys soft">{isMac ? texts.list.keysOnMac : texts.list.keys}</p>
      <Announcer />
    </section>
  );
};

/** Says aloud who began to wait, or is incoming, since the list was opened; the list itself is too lively to be read at every change. */
const Announcer = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const announcement = useRef<HTMLParagraphElement>(null);
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  const alerts = desk.alerts.value.filter(({ kind }) => kind !== 'unread');
  const keys = alerts.map(({ kind, chatId }) => kind + chatId);
  useEffect(() => {
    const before = known.current;
    const come = before ? alerts.filter((_, at) => !before.has(keys[at] ?? '')) : [];
    if (come.length > 0 && announcement.current)
      announcement.current.textContent = come
        .map(({ kind, nickname }) =>
          kind === 'waiting' ? texts.list.nowWaiting(nickname) : texts.list.nowIncoming(nickname),
        )
        .join('. ');
    known.current = new Set(keys);
  }, [keys.join()]);
  return <p class="visually-hidden" aria-live="polite" ref={announcement} />;
};
