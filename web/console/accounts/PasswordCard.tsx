// A new password for somebody, shown once, after which every session of that person has ended.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { AccountView } from '../../../shared/account-routes.ts';
import { isPasswordTooLong, passwordMin } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import type { EditedAccount } from './account-fields.ts';
import { NewPassword, PasswordReveal } from './fields.tsx';

interface Props {
  account: EditedAccount;
  texts: AccountTexts;
  onDone: (stored: AccountView) => void;
}

export const PasswordCard = ({ account, texts: { password: texts, invitation }, onDone }: Props) => {
  const { common } = useTexts();
  const typed = useSignal('');
  const set = useSignal<string | undefined>(undefined);
  const isShort = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const min = passwordMin(account.permissions);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isShort.value = typed.value.length < min;
    if (isShort.value || isPasswordTooLong(typed.value)) {
      const control = form.current?.elements.namedItem('password');
      return control instanceof HTMLElement && control.focus();
    }
    isBusy.value = true;
    const password = typed.value;
    const answer = await request('PUT /api/accounts/{accountId}/password', {
      accountId: account.id,
      password,
    });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if (!('ok' in answer)) return;
    set.value = password;
    typed.value = '';
    onDone(answer.ok);
  };
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <h2>{texts.title}</h2>
      <FailureAlert fault={fault.value} words={invitation.refusals} />
      {set.value && (
        <Alert kind="success">
          <p>{texts.wasSet}</p>
          <PasswordReveal password={set.value} texts={texts} />
        </Alert>
      )}
      <NewPassword
        label={texts.fresh}
        texts={texts}
        min={min}
        value={typed.value}
        error={isShort.value ? refusalText(common, { code: 'password_too_short', min }) : undefined}
        onType={(password) => {
          isShort.value = false;
          set.value = undefined;
          typed.value = password;
        }}
      />
      <div class="fields__buttons">
        <Button type="submit" busy={isBusy.value} disabled={!typed.value}>
          {texts.set}
        </Button>
      </div>
    </form>
  );
};
