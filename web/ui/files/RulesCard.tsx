// What files the desk takes (S135): on or off, which kinds, how large, how many in a message. For whoever has "Chat beheren".
import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { FileRules } from '../../../shared/file-routes.ts';
import { FILE_MEGABYTES, FILES_A_MESSAGE } from '../../../shared/files.ts';
import type { FileKind } from '../../../shared/sent-file.ts';
import { Alert } from '../Alert.tsx';
import { type Answer, send } from '../api.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
import type { FileTexts } from './texts.ts';

interface Props {
  locale: string;
  texts: FileTexts;
}

const URL = '/api/file-rules';
const KINDS: readonly FileKind[] = ['image', 'pdf', 'office', 'text', 'other'];

export const RulesCard = ({ texts: { rules: words } }: Props) => {
  const state = useMemo(
    () => ({
      rules: signal<FileRules | undefined>(undefined),
      answer: signal<Answer<FileRules> | undefined>(undefined),
      isBusy: signal(false),
    }),
    [],
  );
  const load = async () => {
    const answer = await send<FileRules>({ method: 'GET', url: URL });
    if ('ok' in answer) state.rules.value = answer.ok;
  };
  useEffect(() => void load(), []);
  const rules = state.rules.value;
  if (!rules) return null;
  const change = (by: Partial<FileRules>) => {
    state.rules.value = { ...rules, ...by };
    state.answer.value = undefined;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (state.isBusy.peek()) return;
    state.isBusy.value = true;
    const answer = await send<FileRules>({ method: 'PUT', url: URL, body: JSON.stringify(rules) });
    state.isBusy.value = false;
    state.answer.value = answer;
    if ('ok' in answer) state.rules.value = answer.ok;
    else if ('error' in answer && answer.error.code === 'outdated') await load();
  };
  const answer = state.answer.value;
  return (
    <form class="card fields" aria-labelledby="file-rules" onSubmit={save}>
      <h2 id="file-rules">{words.title}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={rules.on}
          onChange={({ currentTarget }) => change({ on: currentTarget.checked })}
        />
        {words.on}
      </label>
      <fieldset disabled={!rules.on}>
        <legend>{words.kinds}</legend>
        {KINDS.map((kind) => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              checked={rules.kinds.includes(kind)}
              onChange={({ currentTarget }) =>
                change({
                  kinds: KINDS.filter((each) =>
                    each === kind ? currentTarget.checked : rules.kinds.includes(each),
                  ),
                })
              }
            />
            {words.kind[kind]}
          </label>
        ))}
      </fieldset>
      {(
        [
          ['megabytes', FILE_MEGABYTES],
          ['most', FILES_A_MESSAGE],
        ] as const
      ).map(([name, { min, max }]) => (
        <Field key={name} label={words[name]}>
          {(control) => (
            <input
              {...control}
              type="number"
              required
              min={min}
              max={max}
              disabled={!rules.on}
              value={rules[name]}
              onInput={({ currentTarget }) => change({ [name]: currentTarget.valueAsNumber })}
            />
          )}
        </Field>
      ))}
      {answer && !('ok' in answer) && (
        <Alert kind="error">
          {'error' in answer && answer.error.code === 'outdated' ? words.outdated : words.failed}
        </Alert>
      )}
      <div class="fields__buttons">
        <Button kind="primary" type="submit" busy={state.isBusy.value}>
          {words.save}
        </Button>
        <p class="soft" role="status">
          {answer && 'ok' in answer ? words.saved : ''}
        </p>
      </div>
    </form>
  );
};
