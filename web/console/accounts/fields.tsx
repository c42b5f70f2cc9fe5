// Fields that several pages about people share.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { PASSWORD_MAX } from '../../../shared/rules.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { tooLong } from '../../ui/too-long.ts';
import type { AccountTexts } from '../shell/account-texts.ts';
import { useTexts } from '../shell/uses.tsx';
import { makePassword } from './make-password.ts';

interface NewPasswordProps {
  label: string;
  texts: AccountTexts['password'];
  min: number;
  value: string;
  error: string | undefined;
  onType: (password: string) => void;
}

/** A password for somebody else: shown, as it is to be handed over. */
export const NewPassword = ({ label, texts, min, value, error, onType }: NewPasswordProps) => {
  const { ui } = useTexts();
  return (
    <Field label={label} hint={texts.hint(min)} error={tooLong(value, PASSWORD_MAX, ui) ?? error}>
      {(control) => (
        <div class="with-button">
          <input
            {...control}
            class="input input--code"
            name="password"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={value}
            onInput={(event) => onType(event.currentTarget.value)}
          />
          <Button onClick={() => onType(makePassword((bytes) => crypto.getRandomValues(bytes)))}>
            {texts.generate}
          </Button>
        </div>
      )}
    </Field>
  );
};

/** The password as it was just set, to be copied; nobody can look it up again. */
export const PasswordReveal = ({
  password,
  texts,
}: {
  password: string;
  texts: AccountTexts['password'];
}) => {
  const isCopied = useSignal(false);
  const code = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(password);
      isCopied.value = true;
    } catch {
      // Not allowed here: it is selected, to be copied by key.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  };
  return (
    <>
      <p>
        {texts.once}{' '}
        <code class="code" ref={code}>
          {password}
        </code>{' '}
        <Button small onClick={copy}>
          {texts.copy}
        </Button>{' '}
        <span role="status">{isCopied.value ? texts.copied : ''}</span>
      </p>
      <p>{texts.tell}</p>
    </>
  );
};

interface OwnPasswordProps {
  label: string;
  name: string;
  autocomplete: 'current-password' | 'new-password';
  hint?: string;
  value: string;
  error: string | undefined;
  show: string;
  onType: (password: string) => void;
}

/** One's own password: hidden unless asked for. */
export const OwnPassword = ({ label, hint, error, show, onType, ...input }: OwnPasswordProps) => {
  const { ui } = useTexts();
  const isShown = useSignal(false);
  return (
    <Field label={label} hint={hint} error={tooLong(input.value, PASSWORD_MAX, ui) ?? error}>
      {(control) => (
        <div class="with-button">
          <input
            {...control}
            {...input}
            {...(isShown.value ? asText : asPassword)}
            onInput={(event) => onType(event.currentTarget.value)}
          />
          <Button
            aria-pressed={isShown.value}
            onClick={() => {
              isShown.value = !isShown.value;
            }}
          >
            {show}
          </Button>
        </div>
      )}
    </Field>
  );
};

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;
