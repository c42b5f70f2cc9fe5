// One website being added or changed.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { GroupView } from '../../../shared/account-routes.ts';
import type { IssuerView } from '../../../shared/embed-routes.ts';
import { type Answer, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { AskBeforeLeaving } from '../shell/AskBeforeLeaving.tsx';
import { Choices } from '../shell/Choices.tsx';
import { createEditor, type Editor } from '../shell/editor.ts';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import {
  aNewIssuer,
  type EditedIssuer,
  findWrong,
  findWrongLine,
  type IssuerField,
  toEdited,
  toSent,
} from './issuer.ts';
import type { EmbeddingTexts } from './texts.ts';

interface Props {
  /** Absent: a new one. */
  issuer: IssuerView | undefined;
  groups: readonly GroupView[];
  texts: EmbeddingTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

export const IssuerForm = ({ issuer, groups, texts, onChange, onClose }: Props) => {
  const { ui } = useTexts();
  const editor = useMemo(() => createIssuerEditor(issuer, groups), [issuer?.id]);
  const wrong = useSignal<IssuerField | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => {
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  useLayoutEffect(() => focus('name'), [issuer?.id]);
  const theirs = useTheirs(editor);
  const shown = editor.shown.value;
  if (!shown) return null;
  const point = (name: IssuerField) => {
    wrong.value = name;
    focus(name);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const found = findWrong(shown, groups);
    if (found) return point(found);
    const isDone = await editor.save();
    await onChange();
    if (isDone) return onClose();
    const fault = editor.fault.value;
    if (!fault || !('error' in fault)) return;
    if (fault.error.code === 'issuer_taken') point('issuer');
    if (fault.error.code === 'bad_request' && isField(fault.error.path)) point(fault.error.path);
  };
  const errors: Readonly<Record<IssuerField, string>> = {
    name: texts.missingName,
    issuer: texts.missingIssuer,
    origins: texts.wrongOrigins,
    keysAddress: texts.wrongKeysAddress,
    keysText: texts.wrongKeysText,
    groups: texts.wrongGroups(findWrongLine(shown, groups) ?? ''),
  };
  const errorOf = (name: IssuerField) => (wrong.value === name ? errors[name] : undefined);
  const typing = (name: IssuerField) => ({
    name,
    value: shown[name],
    autocomplete: 'off',
    autocapitalize: 'none' as const,
    spellcheck: false,
    onInput: (event: { currentTarget: { value: string } }) => {
      wrong.value = undefined;
      editor.edit({ [name]: event.currentTarget.value });
    },
  });
  return (
    <form class="card fields" ref={form} onSubmit={save} noValidate>
      <h2>{issuer ? <bdi>{texts.change(issuer.name)}</bdi> : texts.add}</h2>
      <EditorAlerts editor={editor} words={texts.refusals} />
      <div class="fields__pair">
        <Field label={texts.name} hint={theirs('name')} error={errorOf('name')}>
          {(control) => <input {...control} {...typing('name')} dir="auto" required />}
        </Field>
        <Field label={texts.issuer} hint={texts.issuerHint} error={errorOf('issuer')}>
          {(control) => <input {...control} {...typing('issuer')} readOnly={Boolean(issuer)} required />}
        </Field>
      </div>
      <Field label={texts.origins} hint={theirs('origins') ?? texts.originsHint} error={errorOf('origins')}>
        {(control) => <textarea {...control} {...typing('origins')} rows={3} />}
      </Field>
      <Field
        label={texts.keysAddress}
        aside={ui.optional}
        hint={theirs('keysAddress') ?? texts.keysAddressHint}
        error={errorOf('keysAddress')}
      >
        {(control) => <input {...control} {...typing('keysAddress')} inputMode="url" />}
      </Field>
      {!shown.keysAddress.trim() && (
        <Field
          label={texts.keysText}
          hint={theirs('keysText') ?? texts.keysTextHint}
          error={errorOf('keysText')}
        >
          {(control) => <textarea {...control} {...typing('keysText')} rows={6} />}
        </Field>
      )}
      <Choices
        legend={texts.everyone}
        name="everyone"
        nothing={texts.noGroups}
        choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={shown.everyone}
        onChoose={(chosen) => editor.edit({ everyone: [...chosen] })}
      />
      <Field
        label={texts.groups}
        aside={ui.optional}
        hint={theirs('groups') ?? texts.groupsHint}
        error={errorOf('groups')}
      >
        {(control) => <textarea {...control} {...typing('groups')} rows={3} />}
      </Field>
      <div class="fields__buttons">
        <Button kind="primary" type="submit" icon={saveIcon} busy={editor.saving.value === 'saving'}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {ui.cancel}
        </Button>
      </div>
      <AskBeforeLeaving isChanged={editor.isChanged.value} />
    </form>
  );
};

const FIELDS: readonly string[] = [
  'name',
  'issuer',
  'origins',
  'keysAddress',
  'keysText',
  'groups',
] satisfies IssuerField[];
const isField = (path: string | undefined): path is IssuerField =>
  path !== undefined && FIELDS.includes(path);

const createIssuerEditor = (
  issuer: IssuerView | undefined,
  groups: readonly GroupView[],
): Editor<EditedIssuer> => {
  const begun = issuer ? toEdited(issuer, groups) : aNewIssuer;
  const edited = (answer: Answer<IssuerView>): Answer<EditedIssuer> =>
    'ok' in answer ? { ok: toEdited(answer.ok, groups) } : answer;
  const editor: Editor<EditedIssuer> = createEditor<EditedIssuer>({
    load: async () => {
      const answer = await request('GET /api/issuers', {});
      if (!('ok' in answer)) return answer;
      const fresh = answer.ok.issuers.find(({ id }) => id === begun.id);
      return fresh ? { ok: toEdited(fresh, groups) } : { error: { code: 'not_found' } };
    },
    save: async (_changed, rev, all) =>
      edited(
        issuer
          ? await request('PUT /api/issuers/{issuerId}', { ...toSent(all, groups), issuerId: issuer.id, rev })
          : await request('POST /api/issuers', { ...toSent(all, groups), issuer: all.issuer }),
      ),
  });
  editor.take(begun);
  return editor;
};
