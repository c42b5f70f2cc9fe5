// Where the customer types: grows with the text, Enter sends (S25), and says that the helpdesk reads along (S43).
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { eyeIcon, sendIcon } from '../../ui/icons.ts';
import { isSendKey } from '../../ui/send-key.ts';
import type { ViewProps } from './props.ts';

/** From here on it is good to know how much is left. */
const COUNT_FROM = TEXT_MAX * 0.9;

export const Composer = ({ widget, texts, focus }: ViewProps) => {
  const draft = widget.draft.value;
  const count = countCharacters(draft);
  const isTooLong = count > TEXT_MAX;
  const number = (value: number) => value.toLocaleString(texts.locale);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        widget.send();
        event.currentTarget.querySelector('textarea')?.focus();
      }}
    >
      <Countdown widget={widget} texts={texts} />
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
          label={texts.sendMessage}
        />
      </div>
      <div class="small below" id="below">
        {widget.view.value.chat?.preview.value && (
          <p>
            <Icon shape={eyeIcon} /> {texts.readsAlong}
          </p>
        )}
        {count >= COUNT_FROM && (
          <p class={isTooLong ? 'wrong' : ''}>{texts.characterCount(number(count), number(TEXT_MAX))}</p>
        )}
      </div>
      <div class="small below wrong" role="alert">
        {isTooLong && <p>{texts.refusals.text_too_long({ max: TEXT_MAX })}</p>}
      </div>
    </form>
  );
};

/** The question whether anybody is there is announced once, the seconds are there to see. */
const Countdown = ({ widget, texts }: Pick<ViewProps, 'widget' | 'texts'>) => {
  const left = widget.left.value;
  return (
    <div role="status">
      {left !== undefined && (
        <Alert kind="warning" silent>
          <p>
            {left > 0 ? (
              <>
                {texts.isAnybodyThere}{' '}
                <b role="timer" aria-live="off">
                  {texts.secondsLeft(left)}
                </b>
              </>
            ) : (
              texts.isEnding
            )}
          </p>
          <Button
            onClick={(event) => {
              widget.keepAlive();
              // The button is about to go.
              event.currentTarget.form?.querySelector('textarea')?.focus();
            }}
          >
            {texts.stillHere}
          </Button>
        </Alert>
      )}
    </div>
  );
};
