// The password of now and the one to come, for a form that changes one's own: what stands in them is the form's.
import { useState } from 'preact/hooks';
import { PASSWORD_MAX } from '../../shared/rules.ts';
import { Field } from './Field.tsx';

/** As the fields are called in their form. */
export type PasswordFieldName = 'current' | 'password';

interface Props {
  texts: { readonly current: string; readonly fresh: string; readonly hint: string; readonly show: string };
  /** What is wrong with a field, in words. */
  errors: Readonly<Partial<Record<PasswordFieldName, string>>>;
  /** The first field has the focus when it comes. */
  autofocus?: boolean;
}

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;

export const PasswordFields = ({ texts, errors, autofocus = false }: Props) => {
  const [isShown, setIsShown] = useState(false);
  const type = isShown ? asText : asPassword;
  return (
    <>
      <Field label={texts.current} error={errors.current}>
        {(control) => (
          <input
            {...control}
            name="current"
            {...type}
            autocomplete="current-password"
            maxLength={PASSWORD_MAX}
            required
            autofocus={autofocus}
          />
        )}
      </Field>
      <Field label={texts.fresh} hint={texts.hint} error={errors.password}>
        {(control) => (
          <input
            {...control}
            name="password"
            {...type}
            autocomplete="new-password"
            maxLength={PASSWORD_MAX}
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
