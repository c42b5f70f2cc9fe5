// The login page of both sites; the site gives its title and decides where to go afterwards.
import { useRef, useState } from 'preact/hooks';
import type { Session } from '../../shared/routes.ts';
import { LOGIN_MAX, PASSWORD_MAX } from '../../shared/rules.ts';
import type { Language } from '../../shared/text/text.ts';
import { Alert } from './Alert.tsx';
import { answerText, request } from './api.ts';
import { Button, IconButton } from './Button.tsx';
import { Field } from './Field.tsx';
import { focusIn } from './focus-in.ts';
import { eyeIcon } from './icons.ts';
import { LanguageSwitch, ProductMark } from './SiteHeader.tsx';
import { tellSession } from './session.ts';
import { useTooLong } from './too-long.ts';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  title: string;
  lead: string;
  texts: UiTexts;
  common: CommonTexts;
  language: Language;
  onSignedIn: (session: Session) => void;
}

export const LoginPage = ({ title, lead, texts, common, language, onSignedIn }: Props) => (
  <main class="login" id="content">
    <div class="login__brand">
      <ProductMark /> {texts.product}
    </div>
    <div class="login__card">
      <h1>{title}</h1>
      <p class="page__lead">{lead}</p>
      <LoginForm texts={texts} common={common} onSignedIn={onSignedIn} />
    </div>
    <LanguageSwitch texts={texts} language={language} />
  </main>
);

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;

/** Why the last attempt did not work, if it did not. */
type Fault = { readonly field: 'login' | 'password' } | { readonly message: string };

/** Whether the browser took the cookie; where it did not, the next page would only be this one again, without a word. */
const keepsSession = async (): Promise<boolean> => {
  const answer = await request('GET /api/session', {});
  return !('error' in answer && answer.error.code === 'not_signed_in');
};

const LoginForm = ({ texts, common, onSignedIn }: Pick<Props, 'texts' | 'common' | 'onSignedIn'>) => {
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [visible, setVisible] = useState(false);
  const missing = fault && 'field' in fault ? fault.field : undefined;

  const login = useTooLong(LOGIN_MAX, texts);
  const password = useTooLong(PASSWORD_MAX, texts);

  const fail = (next: Fault | undefined, focus: 'login' | 'password') => {
    setFault(next);
    focusIn(form.current, focus);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || !form.current) return;
    const fields = new FormData(form.current);
    const typed = { login: String(fields.get('login')).trim(), password: String(fields.get('password')) };
    if (login.error) return fail(undefined, 'login');
    if (password.error) return fail(undefined, 'password');
    if (!typed.login) return fail({ field: 'login' }, 'login');
    if (!typed.password) return fail({ field: 'password' }, 'password');
    setFault(undefined);
    setBusy(true);
    const answer = await request('POST /api/login', typed);
    const isKept = 'ok' in answer && (await keepsSession());
    setBusy(false);
    if (!('ok' in answer)) fail({ message: answerText(answer, texts, common) }, 'password');
    else if (isKept) {
      tellSession(answer.ok.user.id);
      onSignedIn(answer.ok);
    } else fail({ message: texts.login.noCookies }, 'password');
  };

  return (
    <form class="login__form" ref={form} onSubmit={submit} noValidate>
      {fault && 'message' in fault && <Alert kind="error">{fault.message}</Alert>}
      <Field
        label={texts.login.login}
        error={login.error ?? (missing === 'login' ? texts.login.missingLogin : undefined)}
      >
        {(control) => (
          <input
            {...control}
            name="login"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            onInput={login.onInput}
            required
            autofocus
          />
        )}
      </Field>
      <Field
        label={texts.login.password}
        error={password.error ?? (missing === 'password' ? texts.login.missingPassword : undefined)}
      >
        {(control) => (
          <div class="login__password">
            <input
              {...control}
              name="password"
              {...(visible ? asText : asPassword)}
              autocomplete="current-password"
              onInput={password.onInput}
              required
            />
            <IconButton
              icon={eyeIcon}
              label={texts.login.showPassword}
              aria-pressed={visible}
              onClick={() => setVisible(!visible)}
            />
          </div>
        )}
      </Field>
      <Button kind="primary" type="submit" wide busy={busy}>
        {busy ? texts.login.busy : texts.login.submit}
      </Button>
    </form>
  );
};
