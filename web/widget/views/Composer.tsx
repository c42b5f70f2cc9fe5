// Where the customer types: grows with the text, Enter sends (S25), and says that the helpdesk reads along (S43).
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { eyeIcon, sendIcon } from '../../ui/icons.ts';
import { isSendKey } from '../keys.ts';
import type { Parts } from './parts.ts';

/** From here on it is good to know how much is left. */
const COUNT_FROM = TEXT_MAX * 0.9;

export const Composer = ({ widget, texts, takeFocus }: Parts) => {
  const { composer } = texts.widget;
  const draft = widget.draft.value;
  const count = countCharacters(draft);
  const isTooLong = count > TEXT_MAX;
  const number = (value: number) => value.toLocaleString(texts.chat.locale);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        widget.send();
        event.currentTarget.querySelector('textarea')?.focus();
      }}
    >
      <div class={`box`}>
        {/* The style sheet shows the text a second time, unseen, so that the field grows with it. */}
        <div class="grow" data-text={draft}>
          <textarea
            ref={takeFocus}
            rows={1}
            dir="auto"
            enterkeyhint="send"
            autocomplete="off"
            placeholder={composer.placeholder}
            aria-label={composer.label}
            aria-invalid={isTooLong || undefined}
            aria-describedby="below"
            value={draft}
            onInput={(event) => widget.type(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (!isSendKey(event)) return;
              event.preventDefault();
              widget.send();
            }}
          />
        </div>
        <IconButton
          type="submit"
          kind={draft.trim() ? 'primary' : 'quiet'}
          icon={sendIcon}
          label={composer.send}
        />
      </div>
      <div class="small below" id="below">
        {widget.view.value.chat?.preview.value && (
          <p>
            <Icon shape={eyeIcon} /> {composer.preview}
          </p>
        )}
        {count >= COUNT_FROM && (
          <p class={isTooLong ? 'wrong' : ''}>{composer.count(number(count), number(TEXT_MAX))}</p>
        )}
      </div>
      <div class="small below wrong" role="alert">
        {isTooLong && <p>{texts.chat.refusals.text_too_long({ max: TEXT_MAX })}</p>}
      </div>
    </form>
  );
};
