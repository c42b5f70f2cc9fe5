// What asks to show again who sits there: the question is put when the server wants it, and what was asked is then done.
import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { type Answer, answerText, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { askPasskey, canUsePasskeys } from './browser-passkeys.ts';
import { CodeForm } from './CodeForm.tsx';
import { PasskeyButton, passkeyFaultText } from './PasskeyButton.tsx';
import type { Words } from './words.ts';

export interface Proven {
  /** Asks; where a proof is due, after that. @returns nothing when the person turned back. */
  run<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | undefined>;
  /** To be shown: the question, while it is open. */
  readonly dialog: ComponentChild;
}

/** @param hasPasskey whether one may be used in place of the password. */
export const useProven = (words: Words, hasPasskey: boolean): Proven => {
  const [open, setOpen] = useState<{ readonly settle: (isProven: boolean) => void }>();
  return {
    async run(ask) {
      const answer = await ask();
      if (!('error' in answer) || answer.error.code !== 'proof_due') return answer;
      const isProven = await new Promise<boolean>((settle) => setOpen({ settle }));
      setOpen(undefined);
      return isProven ? ask() : undefined;
    },
    dialog: open && (
      <ProveDialog words={words} hasPasskey={hasPasskey && canUsePasskeys()} onSettled={open.settle} />
    ),
  };
};

interface Props {
  words: Words;
  hasPasskey: boolean;
  onSettled: (isProven: boolean) => void;
}

const ProveDialog = ({ words, hasPasskey, onSettled }: Props) => {
  const { texts, ui, common } = words;
  const { prove } = texts;
  const send = async (proof: Parameters<typeof request<'POST /api/factors/proof'>>[1]['proof']) => {
    const answer = await request('POST /api/factors/proof', { proof });
    if (!('ok' in answer)) return answerText(answer, ui, common);
    onSettled(true);
    return undefined;
  };
  return (
    <Dialog
      title={prove.title}
      onClose={() => onSettled(false)}
      actions={<Button onClick={() => onSettled(false)}>{ui.cancel}</Button>}
    >
      <p>{prove.lead}</p>
      <div class="factors">
        <CodeForm
          label={prove.password}
          missing={prove.missing}
          submit={prove.confirm}
          busy={texts.busy}
          input={{ type: 'password', autocomplete: 'current-password' }}
          autofocus
          onSubmit={(password) => send({ kind: 'password', password })}
        />
        {hasPasskey && (
          <PasskeyButton
            label={prove.passkey}
            texts={texts}
            kind="plain"
            onUse={async () => {
              const asked = await request('POST /api/factors/proof/options', {});
              if (!('ok' in asked)) return answerText(asked, ui, common);
              const answer = await askPasskey(asked.ok.options);
              if ('fault' in answer) return passkeyFaultText(answer.fault, texts);
              return send({ kind: 'passkey', passkey: answer.ok });
            }}
          />
        )}
      </div>
    </Dialog>
  );
};
