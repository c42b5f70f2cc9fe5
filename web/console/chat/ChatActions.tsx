// What an agent can do with a running chat besides answering: invite or hand over, leave, end it.
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { ChatSummary } from '../../../shared/model.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { moreIcon } from '../../ui/icons.ts';
import { isComposing } from '../../ui/send-key.ts';
import { focusList } from '../shell/focus-list.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { findGoneSince } from '../state/selectors.ts';
import { EndDialog, InviteDialog } from './later.tsx';

export const ChatActions = ({ chat }: { chat: ChatSummary }) => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const asked = useSignal<'invite' | 'end' | undefined>(undefined);
  const isBusy = desk.busy.value.has(chat.id);
  const isOpen = useSignal(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    asked.value = undefined;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are buttons
    <div
      role="group"
      aria-label={texts.windows.actions(chat.nickname)}
      class={`chat-actions${isOpen.value ? ' chat-actions--open' : ''}`}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen.value || isComposing(event)) return;
        isOpen.value = false;
        root.current?.querySelector('button')?.focus();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && root.current?.contains(relatedTarget))) isOpen.value = false;
      }}
    >
      {/* Only where the window has no room for the buttons themselves. */}
      <IconButton
        small
        class="chat-actions__more"
        icon={moreIcon}
        label={texts.windows.more(chat.nickname)}
        aria-expanded={isOpen.value}
        aria-controls={id}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      />
      <div class="chat-actions__all" id={id}>
        <Button
          small
          onClick={() => {
            asked.value = 'invite';
          }}
        >
          {texts.team.invite}
        </Button>
        <LeaveButton chat={chat} isBusy={isBusy} />
        <Button
          small
          busy={isBusy}
          onClick={() => {
            asked.value = 'end';
          }}
        >
          {texts.windows.end}
        </Button>
      </div>
      {asked.value === 'invite' && <InviteDialog chat={chat} onClose={close} />}
      {asked.value === 'end' && <EndDialog chat={chat} onClose={close} />}
    </div>
  );
};

/** The last agent cannot leave (S86); the button says why, also to somebody who cannot see that it is grey. */
const LeaveButton = ({ chat, isBusy }: { chat: ChatSummary; isBusy: boolean }) => {
  const {
    consoleTexts: { team: texts },
  } = useTexts();
  const desk = useDesk();
  const id = useId();
  const isAsked = useSignal(false);
  const { me } = desk.state.value;
  // Nor the last one who is there (S153).
  const isLast = !chat.agents.some(
    ({ id }) => id !== me?.id && findGoneSince(desk.state.value, chat, id) === undefined,
  );
  const leave = async () => {
    if (isLast) {
      isAsked.value = true;
      return;
    }
    await desk.team.leave(chat.id);
    if (!desk.windows.peek().some((window) => window.chatId === chat.id)) focusList();
  };
  return (
    <>
      <button
        type="button"
        class="button button--plain button--small"
        aria-disabled={isLast || isBusy}
        aria-describedby={isLast ? id : undefined}
        title={isLast ? texts.lastAgent : undefined}
        onClick={leave}
      >
        {texts.leave}
      </button>
      {isLast && (
        <p id={id} class={isAsked.value ? 'chat-actions__why' : 'visually-hidden'} role="status">
          {texts.lastAgent}
        </p>
      )}
    </>
  );
};
