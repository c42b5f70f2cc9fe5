// One's own second factors: what there is, adding, taking away, recovery codes. For the page about oneself of either site.
import { useEffect, useState } from 'preact/hooks';
import type { Factors } from '../../../shared/factor-routes.ts';
import { Alert } from '../Alert.tsx';
import { type Answer, answerText, type Failure, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { Confirm } from '../Confirm.tsx';
import { Loading } from '../Spinner.tsx';
import { useStyle } from '../style.ts';
import { Time } from '../Time.tsx';
import { formatDay } from '../time.ts';
import { AddApp, type AppSetUp } from './AddApp.tsx';
import style from './factors.css?inline';
import { Passkeys } from './Passkeys.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useProven } from './use-proven.tsx';
import type { Words } from './words.ts';

interface Props {
  words: Words;
  login: string;
  /** The first factor is there, and its codes are kept. */
  onFirst?: () => void;
}

/** What is about to be done that cannot be taken back. */
type Question =
  | { readonly kind: 'passkey'; readonly id: string; readonly name: string }
  | { readonly kind: 'app' }
  | { readonly kind: 'codes' };

export const FactorsCard = ({ words, login, onFirst }: Props) => {
  useStyle(style);
  const { texts, ui, common } = words;
  const [factors, setFactors] = useState<Factors>();
  const [failure, setFailure] = useState<Failure>();
  const [begun, setBegun] = useState<AppSetUp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [question, setQuestion] = useState<Question>();
  const proven = useProven(words, (factors?.passkeys.length ?? 0) > 0);
  const load = async () => {
    const answer = await request('GET /api/factors', {});
    if ('ok' in answer) setFactors(answer.ok);
    else setFailure(answer);
  };
  useEffect(() => void load(), []);

  /** @returns what came of it; a failure is shown. */
  const run = async <T,>(ask: () => Promise<Answer<T>>): Promise<T | undefined> => {
    setFailure(undefined);
    const answer = await proven.run(ask);
    if (answer && !('ok' in answer)) setFailure(answer);
    return answer && 'ok' in answer ? answer.ok : undefined;
  };
  const onAdded = (recovery: readonly string[] | undefined) => {
    setBegun(undefined);
    setCodes(recovery);
    void load();
  };
  const carryOut = async (asked: Question) => {
    setQuestion(undefined);
    if (asked.kind === 'codes') setCodes((await run(() => request('POST /api/factors/recovery', {})))?.codes);
    else if (asked.kind === 'app') await run(() => request('DELETE /api/factors/totp', {}));
    else {
      const { id: passkeyId } = asked;
      await run(() => request('DELETE /api/factors/passkeys/{passkeyId}', { passkeyId }));
    }
    await load();
  };

  const alert = failure && <Alert kind="error">{answerText(failure, ui, common)}</Alert>;
  if (!factors) return alert ?? <Loading label={ui.loading} />;
  if (codes) {
    const onKept = () => {
      setCodes(undefined);
      onFirst?.();
    };
    return <RecoveryCodes codes={codes} login={login} words={words} onKept={onKept} />;
  }
  const has = factors.totp !== undefined || factors.passkeys.length > 0;
  return (
    <div class="factors">
      {alert}
      {!has && !factors.obligatory && <p>{texts.none}</p>}
      {has && factors.obligatory && <p class="soft">{texts.obligatory}</p>}
      <Passkeys
        passkeys={factors.passkeys}
        words={words}
        proven={proven}
        onAdded={onAdded}
        onRenamed={() => void load()}
        onRemove={(passkey) => setQuestion({ kind: 'passkey', ...passkey })}
      />
      <section aria-labelledby="factor-app">
        <h3 id="factor-app">{texts.app}</h3>
        <p class="soft">{texts.appLead}</p>
        {begun ? (
          <AddApp
            begun={begun}
            words={words}
            proven={proven}
            onAdded={onAdded}
            onCancel={() => setBegun(undefined)}
          />
        ) : (
          <>
            {factors.totp && (
              <p>
                {texts.added} <Time at={factors.totp.addedAt} locale={words.language} format={formatDay} />
              </p>
            )}
            <div class="factors__buttons">
              <Button onClick={async () => setBegun(await run(() => request('POST /api/factors/totp', {})))}>
                {factors.totp ? texts.replaceApp : texts.addApp}
              </Button>
              {factors.totp && (
                <Button aria-label={texts.removeName(texts.app)} onClick={() => setQuestion({ kind: 'app' })}>
                  {texts.remove}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
      {has && (
        <section aria-labelledby="factor-recovery">
          <h3 id="factor-recovery">{texts.recovery}</h3>
          <p class="soft">{texts.recoveryLead}</p>
          <p>{texts.recoveryLeft(factors.recovery)}</p>
          <Button onClick={() => setQuestion({ kind: 'codes' })}>{texts.newRecovery}</Button>
        </section>
      )}
      {question && (
        <Ask
          question={question}
          isLast={factors.passkeys.length + (factors.totp ? 1 : 0) === 1}
          words={words}
          onClose={() => setQuestion(undefined)}
          onConfirm={() => void carryOut(question)}
        />
      )}
      {proven.dialog}
    </div>
  );
};

interface AskProps {
  question: Question;
  isLast: boolean;
  words: Words;
  onClose: () => void;
  onConfirm: () => void;
}

const Ask = ({ question, isLast, words: { texts }, onClose, onConfirm }: AskProps) => {
  const isCodes = question.kind === 'codes';
  const name = question.kind === 'passkey' ? question.name : texts.app;
  return (
    <Confirm
      title={isCodes ? texts.newRecoveryTitle : texts.removeTitle(name)}
      cancel={texts.keep}
      confirm={isCodes ? texts.newRecovery : texts.remove}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>{isCodes ? texts.newRecoveryAsk : isLast ? texts.removeLast : texts.removeAsk}</p>
    </Confirm>
  );
};
