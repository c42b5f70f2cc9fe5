// Where the customer types: grows with the text, Enter sends (S25), and says that the helpdesk reads along (S43).
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { eyeIcon, sendIcon } from '../../ui/icons.ts';
import { isSendKey } from '../../ui/send-key.ts';
import type { ViewProps } from './props.ts';
import { SideView } from './SideView.tsx';

export const Composer = (props: ViewProps) => {
  const { widget, texts, focus } = props;
  const draft = widget.draft.value;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        widget.send();
        event.currentTarget.querySelector('textarea')?.focus();
      }}
    >
      <div role="status">
        {widget.left.value !== undefined && <SideView {...props} view="Countdown" instead={null} />}
      </div>
      <div class="box">
        {/* The style sheet shows the text a second time, unseen, so that the field grows with it. */}
        <div class="grow" data-text={draft}>
          <textarea
            ref={focus.take}
            rows={1}
            dir="auto"
            enterkeyhint="send"
            autocomplete="off"
            placeholder={texts.composerHint}
            aria-label={texts.composerLabel}
            aria-invalid={countCharacters(draft) > TEXT_MAX || undefined}
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
          label={texts.sendMessage}
        />
      </div>
      <div class="small below" id="below">
        {widget.view.value.chat?.preview.value && (
          <p>
            <Icon shape={eyeIcon} /> {texts.readsAlong}
          </p>
        )}
      </div>
      <SideView {...props} view="Composing" instead={[]} />
    </form>
  );
};
