// Changing one's own password, which takes the current one.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { isPasswordTooLong, isPasswordTooShort, passwordMin } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useMe, useTexts } from '../shell/uses.tsx';
import { OwnPassword } from './fields.tsx';

const nothing = { current: '', password: '' };

export const OwnPasswordCard = ({ texts: { preferences: texts, password } }: { texts: AccountTexts }) => {
  const { common, ui } = useTexts();
  const me = useMe();
  const typed = useSignal(nothing);
  const wrong = useSignal<keyof typeof nothing | undefined>(undefined);
  const fault = useSignal<Failure | undefined>(undefined);
  const isDone = useSignal(false);
  const isBusy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const { permissions, user } = me.session.value;
  const min = passwordMin(permissions);
  const point = (name: keyof typeof nothing) => {
    wrong.value = name;
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  const type = (name: keyof typeof nothing) => (value: string) => {
    wrong.value = undefined;
    isDone.value = false;
    typed.value = { ...typed.value, [name]: value };
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    const { current, password: fresh } = typed.value;
    if (!current || isPasswordTooLong(current)) return point('current');
    if (isPasswordTooShort(fresh, min) || isPasswordTooLong(fresh)) return point('password');
    isBusy.value = true;
    const answer = await request('POST /api/preferences/password', typed.value);
    isBusy.value = false;
    isDone.value = 'ok' in answer;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) typed.value = nothing;
    else if ('error' in answer && answer.error.code === 'wrong_password') point('current');
    else if ('error' in answer && answer.error.code.startsWith('password')) point('password');
  };
  const isRefused = fault.value !== undefined && 'error' in fault.value;
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <h2>{texts.password}</h2>
      {isDone.value && <Alert kind="success">{texts.changed}</Alert>}
      <FailureAlert fault={fault.value} />
      {/* For password managers: whose password it is. */}
      <input
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        autocomplete="username"
        value={user.login}
        readOnly
      />
      <OwnPassword
        label={texts.current}
        name="current"
        autocomplete="current-password"
        value={typed.value.current}
        error={wrong.value === 'current' && !isRefused ? texts.missing : undefined}
        show={ui.login.showPassword}
        onType={type('current')}
      />
      <OwnPassword
        label={texts.fresh}
        name="password"
        autocomplete="new-password"
        hint={password.hint(min)}
        value={typed.value.password}
        error={
          wrong.value === 'password' && !isRefused
            ? refusalText(common, { code: 'password_too_short', min })
            : undefined
        }
        show={ui.login.showPassword}
        onType={type('password')}
      />
      <div class="fields__buttons">
        <Button type="submit" busy={isBusy.value}>
          {texts.change}
        </Button>
      </div>
    </form>
  );
};
