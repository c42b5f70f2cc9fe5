// The second step of signing in, on the login page, behind a right password.
import { useState } from 'preact/hooks';
import type { FactorProof } from '../../../shared/factor-routes.ts';
import { answerText, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { useStyle } from '../style.ts';
import { askPasskey, canUsePasskeys } from './browser-passkeys.ts';
import { CodeForm } from './CodeForm.tsx';
import style from './factors.css?inline';
import { PasskeyButton, passkeyFaultText } from './PasskeyButton.tsx';
import type { Words } from './words.ts';

type Way = FactorProof['kind'];

interface Props {
  words: Words;
  /** Those this account has; recovery codes come with each. */
  ways: readonly ('totp' | 'passkey')[];
  /** Who is asked when device and codes are gone. */
  isCustomer: boolean;
  onDone: () => void;
  onBack: () => void;
}

export const SecondStep = ({ words, ways, isCustomer, onDone, onBack }: Props) => {
  useStyle(style);
  const { texts } = words;
  const usable: readonly Way[] = [...ways.filter((way) => way !== 'passkey' || canUsePasskeys()), 'recovery'];
  const [chosen, setWay] = useState<Way>();
  const way = chosen ?? usable[0] ?? 'recovery';
  const labels: Readonly<Record<Way, string>> = {
    passkey: texts.step.usePasskey,
    totp: texts.step.useApp,
    recovery: texts.step.useRecovery,
  };
  return (
    <div class="factors">
      {way === 'passkey' ? (
        <PasskeyButton
          label={texts.step.passkey}
          texts={texts}
          onUse={async () => {
            const asked = await request('POST /api/login/passkey', {});
            if (!('ok' in asked)) return answerText(asked, words.ui, words.common);
            const answer = await askPasskey(asked.ok.options);
            if ('fault' in answer) return passkeyFaultText(answer.fault, texts);
            return send(words, { kind: 'passkey', passkey: answer.ok }, onDone);
          }}
        />
      ) : (
        <CodeForm
          key={way}
          label={texts.step[way === 'totp' ? 'code' : 'recovery']}
          {...(way === 'recovery' && { hint: texts.step.recoveryHint })}
          missing={texts.step.missing}
          submit={texts.step.submit}
          busy={texts.step.busy}
          input={
            way === 'totp'
              ? { type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code' }
              : { type: 'text', autocomplete: 'off' }
          }
          autofocus
          onSubmit={(code) => send(words, { kind: way, code }, onDone)}
        />
      )}
      <div class="factors__buttons">
        {usable
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} small onClick={() => setWay(other)}>
              {labels[other]}
            </Button>
          ))}
        <Button small kind="quiet" onClick={onBack}>
          {texts.step.back}
        </Button>
      </div>
      <p class="soft">{isCustomer ? texts.step.lostCustomer : texts.step.lost}</p>
    </div>
  );
};

/** @returns why it was not taken. */
const send = async (
  { ui, common }: Words,
  proof: FactorProof,
  onDone: () => void,
): Promise<string | undefined> => {
  const answer = await request('POST /api/login/factor', { proof });
  if (!('ok' in answer)) return answerText(answer, ui, common);
  onDone();
  return undefined;
};
