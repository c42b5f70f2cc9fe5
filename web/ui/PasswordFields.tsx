// The password of now and the one to come, for a form that changes one's own: what stands in them is the form's.
import { useState } from 'preact/hooks';
import { isPasswordTooLong, PASSWORD_MAX } from '../../shared/rules.ts';
import { Field } from './Field.tsx';
import { useTooLong } from './too-long.ts';
import type { UiTexts } from './types.ts';

/** As the fields are called in their form. */
export type PasswordFieldName = 'current' | 'password';

/** The first of them that is more than the server takes. */
export const findLongPassword = (
  typed: Readonly<Record<PasswordFieldName, string>>,
): PasswordFieldName | undefined =>
  (['current', 'password'] as const).find((field) => isPasswordTooLong(typed[field]));

interface Props {
  texts: { readonly current: string; readonly fresh: string; readonly hint: string; readonly show: string };
  ui: UiTexts;
  /** What is wrong with a field, in words. */
  errors: Readonly<Partial<Record<PasswordFieldName, string>>>;
  /** The first field has the focus when it comes. */
  autofocus?: boolean;
}

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;

export const PasswordFields = ({ texts, ui, errors, autofocus = false }: Props) => {
  const current = useTooLong(PASSWORD_MAX, ui);
  const fresh = useTooLong(PASSWORD_MAX, ui);
  const [isShown, setIsShown] = useState(false);
  const type = isShown ? asText : asPassword;
  return (
    <>
      <Field label={texts.current} error={current.error ?? errors.current}>
        {(control) => (
          <input
            {...control}
            name="current"
            {...type}
            autocomplete="current-password"
            onInput={current.onInput}
            required
            autofocus={autofocus}
          />
        )}
      </Field>
      <Field label={texts.fresh} hint={texts.hint} error={fresh.error ?? errors.password}>
        {(control) => (
          <input
            {...control}
            name="password"
            {...type}
            autocomplete="new-password"
            onInput={fresh.onInput}
            required
          />
        )}
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => setIsShown(event.currentTarget.checked)}
        />
        {texts.show}
      </label>
    </>
  );
};
