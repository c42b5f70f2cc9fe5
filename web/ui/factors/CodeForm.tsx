// A form with one field for a code or a password, what is wrong with it beside it, and its button.
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Alert } from '../Alert.tsx';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';

interface Props {
  label: string;
  hint?: string;
  /** Said when nothing was typed. */
  missing: string;
  submit: string;
  busy: string;
  /** How the field is to be filled in: by an app's code, by hand, by a password manager. */
  input: ({ readonly type: 'password' } | { readonly type: 'text'; readonly inputMode?: 'numeric' }) & {
    readonly autocomplete: string;
  };
  autofocus?: boolean;
  /** @returns why it was not taken; what was typed stays then. */
  onSubmit: (typed: string) => Promise<string | undefined>;
  /** More buttons, behind that of the form. */
  children?: ComponentChildren;
}

export const CodeForm = ({
  label,
  hint,
  missing,
  submit,
  busy,
  input,
  autofocus,
  onSubmit,
  children,
}: Props) => {
  const field = useRef<HTMLInputElement>(null);
  const [isMissing, setIsMissing] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? '';
    if (isBusy) return;
    setIsMissing(typed === '');
    if (typed === '') return field.current?.focus();
    setRefusal(undefined);
    setIsBusy(true);
    const why = await onSubmit(typed);
    setIsBusy(false);
    setRefusal(why);
    if (why) field.current?.select();
  };
  return (
    <form class="login__form" onSubmit={send} noValidate>
      {refusal && <Alert kind="error">{refusal}</Alert>}
      <Field label={label} hint={hint} error={isMissing ? missing : undefined}>
        {(control) => (
          <input
            {...control}
            {...input}
            name="code"
            ref={field}
            autocapitalize="none"
            spellcheck={false}
            required
            autofocus={autofocus}
          />
        )}
      </Field>
      <div class="factors__buttons">
        <Button kind="primary" type="submit" busy={isBusy}>
          {isBusy ? busy : submit}
        </Button>
        {children}
      </div>
    </form>
  );
};
