// The login page of both sites; the site gives its title and decides where to go afterwards.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../../shared/errors.ts';
import type { RouteReply } from '../../shared/routes.ts';
import { LOGIN_MAX, PASSWORD_MAX } from '../../shared/rules.ts';
import type { Session } from '../../shared/session.ts';
import type { Language } from '../../shared/text/text.ts';
import { Alert } from './Alert.tsx';
import { answerText, request } from './api.ts';
import { Button, IconButton } from './Button.tsx';
import { Field } from './Field.tsx';
import { focusIn } from './focus-in.ts';
import { eyeIcon } from './icons.ts';
import { LaterFactors, type LoadFactors } from './LaterFactors.tsx';
import { FORGOTTEN_PATH } from './paths.ts';
import { isComingBack, LaterProvider, type LoadProvider } from './provider/LaterProvider.tsx';
import { LanguageSwitch, ProductMark } from './SiteHeader.tsx';
import { Loading } from './Spinner.tsx';
import { pageToGoBackTo, tellSession } from './session.ts';
import { useTooLong } from './too-long.ts';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  title: string;
  lead: string;
  texts: UiTexts;
  common: CommonTexts;
  language: Language;
  /** Of the portal, not an agent. */
  isCustomer?: boolean;
  loadFactors: LoadFactors;
  loadProvider: LoadProvider;
  onSignedIn: (session: Session) => void;
}

/** By what one signs in here. */
type Means = RouteReply<'GET /api/sign-in'>;

/** Behind the right password: the ways this account has for the second step. */
type Ways = Extract<Refusal, { code: 'second_factor' }>['ways'];

export const LoginPage = ({
  title,
  lead,
  texts,
  common,
  language,
  isCustomer = false,
  loadFactors,
  loadProvider,
  onSignedIn,
}: Props) => {
  const [ways, setWays] = useState<Ways>();
  const [means, setMeans] = useState<Means>();
  const [comesBack] = useState(isComingBack);
  useEffect(() => {
    // Without an answer there is what there always was: the server says no to whoever may not.
    request('GET /api/sign-in', {}).then((answer) =>
      setMeans('ok' in answer ? answer.ok : { passwords: true }),
    );
  }, []);
  const form = (
    <>
      <LoginForm texts={texts} common={common} onSignedIn={onSignedIn} onSecondStep={setWays} />
      <p>
        <a href={FORGOTTEN_PATH}>{texts.login.forgotten}</a>
      </p>
    </>
  );
  return (
    <main class="login" id="content">
      <div class="login__brand">
        <ProductMark /> {texts.product}
      </div>
      <div class="login__card">
        {ways ? (
          <LaterFactors load={loadFactors} ui={texts} common={common}>
            {({ SecondStep }, words) => (
              <>
                <h1>{words.texts.step.title}</h1>
                <p class="page__lead">{words.texts.step.lead}</p>
                <SecondStep
                  words={words}
                  ways={ways}
                  isCustomer={isCustomer}
                  onDone={async () => {
                    const answer = await request('GET /api/session', {});
                    if ('ok' in answer) enter(answer.ok, onSignedIn);
                    else setWays(undefined);
                  }}
                  onBack={() => setWays(undefined)}
                />
              </>
            )}
          </LaterFactors>
        ) : (
          <>
            <h1>{title}</h1>
            <p class="page__lead">{lead}</p>
            {!means ? (
              <Loading label={texts.loading} />
            ) : means.provider || !means.passwords || comesBack ? (
              <LaterProvider
                load={loadProvider}
                name={means.provider?.name}
                hasPasswords={means.passwords}
                back={pageToGoBackTo(location.search, location.origin)}
                ui={texts}
                common={common}
                onSignedIn={(session) => enter(session, onSignedIn)}
              >
                {form}
              </LaterProvider>
            ) : (
              form
            )}
          </>
        )}
      </div>
      <LanguageSwitch texts={texts} language={language} />
    </main>
  );
};

const enter = (session: Session, onSignedIn: Props['onSignedIn']) => {
  tellSession(session.user.id);
  onSignedIn(session);
};

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;

/** Why the last attempt did not work, if it did not. */
type Fault = { readonly field: 'login' | 'password' } | { readonly message: string };

/** Whether the browser took the cookie; where it did not, the next page would only be this one again, without a word. */
const keepsSession = async (): Promise<boolean> => {
  const answer = await request('GET /api/session', {});
  return !('error' in answer && answer.error.code === 'not_signed_in');
};

interface FormProps extends Pick<Props, 'texts' | 'common' | 'onSignedIn'> {
  onSecondStep: (ways: Ways) => void;
}

const LoginForm = ({ texts, common, onSignedIn, onSecondStep }: FormProps) => {
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
    if ('error' in answer && answer.error.code === 'second_factor') onSecondStep(answer.error.ways);
    else if (!('ok' in answer)) fail({ message: answerText(answer, texts, common) }, 'password');
    else if (isKept) enter(answer.ok, onSignedIn);
    else fail({ message: texts.login.noCookies }, 'password');
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
