// "Profiel": the customer's own name, address, language and password.
import { useRef, useState } from 'preact/hooks';
import type { RouteReply } from '../../shared/routes.ts';
import {
  EMAIL_MAX,
  isEmail,
  isPasswordTooShort,
  NAME_MAX,
  PASSWORD_MAX,
  PASSWORD_MIN,
  surplusOfName,
} from '../../shared/rules.ts';
import { refusalText } from '../../shared/text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { type Answer, answerText, request } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { focusIn } from '../ui/focus-in.ts';
import { saveIcon } from '../ui/icons.ts';
import { LaterFactors } from '../ui/LaterFactors.tsx';
import { chooseLanguage, currentLanguage, languages } from '../ui/language.ts';
import { findLongPassword, type PasswordFieldName, PasswordFields } from '../ui/PasswordFields.tsx';
import { nameTooLong, tooLong } from '../ui/too-long.ts';
import { AsyncContent } from './AsyncContent.tsx';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';
import { useRequest } from './use-request.ts';

type Profile = RouteReply<'GET /api/profile'>;

interface Props {
  texts: Texts;
  onRenamed: (name: string) => void;
}

export const ProfilePage = ({ texts, onRenamed }: Props) => {
  const { profile: words } = texts.portal;
  const asked = useRequest('GET /api/profile', {});
  return (
    <>
      <div>
        <h1>{words.title}</h1>
        <p class="page__lead">{words.lead}</p>
      </div>
      <AsyncContent {...asked} texts={texts}>
        {(profile) => (
          <div class="profile">
            <Details profile={profile} texts={texts} onRenamed={onRenamed} />
            <Password texts={texts} />
            <p>
              <a href={pathTo('sessions')}>{texts.ui.sessions.link}</a>
            </p>
            <SecondFactor login={profile.login} texts={texts} />
          </div>
        )}
      </AsyncContent>
    </>
  );
};

const Details = ({ profile, texts, onRenamed }: Props & { profile: Profile }) => {
  const { profile: words } = texts.portal;
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState({
    name: profile.name,
    email: profile.email,
    language: profile.language ?? currentLanguage(),
    current: '',
  });
  /** The address as it is stored. */
  const [address, setAddress] = useState(profile.email);
  const [wrong, setWrong] = useState<'name' | 'email'>();
  const [answer, setAnswer] = useState<Answer<Profile>>();
  const [isBusy, setIsBusy] = useState(false);
  const change = (next: Partial<typeof fields>) => {
    setFields({ ...fields, ...next });
    setWrong(undefined);
    setAnswer(undefined);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const name = fields.name.trim();
    const email = fields.email.trim();
    const isNameWrong = name === '' || surplusOfName(name, NAME_MAX) > 0;
    const fault = isNameWrong ? 'name' : email !== '' && !isEmail(email) ? 'email' : undefined;
    setWrong(fault);
    if (fault) return focusIn(form.current, fault);
    setIsBusy(true);
    const { current, ...typed } = fields;
    const isMoved = email !== address;
    const next = await request('PATCH /api/profile', { ...typed, name, email, ...(isMoved && { current }) });
    setIsBusy(false);
    setAnswer(next);
    if (!('ok' in next)) return;
    setFields({ ...fields, name: next.ok.name, email: next.ok.email, current: '' });
    setAddress(next.ok.email);
    onRenamed(next.ok.name);
    if (fields.language !== currentLanguage()) chooseLanguage(fields.language);
  };
  return (
    <form class="card reply-form" ref={form} onSubmit={submit} noValidate aria-labelledby="details">
      <h2 id="details">{words.details}</h2>
      <p>
        <span class="soft">{words.login}</span> <bdi>{profile.login}</bdi>
      </p>
      <Field
        label={words.name}
        error={
          nameTooLong(fields.name, NAME_MAX, texts.ui) ?? (wrong === 'name' ? words.missingName : undefined)
        }
      >
        {(control) => (
          <input
            {...control}
            name="name"
            autocomplete="name"
            required
            dir="auto"
            value={fields.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={words.email}
        aside={texts.ui.optional}
        error={
          tooLong(fields.email, EMAIL_MAX, texts.ui) ??
          (wrong === 'email' ? texts.common.refusals.bad_email() : undefined)
        }
      >
        {(control) => (
          <input
            {...control}
            name="email"
            inputMode="email"
            autocomplete="email"
            value={fields.email}
            onInput={(event) => change({ email: event.currentTarget.value })}
          />
        )}
      </Field>
      {fields.email.trim() !== address && (
        <Field
          label={words.current}
          hint={words.currentHint}
          error={tooLong(fields.current, PASSWORD_MAX, texts.ui)}
        >
          {(control) => (
            <input
              {...control}
              name="email-password"
              type="password"
              autocomplete="current-password"
              value={fields.current}
              onInput={(event) => change({ current: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field label={words.language} hint={words.languageHint}>
        {(control) => (
          <select
            {...control}
            name="language"
            value={fields.language}
            onChange={(event) => {
              const language = languages.find((one) => one === event.currentTarget.value);
              if (language) change({ language });
            }}
          >
            {languages.map((one) => (
              <option key={one} value={one} lang={one}>
                {texts.ui.languages[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Outcome answer={answer} done={words.saved} texts={texts} />
      <div class="form-buttons">
        <Button kind="primary" type="submit" icon={saveIcon} busy={isBusy}>
          {isBusy ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
};

const Password = ({ texts }: { texts: Texts }) => {
  const { profile: words } = texts.portal;
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<PasswordFieldName>();
  const [answer, setAnswer] = useState<Answer<object>>();
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy || !form.current) return;
    const fields = new FormData(form.current);
    const current = String(fields.get('current'));
    const password = String(fields.get('password'));
    const long = findLongPassword({ current, password });
    if (long) return focusIn(form.current, long);
    const isShort = isPasswordTooShort(password, PASSWORD_MIN);
    const fault = current === '' ? 'current' : isShort ? 'password' : undefined;
    setWrong(fault);
    setAnswer(undefined);
    if (fault) return focusIn(form.current, fault);
    setIsBusy(true);
    const next = await request('POST /api/profile/password', { current, password });
    setIsBusy(false);
    setAnswer(next);
    if ('ok' in next) form.current.reset();
    else focusIn(form.current, 'current');
  };
  const tooShort = refusalText(texts.common, { code: 'password_too_short', min: PASSWORD_MIN });
  return (
    <form class="card reply-form" ref={form} onSubmit={submit} noValidate aria-labelledby="password">
      <h2 id="password">{words.password}</h2>
      <PasswordFields
        texts={{ ...words, hint: words.freshHint(PASSWORD_MIN) }}
        ui={texts.ui}
        errors={{
          ...(wrong === 'current' && { current: words.missingCurrent }),
          ...(wrong === 'password' && { password: tooShort }),
        }}
      />
      <Outcome answer={answer} done={words.changed} texts={texts} />
      <div class="form-buttons">
        <Button kind="primary" type="submit" busy={isBusy}>
          {isBusy ? words.saving : words.change}
        </Button>
      </div>
    </form>
  );
};

const SecondFactor = ({ login, texts: { ui, common } }: { login: string; texts: Texts }) => (
  <section class="card reply-form" aria-label={ui.secondFactor}>
    <LaterFactors load={() => import('./factors.ts')} ui={ui} common={common}>
      {({ FactorsCard }, words) => (
        <>
          <h2>{words.texts.title}</h2>
          <p class="soft">{words.texts.lead}</p>
          <FactorsCard words={words} login={login} />
        </>
      )}
    </LaterFactors>
  </section>
);

/** What came of it, announced. */
const Outcome = ({
  answer,
  done,
  texts,
}: {
  answer: Answer<unknown> | undefined;
  done: string;
  texts: Texts;
}) => {
  if (!answer) return null;
  return 'ok' in answer ? (
    <Alert kind="success">{done}</Alert>
  ) : (
    <Alert kind="error">{answerText(answer, texts.ui, texts.common)}</Alert>
  );
};
