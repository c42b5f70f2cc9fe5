// Where the customer types: grows with the text, Enter sends (S25), and says that the helpdesk reads along (S43).
import { useComputed } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import type { Conversation } from '../../connection/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { eyeIcon, sendIcon } from '../../ui/icons.ts';
import { isSendKey } from '../keys.ts';
import type { Texts } from '../texts.ts';
import type { Widget } from '../widget.ts';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly chat: Conversation;
}

/** From here on it is good to know how much is left. */
const COUNT_FROM = TEXT_MAX * 0.9;

export const Composer = ({ widget, texts, chat }: Props) => {
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const draft = widget.draft.value;
  const count = useComputed(() => countCharacters(widget.draft.value)).value;
  const isTooLong = count > TEXT_MAX;
  const { composer } = texts.widget;

  useLayoutEffect(() => {
    const box = input.current;
    if (!box) return;
    // Measured from nothing, or it would never shrink again; the style sheet holds the cap.
    box.style.height = '0';
    box.style.height = `${box.scrollHeight}px`;
  }, [draft]);

  const send = () => {
    widget.send();
    input.current?.focus();
  };
  const number = (value: number) => value.toLocaleString(texts.common.locale);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class={`composer__box${isTooLong ? ' composer__box--wrong' : ''}`}>
        <textarea
          ref={input}
          data-focus
          rows={1}
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          placeholder={composer.placeholder}
          aria-label={composer.label}
          aria-invalid={isTooLong || undefined}
          aria-describedby={id}
          value={draft}
          onInput={(event) => widget.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class={`send${draft.trim() ? '' : ' send--idle'}`}
          aria-label={composer.send}
          title={composer.send}
        >
          <Icon shape={sendIcon} />
        </button>
      </div>
      <div class="composer__below" id={id}>
        {chat.preview.value && (
          <p class="composer__notice">
            <Icon shape={eyeIcon} />
            {composer.preview}
          </p>
        )}
        {count >= COUNT_FROM && (
          <p class={`composer__count${isTooLong ? ' wrong' : ''}`}>
            {composer.count(number(count), number(TEXT_MAX))}
          </p>
        )}
      </div>
      <div role="alert">
        {isTooLong && (
          <p class="composer__fault wrong">{texts.common.refusals.text_too_long({ max: TEXT_MAX })}</p>
        )}
      </div>
    </form>
  );
};
