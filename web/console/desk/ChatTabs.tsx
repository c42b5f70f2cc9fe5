// On a narrow screen the list and the windows are tabs (S58): arrow keys move, the marker says where something new is.
import { useEffect, useRef } from 'preact/hooks';
import { listPanelId, listTabId, type Shown, windowPanelId, windowTabId } from '../shell/shown.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { listChats } from '../state/selectors.ts';

interface Props {
  current: Shown;
  onChoose: (shown: Shown) => void;
}

export const ChatTabs = ({ current, onChoose }: Props) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const chats = listChats(desk.state.value);
  const tabs = [
    { shown: 'list', id: listTabId, panel: listPanelId, label: texts.list.title, count: countWaiting(chats) },
    ...desk.windows.value.map((window) => ({
      shown: window.chatId,
      id: windowTabId(window.chatId),
      panel: windowPanelId(window.chatId),
      label: desk.state.value.chats.get(window.chatId)?.nickname ?? '',
      count: window.unread.value,
    })),
  ] as const;
  const move = (event: KeyboardEvent, at: number) => {
    const steps: Partial<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.shown);
    bar.current?.querySelector<HTMLElement>(`#${CSS.escape(next.id)}`)?.focus();
  };
  return (
    <div class="chat-tabs" role="tablist" aria-label={texts.windows.tabs} ref={bar}>
      {tabs.map(({ shown, id, panel, label, count }, at) => (
        <button
          key={id}
          id={id}
          type="button"
          role="tab"
          class="chat-tab"
          aria-selected={shown === current}
          aria-controls={shown === current ? panel : undefined}
          tabIndex={shown === current ? 0 : -1}
          onClick={() => onChoose(shown)}
          onKeyDown={(event) => move(event, at)}
        >
          <bdi>{label}</bdi>
          {count > 0 && <span class="count">{count}</span>}
        </button>
      ))}
    </div>
  );
};

const countWaiting = (chats: ReturnType<typeof listChats>) =>
  chats.filter((chat) => chat.state === 'waiting').length;
