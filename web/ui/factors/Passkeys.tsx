// One's own passkeys: the list, a new one, another name.
import { useState } from 'preact/hooks';
import type { Factors } from '../../../shared/factor-routes.ts';
import { countCharacters, FACTOR_NAME_MAX } from '../../../shared/rules.ts';
import { answerText, request } from '../api.ts';
import { Button } from '../Button.tsx';
import { Time } from '../Time.tsx';
import { formatDay } from '../time.ts';
import { canUsePasskeys, makePasskey } from './browser-passkeys.ts';
import { CodeForm } from './CodeForm.tsx';
import { passkeyFaultText } from './PasskeyButton.tsx';
import type { Proven } from './use-proven.tsx';
import type { Words } from './words.ts';

interface Props {
  passkeys: Factors['passkeys'];
  words: Words;
  proven: Proven;
  onAdded: (recovery: readonly string[] | undefined) => void;
  onRenamed: () => void;
  onRemove: (passkey: { readonly id: string; readonly name: string }) => void;
}

export const Passkeys = ({ passkeys, words, proven, onAdded, onRenamed, onRemove }: Props) => {
  const { texts, ui, common, language } = words;
  const [edited, setEdited] = useState<string>();
  const nameFault = (name: string): string | undefined => {
    const surplus = countCharacters(name) - FACTOR_NAME_MAX;
    return surplus > 0 ? ui.tooLong(surplus) : undefined;
  };
  const add = async (name: string): Promise<string | undefined> => {
    const fault = nameFault(name);
    if (fault) return fault;
    const asked = await proven.run(() => request('POST /api/factors/passkeys/options', {}));
    if (!asked) return undefined;
    if (!('ok' in asked)) return answerText(asked, ui, common);
    const made = await makePasskey(asked.ok.options);
    if ('fault' in made) return passkeyFaultText(made.fault, texts);
    const answer = await request('POST /api/factors/passkeys', { name, passkey: made.ok });
    if (!('ok' in answer)) return answerText(answer, ui, common);
    setEdited(undefined);
    onAdded(answer.ok.recovery);
    return undefined;
  };
  const rename = async (passkeyId: string, name: string): Promise<string | undefined> => {
    const fault = nameFault(name);
    if (fault) return fault;
    const answer = await proven.run(() =>
      request('PATCH /api/factors/passkeys/{passkeyId}', { passkeyId, name }),
    );
    if (!answer) return undefined;
    if (!('ok' in answer)) return answerText(answer, ui, common);
    setEdited(undefined);
    onRenamed();
    return undefined;
  };
  const nameForm = (
    submit: string,
    busy: string,
    onSubmit: (name: string) => Promise<string | undefined>,
  ) => (
    <CodeForm
      label={texts.passkeyName}
      hint={texts.passkeyNameHint}
      missing={texts.missingName}
      submit={submit}
      busy={busy}
      input={{ type: 'text', autocomplete: 'off' }}
      autofocus
      onSubmit={onSubmit}
    >
      <Button onClick={() => setEdited(undefined)}>{ui.cancel}</Button>
    </CodeForm>
  );
  return (
    <section aria-labelledby="factor-passkeys">
      <h3 id="factor-passkeys">{texts.passkeys}</h3>
      <p class="soft">{texts.passkeyLead}</p>
      {passkeys.length > 0 && (
        <ul class="factors__list">
          {passkeys.map(({ id, name, addedAt, usedAt }) => (
            <li key={id}>
              {edited === id ? (
                nameForm(texts.save, texts.busy, (typed) => rename(id, typed))
              ) : (
                <>
                  <div>
                    <b>
                      <bdi>{name}</bdi>
                    </b>
                    <div class="soft">
                      {texts.added} <Time at={addedAt} locale={language} format={formatDay} />
                      {usedAt !== undefined && (
                        <>
                          {' · '}
                          {texts.used} <Time at={usedAt} locale={language} format={formatDay} />
                        </>
                      )}
                    </div>
                  </div>
                  <Button small aria-label={texts.renameName(name)} onClick={() => setEdited(id)}>
                    {texts.rename}
                  </Button>
                  <Button small aria-label={texts.removeName(name)} onClick={() => onRemove({ id, name })}>
                    {texts.remove}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {!canUsePasskeys() ? (
        <p>{texts.noPasskeys}</p>
      ) : edited === NEW ? (
        nameForm(texts.addPasskey, texts.waitsForPasskey, add)
      ) : (
        <Button onClick={() => setEdited(NEW)}>{texts.addPasskey}</Button>
      )}
    </section>
  );
};

/** No passkey has this id. */
const NEW = 'new';
