// The open windows side by side (S29, S58): up to three share the width, more scroll; a narrow screen shows only one.
import { EmptyState } from '../../ui/EmptyState.tsx';
import { chatIcon } from '../../ui/icons.ts';
import type { Shown } from '../shell/shown.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { ChatWindowView } from './ChatWindowView.tsx';

export const ChatWindows = ({ only }: { only: Shown | undefined }) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const { chats } = desk.state.value;
  const windows = desk.windows.value;
  return (
    <section
      class={`chat-windows${windows.length > 3 ? ' chat-windows--many' : ''}`}
      aria-label={texts.windows.title}
      // A region that scrolls has to be reachable by keyboard.
      tabIndex={windows.length > 3 && !only ? 0 : undefined}
    >
      {windows.length === 0 && (
        <EmptyState icon={chatIcon} title={texts.windows.emptyTitle}>
          <p>{texts.windows.empty}</p>
        </EmptyState>
      )}
      {windows.map((window, index) => {
        const chat = chats.get(window.chatId);
        const isShown = only === undefined || only === window.chatId;
        return (
          chat &&
          isShown && (
            <ChatWindowView
              key={window.chatId}
              window={window}
              chat={chat}
              place={index + 1}
              isPanel={only !== undefined}
            />
          )
        );
      })}
    </section>
  );
};
