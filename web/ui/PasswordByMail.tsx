// A password without the one of before (S128), for people who are not signed in: asking for a link, and choosing a password by one.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RouteReply } from '../../shared/routes.ts';
import { EMAIL_MAX, isPasswordTooShort, PASSWORD_MAX } from '../../shared/rules.ts';
import type { password } from '../../shared/text/nl/password.ts';
import { type Language, refusalText, type Text } from '../../shared/text/text.ts';
import { Alert } from './Alert.tsx';
import { type Answer, answerText, request } from './api.ts';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { FORGOTTEN_PATH, LOGIN_PATH } from './paths.ts';
import { LanguageSwitch, ProductMark } from './SiteHeader.tsx';
import { Loading } from './Spinner.tsx';
import { useTooLong } from './too-long.ts';
import type { CommonTexts, UiTexts } from './types.ts';

export interface PasswordByMailProps {
  /** One of the two paths. */
  path: string;
  words: Text<typeof password>;
  ui: UiTexts;
  common: CommonTexts;
  language: Language;
}

export const passwordTitle = (path: string, { forgotten, choose }: Text<typeof password>): string =>
  path === FORGOTTEN_PATH ? forgotten.title : choose.title;

export const PasswordByMail = (props: PasswordByMailProps) => (
  <main class="login" id="content">
    <div class="login__brand">
      <ProductMark /> {props.ui.product}
    </div>
    <div class="login__card">
      <h1>{passwordTitle(props.path, props.words)}</h1>
      {props.path === FORGOTTEN_PATH ? <Forgotten {...props} /> : <Choose {...props} />}
    </div>
    <LanguageSwitch texts={props.ui} language={props.language} />
  </main>
);

const Link = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <p>
    <a href={href}>{children}</a>
  </p>
);

const Forgotten = ({ words: { forgotten: words }, ui, common, language }: PasswordByMailProps) => {
  const field = useRef<HTMLInputElement>(null);
  const [means, setMeans] = useState<Answer<RouteReply<'GET /api/password/means'>>>();
  const [fault, setFault] = useState<{ readonly missing: true } | { readonly message: string }>();
  const [isBusy, setIsBusy] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const long = useTooLong(EMAIL_MAX, ui);
  useEffect(() => {
    request('GET /api/password/means', {}).then(setMeans);
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const name = field.current?.value.trim() ?? '';
    if (isBusy || long.error) return field.current?.focus();
    setIsSent(false);
    setFault(name ? undefined : { missing: true });
    if (!name) return field.current?.focus();
    setIsBusy(true);
    const answer = await request('POST /api/password/forgotten', { name, language });
    setIsBusy(false);
    if ('ok' in answer) setIsSent(true);
    else if ('error' in answer && answer.error.code === 'mail_off') setMeans({ ok: { byMail: false } });
    else if ('error' in answer && answer.error.code === 'passwords_off') setFault({ message: words.off });
    else setFault({ message: answerText(answer, ui, common) });
  };
  const back = <Link href={LOGIN_PATH}>{words.back}</Link>;
  if (!means) return <Loading label={ui.loading} />;
  if ('ok' in means && !means.ok.byMail)
    return (
      <>
        <Alert kind="info">{words.noMail}</Alert>
        {back}
      </>
    );
  return (
    <>
      <p class="page__lead">{words.lead}</p>
      <form class="login__form" onSubmit={submit} noValidate>
        {fault && 'message' in fault && <Alert kind="error">{fault.message}</Alert>}
        {isSent && (
          <Alert kind="success">
            <p>{words.sent}</p>
            <p>{words.nothing}</p>
          </Alert>
        )}
        <Field
          label={words.name}
          error={long.error ?? (fault && 'missing' in fault ? words.missing : undefined)}
        >
          {(control) => (
            <input
              {...control}
              ref={field}
              name="name"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              onInput={long.onInput}
              required
              autofocus
            />
          )}
        </Field>
        <Button kind="primary" type="submit" wide busy={isBusy}>
          {isBusy ? words.sending : words.send}
        </Button>
      </form>
      {back}
    </>
  );
};

/** Behind the `#`, which no browser sends: it is in no log and in no referrer. */
const tokenHere = (): string => location.hash.slice(1);

/** Why a link opens nothing any more, by the name of its text. */
const deathOf = (answer: Answer<unknown>): 'used' | 'expired' | undefined => {
  if (!('error' in answer)) return undefined;
  if (answer.error.code === 'link_used') return 'used';
  return answer.error.code === 'link_expired' ? 'expired' : undefined;
};

const Choose = ({ words: { choose: words }, ui, common }: PasswordByMailProps) => {
  const [looked, setLooked] = useState<Answer<RouteReply<'POST /api/password/link'>>>();
  const [done, setDone] = useState<string>();
  const look = () => {
    setLooked(undefined);
    request('POST /api/password/link', { token: tokenHere() }).then(setLooked);
  };
  useEffect(look, []);
  if (done !== undefined)
    return (
      <>
        <Alert kind="success">{words.done(done)}</Alert>
        <Link href={LOGIN_PATH}>{words.logIn}</Link>
      </>
    );
  if (!looked) return <Loading label={ui.loading} />;
  if ('ok' in looked)
    return (
      <ChooseForm {...looked.ok} words={words} ui={ui} common={common} onDone={setDone} onDead={setLooked} />
    );
  const death = deathOf(looked);
  return (
    <>
      <Alert kind="error">
        <p>
          {death
            ? words[death]
            : 'error' in looked && looked.error.code === 'passwords_off'
              ? words.off
              : answerText(looked, ui, common)}
        </p>
        {death && <p>{words.dead}</p>}
      </Alert>
      {death ? <Link href={FORGOTTEN_PATH}>{words.again}</Link> : <Button onClick={look}>{ui.again}</Button>}
      <Link href={LOGIN_PATH}>{words.logIn}</Link>
    </>
  );
};

interface ChooseFormProps extends Pick<PasswordByMailProps, 'ui' | 'common'> {
  login: string;
  min: number;
  words: PasswordByMailProps['words']['choose'];
  onDone: (login: string) => void;
  /** The link works no more. */
  onDead: (answer: Exclude<Answer<never>, { readonly ok: unknown }>) => void;
}

const asText = { type: 'text' } as const;
const asPassword = { type: 'password' } as const;

const ChooseForm = ({ login, min, words, ui, common, onDone, onDead }: ChooseFormProps) => {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const [isShort, setIsShort] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isShown, setIsShown] = useState(false);
  const long = useTooLong(PASSWORD_MAX, ui);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || !field.current) return;
    const password = field.current.value;
    const isTooShort = isPasswordTooShort(password, min);
    setIsShort(isTooShort);
    setFault(undefined);
    if (isTooShort || long.error) return field.current.focus();
    setIsBusy(true);
    const answer = await request('POST /api/password/choose', { token: tokenHere(), password });
    setIsBusy(false);
    if ('ok' in answer) return onDone(answer.ok.login);
    if (deathOf(answer)) return onDead(answer);
    setFault(answerText(answer, ui, common));
    field.current.focus();
  };
  return (
    <>
      <p class="page__lead">{words.lead(login)}</p>
      <form class="login__form" onSubmit={submit} noValidate>
        {fault && <Alert kind="error">{fault}</Alert>}
        {/* For password managers: whose password it is. */}
        <input
          class="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          autocomplete="username"
          value={login}
          readOnly
        />
        <Field
          label={words.fresh}
          hint={words.hint(min)}
          error={
            long.error ?? (isShort ? refusalText(common, { code: 'password_too_short', min }) : undefined)
          }
        >
          {(control) => (
            <input
              {...control}
              ref={field}
              name="password"
              {...(isShown ? asText : asPassword)}
              autocomplete="new-password"
              onInput={long.onInput}
              required
              autofocus
            />
          )}
        </Field>
        <label class="check">
          <input
            type="checkbox"
            checked={isShown}
            onChange={(event) => setIsShown(event.currentTarget.checked)}
          />
          {ui.login.showPassword}
        </label>
        <Button kind="primary" type="submit" wide busy={isBusy}>
          {isBusy ? words.setting : words.set}
        </Button>
      </form>
    </>
  );
};
