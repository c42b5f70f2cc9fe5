// In the place of every page of a site, for whoever signed in with a password that an administrator made: choosing one's own (S168).
import { useRef, useState } from 'preact/hooks';
import { isPasswordTooShort, passwordMin } from '../../shared/rules.ts';
import type { Session } from '../../shared/session.ts';
import { firstPassword as en } from '../../shared/text/en/first-password.ts';
import { firstPassword as nl } from '../../shared/text/nl/first-password.ts';
import { refusalText, type Text } from '../../shared/text/text.ts';
import { Alert } from './Alert.tsx';
import { answerText, request } from './api.ts';
import { Button } from './Button.tsx';
import { focusIn } from './focus-in.ts';
import { currentLanguage } from './language.ts';
import { findLongPassword, type PasswordFieldName, PasswordFields } from './PasswordFields.tsx';
import { ProductMark } from './SiteHeader.tsx';
import { logOut } from './session.ts';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  session: Session;
  ui: UiTexts;
  common: CommonTexts;
  /** The page may be loaded anew, now for somebody who may see it. */
  onDone: () => void;
}

/** Fetched with this page, in both languages: few ever see it, once. */
export const firstPasswordTexts = (): Text<typeof nl> => (currentLanguage() === 'nl' ? nl : en);

/** What is wrong with a field, or why the server took neither. */
type Fault = { readonly field: PasswordFieldName; readonly text: string } | { readonly message: string };

export const FirstPassword = ({ session: { user, permissions }, ui, common, onDone }: Props) => {
  const words = firstPasswordTexts();
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setIsBusy] = useState(false);
  const min = passwordMin(permissions);

  const fail = (next: Fault, field: PasswordFieldName) => {
    setFault(next);
    focusIn(form.current, field);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || !form.current) return;
    const fields = new FormData(form.current);
    const current = String(fields.get('current'));
    const password = String(fields.get('password'));
    const long = findLongPassword({ current, password });
    if (long) return focusIn(form.current, long);
    if (!current) return fail({ field: 'current', text: words.missing }, 'current');
    if (isPasswordTooShort(password, min)) {
      const text = refusalText(common, { code: 'password_too_short', min });
      return fail({ field: 'password', text }, 'password');
    }
    setFault(undefined);
    setIsBusy(true);
    const answer = await request(
      user.role === 'customer' ? 'POST /api/profile/password' : 'POST /api/preferences/password',
      { current, password },
    );
    setIsBusy(false);
    if ('ok' in answer) return onDone();
    const isOfCurrent = 'error' in answer && answer.error.code === 'wrong_password';
    fail({ message: answerText(answer, ui, common) }, isOfCurrent ? 'current' : 'password');
  };

  return (
    <main class="login" id="content">
      <div class="login__brand">
        <ProductMark /> {ui.product}
      </div>
      <div class="login__card">
        <h1>{words.title}</h1>
        <p class="page__lead">{words.lead}</p>
        <form class="login__form" ref={form} onSubmit={submit} noValidate>
          {fault && 'message' in fault && <Alert kind="error">{fault.message}</Alert>}
          {/* For password managers: whose password it is. */}
          <input
            class="visually-hidden"
            tabIndex={-1}
            aria-hidden="true"
            autocomplete="username"
            value={user.login}
            readOnly
          />
          <PasswordFields
            texts={{
              current: words.given,
              fresh: words.fresh,
              hint: words.hint(min),
              show: ui.login.showPassword,
            }}
            ui={ui}
            errors={fault && 'field' in fault ? { [fault.field]: fault.text } : {}}
            autofocus
          />
          <Button kind="primary" type="submit" wide busy={isBusy}>
            {isBusy ? words.setting : words.set}
          </Button>
          <Button wide onClick={() => void logOut()}>
            {ui.logOut}
          </Button>
        </form>
      </div>
    </main>
  );
};
