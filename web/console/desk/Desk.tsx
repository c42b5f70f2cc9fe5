// Helpdesk – Chat: the list of online users on the left, the chat windows in the right half; one at a time on a narrow screen.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { focusList } from '../shell/focus-list.ts';
import { Notices } from '../shell/Notices.tsx';
import { findShortcut, isMac, type Shortcut } from '../shell/shortcuts.ts';
import type { Shown } from '../shell/shown.ts';
import { useDesk, usePage, useTexts } from '../shell/uses.tsx';
import { findJoinHurdle, findLongestWaiting } from '../state/selectors.ts';
import { ChatList } from './ChatList.tsx';
import { ChatTabs } from './ChatTabs.tsx';
import { DeskBar } from './DeskBar.tsx';

interface Props {
  /** The open chat windows: all, or the one that a narrow screen shows. */
  Windows: ComponentType<{ readonly only: Shown | undefined }>;
  /** Whether to join where a colleague was quicker. */
  TakenDialog: ComponentType<{ readonly onClose: () => void }>;
}

export const Desk = ({ Windows, TakenDialog }: Props) => {
  const { ui, common } = useTexts();
  const desk = useDesk();
  const page = usePage();
  const shown = useSignal<Shown>(desk.wanted.peek()?.chatId ?? 'list');
  useSignalEffect(() => {
    const wanted = desk.wanted.value;
    if (wanted) shown.value = wanted.chatId;
  });
  useShortcuts(() => {
    shown.value = 'list';
    focusList();
  });
  const isNarrow = page.isNarrow.value;
  const windows = desk.windows.value;
  const current = windows.some((window) => window.chatId === shown.value) ? shown.value : 'list';
  const refusal = desk.entryRefusal.value;
  if (refusal && !desk.state.value.me)
    return (
      <main class="page" id="content">
        <Alert kind="error">{refusalText(common, refusal)}</Alert>
      </main>
    );
  if (!desk.state.value.me)
    return (
      <main id="content">
        <Loading label={ui.loading} />
      </main>
    );
  return (
    <main class={deskClass(isNarrow, current)} id="content" tabIndex={-1}>
      <DeskBar />
      {isNarrow && windows.length > 0 && (
        <ChatTabs
          current={current}
          onChoose={(next) => {
            shown.value = next;
          }}
        />
      )}
      {(!isNarrow || current === 'list') && <ChatList isPanel={isNarrow && windows.length > 0} />}
      {(!isNarrow || current !== 'list') && <Windows only={isNarrow ? current : undefined} />}
      <Notices />
      {desk.chats.taken.value && <TakenDialog onClose={desk.chats.declineTaken} />}
    </main>
  );
};

const deskClass = (isNarrow: boolean, current: Shown): string =>
  ['desk', isNarrow && 'desk--narrow', isNarrow && current !== 'list' && 'desk--window']
    .filter(Boolean)
    .join(' ');

/** To a window, to the list, or into the chat of whoever waits longest (shell/shortcuts.ts). */
const useShortcuts = (toList: () => void) => {
  const desk = useDesk();
  useEffect(() => {
    const follow = (shortcut: Shortcut) => {
      if (shortcut.to === 'list') return toList;
      if (shortcut.to === 'window') {
        const window = desk.windows.value[shortcut.number - 1];
        return window && (() => desk.show(window.chatId));
      }
      const longest = findLongestWaiting(desk.state.value);
      const mayJoin = longest && !findJoinHurdle(desk.state.value);
      return mayJoin ? () => void desk.chats.join(longest.id, false) : undefined;
    };
    const onKey = (event: KeyboardEvent) => {
      const shortcut = findShortcut(event, isMac);
      const go = shortcut && follow(shortcut);
      if (!go) return;
      event.preventDefault();
      go();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
