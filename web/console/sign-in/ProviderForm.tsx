// A site's provider being set up or changed.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ProviderView } from '../../../shared/sign-in-routes.ts';
import { type Answer, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { AskBeforeLeaving } from '../shell/AskBeforeLeaving.tsx';
import { Choices } from '../shell/Choices.tsx';
import { createEditor, type Editor } from '../shell/editor.ts';
import { findWrongLine, type Givable } from '../shell/group-lines.ts';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';
import {
  aNewProvider,
  type EditedProvider,
  findWrong,
  type ProviderField,
  type ProviderSite,
  toEdited,
  toSent,
} from './provider.ts';
import type { SignInTexts } from './texts.ts';

interface Props {
  site: ProviderSite;
  /** Absent: there is none yet. */
  provider: ProviderView | undefined;
  known: readonly Givable[];
  texts: SignInTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

export const ProviderForm = ({ site, provider, known, texts, onChange, onClose }: Props) => {
  const { ui } = useTexts();
  const editor = useMemo(() => createProviderEditor(site, provider, known), [site]);
  const wrong = useSignal<ProviderField | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => {
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  useLayoutEffect(() => focus('name'), [site]);
  const theirs = useTheirs(editor);
  const shown = editor.shown.value;
  if (!shown) return null;
  const point = (name: ProviderField) => {
    wrong.value = name;
    focus(name);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const found = findWrong(shown, known);
    if (found) return point(found);
    const isDone = await editor.save();
    await onChange();
    if (isDone) return onClose();
    const refused = editor.wrong.value.find(isField);
    if (refused) point(refused);
  };
  const errors: Readonly<Record<ProviderField, string>> = {
    name: texts.missingName,
    issuer: texts.wrongIssuer,
    clientId: texts.missingClientId,
    scopes: texts.wrongScopes,
    groups: texts.wrongGroups(findWrongLine(shown.groups, known) ?? ''),
    linkDomains: texts.wrongLinkDomains,
  };
  const errorOf = (name: ProviderField) => (wrong.value === name ? errors[name] : undefined);
  const typing = (name: ProviderField | 'secret' | 'groupsClaim') => ({
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
  const hasClaim = shown.groupsClaim.trim() !== '';
  return (
    <form class="fields" ref={form} onSubmit={save} noValidate aria-label={texts.sites[site]}>
      <EditorAlerts editor={editor} words={texts.refusals} />
      <Field label={texts.name} hint={theirs('name')} error={errorOf('name')}>
        {(control) => <input {...control} {...typing('name')} dir="auto" required />}
      </Field>
      <Field label={texts.issuer} hint={theirs('issuer') ?? texts.issuerHint} error={errorOf('issuer')}>
        {(control) => <input {...control} {...typing('issuer')} inputMode="url" required />}
      </Field>
      <div class="fields__pair">
        <Field label={texts.clientId} hint={theirs('clientId')} error={errorOf('clientId')}>
          {(control) => <input {...control} {...typing('clientId')} required />}
        </Field>
        <Field
          label={texts.secret}
          aside={ui.optional}
          hint={provider?.hasSecret ? texts.secretKept : texts.secretHint}
        >
          {(control) => <input {...control} {...typing('secret')} type="password" autocomplete="off" />}
        </Field>
      </div>
      <div class="fields__pair">
        <Field label={texts.scopes} hint={theirs('scopes') ?? texts.scopesHint} error={errorOf('scopes')}>
          {(control) => <input {...control} {...typing('scopes')} />}
        </Field>
        <Field
          label={texts.groupsClaim}
          aside={ui.optional}
          hint={theirs('groupsClaim') ?? texts.groupsClaimHint}
        >
          {(control) => <input {...control} {...typing('groupsClaim')} />}
        </Field>
      </div>
      <Choices
        legend={hasClaim ? texts.everyoneWithClaim : texts.everyone}
        name="everyone"
        nothing={texts.noGroups}
        choices={known.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={shown.everyone}
        onChoose={(chosen) => editor.edit({ everyone: [...chosen] })}
      />
      {hasClaim && (
        <Field
          label={texts.groups}
          hint={
            theirs('groups') ?? (
              <>
                {texts.groupsHint} <bdi>{texts.groupNames(known.map(({ name }) => name).join(', '))}</bdi>
              </>
            )
          }
          error={errorOf('groups')}
        >
          {(control) => <textarea {...control} {...typing('groups')} rows={4} />}
        </Field>
      )}
      <Field
        label={texts.linkDomains}
        aside={ui.optional}
        hint={theirs('linkDomains') ?? texts.linkDomainsHint}
        error={errorOf('linkDomains')}
      >
        {(control) => <textarea {...control} {...typing('linkDomains')} rows={2} />}
      </Field>
      {provider && (
        <div>
          <label class="check">
            <input
              type="checkbox"
              name="passwordsOff"
              checked={shown.passwordsOff}
              aria-describedby={`${site}-passwords`}
              onChange={({ currentTarget: { checked } }) => editor.edit({ passwordsOff: checked })}
            />
            {texts.passwordsOff}
          </label>
          <p class="field__hint" id={`${site}-passwords`}>
            {texts.passwordsOffHint}
          </p>
        </div>
      )}
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
  'clientId',
  'scopes',
  'groups',
  'linkDomains',
] satisfies ProviderField[];
const isField = (name: string): name is ProviderField => FIELDS.includes(name);

const createProviderEditor = (
  site: ProviderSite,
  provider: ProviderView | undefined,
  known: readonly Givable[],
): Editor<EditedProvider> => {
  const edited = (answer: Answer<ProviderView>): Answer<EditedProvider> =>
    'ok' in answer ? { ok: toEdited(answer.ok, known) } : answer;
  const editor = createEditor<EditedProvider>({
    load: async () => {
      const answer = await request('GET /api/providers', {});
      if (!('ok' in answer)) return answer;
      const fresh = answer.ok.providers.find((one) => one.site === site);
      return fresh ? { ok: toEdited(fresh, known) } : { error: { code: 'not_found' } };
    },
    save: async (_changed, rev, all) =>
      edited(await request('PUT /api/providers/{site}', { ...toSent(all, known), site, rev })),
  });
  editor.take(provider ? toEdited(provider, known) : aNewProvider);
  return editor;
};
