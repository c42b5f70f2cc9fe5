// Setting up an app with codes: its secret as a QR code and as text, then a code to show that it works.
import { answerText, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { CodeForm } from './CodeForm.tsx';
import { QrCode } from './QrCode.tsx';
import type { Proven } from './use-proven.tsx';
import type { Words } from './words.ts';

/** As the server began it. */
export interface AppSetUp {
  readonly setup: string;
  readonly secret: string;
  readonly qr?: readonly string[] | undefined;
}

interface Props {
  begun: AppSetUp;
  words: Words;
  proven: Proven;
  /** @param recovery codes that came with it, if it is the first factor. */
  onAdded: (recovery: readonly string[] | undefined) => void;
  onCancel: () => void;
}

/** Groups of four are easier to type over. */
const inGroups = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');

export const AddApp = ({ begun: { setup, secret, qr }, words, proven, onAdded, onCancel }: Props) => {
  const { texts, ui, common } = words;
  return (
    <>
      <p>{texts.appSteps}</p>
      {/* A server of the release before makes none; the secret is there as text. */}
      {qr && <QrCode rows={qr} label={texts.qr} />}
      <p>
        {texts.secret} <code class="factors__secret">{inGroups(secret)}</code>
      </p>
      <CodeForm
        label={texts.code}
        missing={texts.missingCode}
        submit={texts.confirmApp}
        busy={texts.busy}
        input={{ type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code' }}
        autofocus
        onSubmit={async (code) => {
          const answer = await proven.run(() => request('PUT /api/factors/totp', { setup, code }));
          if (!answer) return undefined;
          if (!('ok' in answer)) return answerText(answer, ui, common);
          onAdded(answer.ok.recovery);
          return undefined;
        }}
      >
        <Button onClick={onCancel}>{ui.cancel}</Button>
      </CodeForm>
    </>
  );
};
