// The reply box (S31): Enter sends, Shift+Enter begins a new line, an input method keeps its Enter.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { ChatSummary } from '../../../shared/model.ts';
import { countCharacters, TEXT_MAX, type TextFault } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { sendIcon } from '../../ui/icons.ts';
import { isSendKey } from '../../ui/send-key.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { fetchTextList, TextPicker } from './TextPicker.tsx';

/** Characters left from which on they are counted down. */
const COUNT_FROM = 200;

interface Props {
  window: ChatWindow;
  chat: ChatSummary;
  /** Something else is written in its place. */
  hidden: boolean | undefined;
  /** One button more. */
  children: ComponentChildren;
}

export const ReplyBox = ({ window, chat, hidden, children }: Props) => {
  const { consoleTexts: texts, common } = useTexts();
  const desk = useDesk();
  const id = useId();
  const fault = useSignal<TextFault | undefined>(undefined);
  const search = useSignal<string | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const text = window.reply.value;
  const left = TEXT_MAX - countCharacters(text);
  const send = () => {
    fault.value = window.sendReply();
  };
  /** Puts a text where the cursor is. */
  const insert = (added: string) => {
    const { current: area } = box;
    // The box is going, its chat stays: the text is there when it comes back.
    if (!area) return window.typeReply(window.reply.peek() + added);
    area.setRangeText(added, area.selectionStart, area.selectionEnd, 'end');
    area.focus();
    window.typeReply(area.value);
  };
  /** A slash in the empty box opens the standard texts; what is typed before they are there is looked for, and not said. */
  const type = (area: HTMLTextAreaElement) => {
    const typed = area.value;
    const { value: sought } = search;
    const isSlash = sought === '' && typed.startsWith('/');
    if (text !== '' || isSlash || (sought === undefined && typed !== '/')) {
      search.value = undefined;
      return window.typeReply(typed);
    }
    area.value = '';
    search.value = sought === undefined ? '' : sought + typed;
  };
  const note = noteText(texts.reply, left);
  return (
    <form
      class="reply"
      hidden={hidden}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for={id}>
        {texts.reply.label(chat.nickname)}
      </label>
      <textarea
        id={id}
        ref={box}
        class="input reply__text"
        rows={2}
        dir="auto"
        data-focus-first
        value={text}
        placeholder={texts.reply.placeholder}
        aria-describedby={`${id}-note ${id}-hint`}
        aria-invalid={left < 0 || fault.value === 'text_too_long'}
        onFocus={fetchTextList}
        onInput={(event) => {
          fault.value = undefined;
          type(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (!isSendKey(event)) return;
          event.preventDefault();
          if (search.value === undefined) send();
        }}
      />
      <TextPicker
        search={search}
        nickname={chat.nickname}
        agentName={desk.state.value.me?.name ?? ''}
        onInsert={insert}
        onSend={window.conversation.say}
        onPutBack={(typed) => window.typeReply(window.reply.peek() + typed)}
        onLeave={() => box.current?.focus()}
      />
      {children}
      <IconButton
        kind="primary"
        type="submit"
        icon={sendIcon}
        label={texts.reply.send}
        // The text keeps the focus, and the keyboard of a phone stays.
        onPointerDown={(event) => event.preventDefault()}
      />
      <p class="visually-hidden" id={`${id}-hint`}>
        {texts.reply.hint}
      </p>
      <p class="reply__note soft" id={`${id}-note`} role="status">
        {fault.value
          ? refusalText(common, faultRefusal(fault.value))
          : (note ?? (chat.goneSince === undefined ? '' : texts.windows.customerGone))}
      </p>
    </form>
  );
};

const faultRefusal = (fault: TextFault) =>
  fault === 'text_too_long' ? ({ code: fault, max: TEXT_MAX } as const) : ({ code: fault } as const);

const noteText = (
  texts: { left: (count: number) => string; over: (count: number) => string },
  left: number,
): string | undefined => {
  if (left < 0) return texts.over(-left);
  return left <= COUNT_FROM ? texts.left(left) : undefined;
};
