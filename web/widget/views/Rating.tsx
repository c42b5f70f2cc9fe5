// After "Sluiten": what the customer thought of it, in stars (S67-S70), and the thanks for it. Closing without is always possible.
import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { COMMENT_MAX, lacksComment } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { rate } from '../model/beside.ts';
import { useFocus } from './focus.ts';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

const STARS = [1, 2, 3, 4, 5] as const;

export const Rating = (props: SideProps) => {
  const { widget, texts, focus } = props;
  const { kind, failure } = widget.view.value;
  const isTried = useMemo(() => signal(false), []);
  useFocus(focus);
  if (kind === 'thanked')
    return (
      <div class="choices">
        <p tabIndex={-1} ref={focus.take} role="status">
          {texts.thanks}
        </p>
        <Button onClick={widget.close}>{texts.closeWindow}</Button>
      </div>
    );
  return (
    <form
      class="choices"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // To the field that keeps it from being sent.
        const fault = findFault(widget);
        isTried.value = true;
        if (fault) event.currentTarget.querySelector('textarea')?.focus();
        else void rate(widget);
      }}
    >
      <Stars {...props} />
      {widget.stars.value !== undefined && (
        <>
          <Comment {...props} isTried={isTried.value} />
          {failure && <Alert kind="error">{failureText(texts, failure)}</Alert>}
          <Button type="submit" kind="primary" busy={kind === 'sending'}>
            {texts.sendRating}
          </Button>
        </>
      )}
      <Button onClick={widget.close}>{texts.closeWindow}</Button>
    </form>
  );
};

const Stars = ({ widget, texts, focus }: SideProps) => {
  const stars = widget.stars.value ?? 0;
  return (
    <fieldset class="stars">
      <legend tabIndex={-1} ref={focus.take}>
        {texts.ratingTitle}
      </legend>
      {STARS.map((star) => (
        <label key={star}>
          <input
            type="radio"
            name="stars"
            aria-label={texts.starCount(star)}
            checked={star === stars}
            onChange={() => {
              widget.stars.value = star;
            }}
          />
          <span aria-hidden="true">{star > stars ? '☆' : '★'}</span>
        </label>
      ))}
      <p class="small" role="status">
        {stars === 0 ? texts.starHint : texts.starWords[stars]}
      </p>
    </fieldset>
  );
};

/** What is wrong with the explanation. */
const findFault = ({ stars, comment }: SideProps['widget']) => {
  if (comment.value.length > COMMENT_MAX) return 'text_too_long';
  return lacksComment(stars.value ?? 0, comment.value) ? 'comment_required' : undefined;
};

/** `isTried`: to send it, so that it is time to say that it is lacking. */
const Comment = ({ widget, texts, isTried }: SideProps & { isTried: boolean }) => {
  const fault = findFault(widget);
  const isRequired = lacksComment(widget.stars.value ?? 0, '');
  return (
    <Field
      label={texts.commentLabel}
      aside={isRequired ? texts.commentRequired : texts.optionally}
      error={
        fault === 'text_too_long'
          ? texts.refusals.text_too_long({ max: COMMENT_MAX })
          : fault && isTried
            ? texts.refusals.comment_required()
            : undefined
      }
    >
      {(control) => (
        <textarea
          {...control}
          rows={2}
          required={isRequired}
          dir="auto"
          value={widget.comment.value}
          onInput={(event) => {
            widget.comment.value = event.currentTarget.value;
          }}
        />
      )}
    </Field>
  );
};
