// After "Sluiten": what the customer thought of it, in stars (S67-S70). Closing without is always possible.
import { COMMENT_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

export const Rating = ({ widget, texts, focus }: SideProps) => {
  const { kind, failure } = widget.view.value;
  const stars = widget.stars.value ?? 0;
  return (
    <form
      class="choices"
      onSubmit={(event) => {
        event.preventDefault();
        void widget.rate();
      }}
    >
      <fieldset class="stars">
        <legend tabIndex={-1} ref={focus.take}>
          {texts.ratingTitle}
        </legend>
        {([1, 2, 3, 4, 5] as const).map((star) => (
          <label key={star}>
            <input
              type="radio"
              name="stars"
              aria-label={texts.starCount(star)}
              onChange={() => {
                widget.stars.value = star;
              }}
            />
            {star > stars ? '☆' : '★'}
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <>
          <textarea
            class="input"
            placeholder={texts.commentLabel}
            required={stars < 3}
            maxLength={COMMENT_MAX}
            dir="auto"
            value={widget.comment.value}
            onInput={(event) => {
              widget.comment.value = event.currentTarget.value;
            }}
          />
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
