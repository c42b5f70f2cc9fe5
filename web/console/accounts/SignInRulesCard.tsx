// For which agents a second factor is obligatory (S127).
import { useEffect, useMemo } from 'preact/hooks';
import type { FactorRule, SignInRules } from '../../../shared/factor-routes.ts';
import { request } from '../../ui/api.ts';
import { Field } from '../../ui/Field.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import type { AccountTexts } from '../shell/account-texts.ts';
import { createEditor } from '../shell/editor.ts';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';

/** The schema of the server would bring its library along. */
const rules: readonly FactorRule[] = ['nobody', 'administrators', 'agents'];

export const SignInRulesCard = ({ texts: { factor: texts, audit } }: { texts: AccountTexts }) => {
  const { ui } = useTexts();
  const editor = useMemo(
    () =>
      createEditor<SignInRules>({
        load: () => request('GET /api/sign-in-rules', {}),
        save: (_changed, rev, { factorFor }) => request('PUT /api/sign-in-rules', { factorFor, rev }),
      }),
    [],
  );
  useEffect(() => void editor.load(), [editor]);
  const theirs = useTheirs(editor);
  const shown = editor.shown.value;
  if (!shown)
    return editor.fault.value ? <FailureAlert fault={editor.fault.value} /> : <Loading label={ui.loading} />;
  const submit = async (event: Event) => {
    event.preventDefault();
    await editor.save();
  };
  return (
    <form class="card fields" onSubmit={submit} noValidate aria-labelledby="factor-rule">
      <h2 id="factor-rule">{texts.rule}</h2>
      <p class="soft">{texts.ruleLead}</p>
      <EditorAlerts editor={editor} />
      <Field label={texts.ruleFor} hint={theirs('factorFor', (rule) => (rule ? audit.values[rule] : ''))}>
        {(control) => (
          <select
            {...control}
            name="factorFor"
            value={shown.factorFor}
            onInput={(event) => {
              const factorFor = rules.find((rule) => rule === event.currentTarget.value);
              if (factorFor) editor.edit({ factorFor });
            }}
          >
            {rules.map((rule) => (
              <option key={rule} value={rule}>
                {audit.values[rule]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
    </form>
  );
};
