// Signing in with a company's own provider, on the login page: the way there, what came of it, and how to go on when it failed.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../../../shared/session.ts';
import { OUTCOME_MARK, SIGNED_IN } from '../../../shared/sign-in-paths.ts';
import type { signIn } from '../../../shared/text/nl/sign-in.ts';
import { refusalText, type Text } from '../../../shared/text/text.ts';
import { Alert } from '../Alert.tsx';
import { answerText, type Failure, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { Loading } from '../Spinner.tsx';
import { useStyle } from '../style.ts';
import type { CommonTexts, UiTexts } from '../types.ts';
import style from './provider.css?inline';

interface Props {
  /** Of the provider; none where there is none any more. */
  name: string | undefined;
  hasPasswords: boolean;
  /** The page to come back to. */
  back: string;
  words: Text<typeof signIn>;
  ui: UiTexts;
  common: CommonTexts;
  onSignedIn: (session: Session) => void;
  /** The fields for a password, where those count. */
  children: ComponentChildren;
}

/** What came of it stands behind the `#`; it is read once, so that a reload begins anew. */
const takeOutcome = (): string | undefined => {
  if (!location.hash.startsWith(OUTCOME_MARK)) return undefined;
  const outcome = location.hash.slice(OUTCOME_MARK.length);
  history.replaceState(null, '', location.pathname + location.search);
  return outcome;
};

export const ProviderLogin = ({
  name,
  hasPasswords,
  back,
  words,
  ui,
  common,
  onSignedIn,
  children,
}: Props) => {
  useStyle(style);
  const [outcome] = useState(takeOutcome);
  const [isBack, setIsBack] = useState(outcome === SIGNED_IN);
  const [isGoing, setIsGoing] = useState(false);
  const textOf = (fault: string): string =>
    new Map(Object.entries(words.faults)).get(fault) ??
    // Codes without anything to them, as a redirect carries no more.
    refusalText(common, Object({ code: fault }));
  const [fault, setFault] = useState(outcome === undefined || isBack ? undefined : textOf(outcome));
  const told = (answer: Failure): string =>
    'error' in answer && answer.error.code === 'sign_in_failed'
      ? words.faults[answer.error.why]
      : answerText(answer, ui, common);
  useEffect(() => {
    if (!isBack) return;
    request('GET /api/session', {}).then((answer) => {
      if ('ok' in answer) return onSignedIn(answer.ok);
      setIsBack(false);
      const isUnkept = 'error' in answer && answer.error.code === 'not_signed_in';
      setFault(isUnkept ? ui.login.noCookies : told(answer));
    });
  }, []);
  const go = async () => {
    setIsGoing(true);
    setFault(undefined);
    const answer = await request('POST /api/sign-in', { back });
    if ('ok' in answer) return location.assign(answer.ok.to);
    setIsGoing(false);
    setFault(told(answer));
  };
  if (isBack) return <Loading label={words.back} />;
  return (
    <>
      <div class="provider">
        {fault && (
          <Alert kind="error">
            <p>{fault}</p>
            <p>{hasPasswords ? words.withPassword : words.askForHelp}</p>
          </Alert>
        )}
        {name !== undefined && (
          <Button kind="primary" wide busy={isGoing} onClick={go}>
            {isGoing ? words.going : words.button(name)}
          </Button>
        )}
        {hasPasswords ? (
          name !== undefined && <p class="provider__or">{words.or}</p>
        ) : (
          <p class="soft">{words.passwordsOff}</p>
        )}
      </div>
      {hasPasswords && children}
    </>
  );
};
