// A new account: its owner is invited by mail, or where that cannot be gets a first password, which is shown once.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { AccountView, GroupView } from '../../../shared/account-routes.ts';
import { isPasswordTooLong, passwordMin } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { AskBeforeLeaving } from '../shell/AskBeforeLeaving.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useTexts } from '../shell/uses.tsx';
import { AccountFieldsView } from './AccountFieldsView.tsx';
import { type AccountField, emptyAccount, findWrong } from './account-fields.ts';
import { NewPassword, PasswordReveal } from './fields.tsx';

interface Props {
  kind: AccountView['role'];
  groups: readonly GroupView[];
  pathOf: (id: string) => string;
  texts: AccountTexts;
}

export const NewAccount = ({ kind: role, groups, pathOf, texts }: Props) => {
  const { common } = useTexts();
  const fields = useSignal(emptyAccount(role));
  const password = useSignal('');
  const wrong = useSignal<AccountField | 'password' | undefined>(undefined);
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const made = useSignal<AccountView | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const min = passwordMin(fields.value.permissions);
  const { answer: means } = useAnswer(() => request('GET /api/password/means', {}));
  const hasMail = means.value !== undefined && 'ok' in means.value && means.value.ok.byMail;
  const isInvited = hasMail && fields.value.email.trim() !== '';

  const point = (name: AccountField | 'password') => {
    wrong.value = name;
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    const isWrong = password.value.length < min || isPasswordTooLong(password.value);
    const found = findWrong(fields.value) ?? (isWrong && !isInvited ? 'password' : undefined);
    wrong.value = found;
    if (found) return point(found);
    isBusy.value = true;
    const { groups: chosen, permissions, ...typed } = fields.value;
    const answer = await request('POST /api/accounts', {
      ...typed,
      role,
      ...(!isInvited && { password: password.value }),
      groups: [...chosen],
      permissions: [...permissions],
    });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) made.value = answer.ok;
    else if ('error' in answer && answer.error.code === 'login_taken') point('login');
    else if ('error' in answer && answer.error.code.startsWith('password')) point('password');
  };
  const again = () => {
    made.value = undefined;
    password.value = '';
    fields.value = { ...emptyAccount(role), groups: fields.value.groups };
  };

  if (made.value)
    return (
      <div class="card fields">
        <Alert kind="success">
          <p>{texts.password.created(made.value.login)}</p>
          {made.value.invitedAt === undefined ? (
            <PasswordReveal password={password.value} texts={texts.password} />
          ) : (
            <p>{texts.invitation.sent}</p>
          )}
        </Alert>
        <div class="fields__buttons">
          <a class="button button--plain" href={pathOf(made.value.id)}>
            {texts.password.open}
          </a>
          <Button kind="quiet" onClick={again}>
            {texts.password.another}
          </Button>
        </div>
      </div>
    );
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <FailureAlert fault={fault.value} words={texts.invitation.refusals} />
      <AccountFieldsView
        kind={role}
        shown={fields.value}
        groups={groups}
        wrong={wrong.value === 'password' ? undefined : wrong.value}
        texts={texts}
        onEdit={(typed) => {
          wrong.value = undefined;
          fields.value = { ...fields.value, ...typed };
        }}
      />
      {isInvited ? (
        <p class="soft">{texts.invitation.willBe}</p>
      ) : (
        <NewPassword
          label={texts.password.first}
          texts={texts.password}
          min={min}
          value={password.value}
          error={
            wrong.value === 'password' ? refusalText(common, { code: 'password_too_short', min }) : undefined
          }
          onType={(typed) => {
            wrong.value = undefined;
            password.value = typed;
          }}
        />
      )}
      {hasMail && !isInvited && <p class="soft">{texts.invitation.withEmail}</p>}
      <div class="fields__buttons">
        <Button kind="primary" type="submit" busy={isBusy.value}>
          {texts.form.create}
        </Button>
      </div>
      <AskBeforeLeaving isChanged={Boolean(fields.value.login || fields.value.name || fields.value.email)} />
    </form>
  );
};
