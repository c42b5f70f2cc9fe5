// One standard text being written or changed (S12).
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CATEGORY_MAX, STANDARD_TITLE_MAX, TEXT_MAX } from '../../../shared/rules.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText, type Failure } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { tooLong } from '../../ui/too-long.ts';
import { useDesk, usePageModel, useTexts } from '../shell/uses.tsx';
import {
  findTextChange,
  findWrongField,
  keepTextDraft,
  rebaseText,
  type TextDraft,
  type TextField,
} from '../state/find-texts.ts';
import type { SettingsTexts } from './texts.ts';

interface Props {
  texts: SettingsTexts['texts'];
  draft: TextDraft;
}

export const StandardTextForm = ({ texts, draft }: Props) => {
  const { consoleTexts, common, ui } = useTexts();
  const desk = useDesk();
  const textDraft = usePageModel(keepTextDraft);
  const wrong = useSignal<TextField | undefined>(undefined);
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const change = findTextChange(draft, desk.state.value.texts);
  const form = useRef<HTMLFormElement>(null);
  const focusOn = (name: TextField) => {
    const control = form.current?.elements.namedItem(name);
    if (control instanceof HTMLElement) control.focus();
  };
  useLayoutEffect(() => focusOn('title'), [draft.textId]);
  const save = async (event: Event) => {
    event.preventDefault();
    wrong.value = findWrongField(draft);
    if (wrong.value) return focusOn(wrong.value);
    isBusy.value = true;
    const { textId, rev, ...fields } = rebaseText(draft, change);
    const answer = await desk.connection.call('text.save', {
      textId,
      rev,
      ...fields,
      order: Number(draft.order),
      category: draft.category.trim(),
    });
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if (!('ok' in answer)) return;
    textDraft.value = undefined;
    desk.dispatch({ event: 'text.changed', id: answer.ok.id, text: answer.ok });
  };
  const field = (name: TextField, error: string) => ({
    label: texts[name === 'title' ? 'name' : name],
    error: wrong.value === name ? error : undefined,
  });
  const control = (name: TextField) => ({
    name,
    value: draft[name],
    dir: 'auto' as const,
    autocomplete: 'off',
    onInput: (event: { currentTarget: { value: string } }) => {
      wrong.value = undefined;
      textDraft.value = { ...draft, [name]: event.currentTarget.value };
    },
  });
  return (
    <form class="fields text-form" ref={form} onSubmit={save} noValidate>
      <div class="fields__pair">
        <Field {...field('title', tooLong(draft.title, STANDARD_TITLE_MAX, ui) ?? texts.missing)}>
          {(given) => <input {...given} {...control('title')} />}
        </Field>
        <Field {...field('category', tooLong(draft.category, CATEGORY_MAX, ui) ?? '')}>
          {(given) => <input {...given} {...control('category')} />}
        </Field>
        <Field {...field('order', texts.orderFault)}>
          {(given) => <input {...given} {...control('order')} inputMode="numeric" />}
        </Field>
      </div>
      <Field
        {...field(
          'text',
          draft.text.trim() ? refusalText(common, { code: 'text_too_long', max: TEXT_MAX }) : texts.missing,
        )}
        hint={texts.textHint}
      >
        {(given) => <textarea {...given} {...control('text')} rows={4} />}
      </Field>
      {change && (
        <Alert kind="warning">
          <p>{change.kind === 'deleted' ? texts.deleted : texts.conflict}</p>
          {change.kind === 'changed' && (
            <blockquote class="notice__text" dir="auto">
              <b>{change.to.title}</b> {change.to.text}
            </blockquote>
          )}
        </Alert>
      )}
      {fault.value && <Alert kind="error">{answerText(fault.value, ui, common)}</Alert>}
      <div class="fields__buttons">
        <Button kind="primary" type="submit" icon={saveIcon} busy={isBusy.value}>
          {consoleTexts.editing.save}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            textDraft.value = undefined;
          }}
        >
          {ui.cancel}
        </Button>
      </div>
    </form>
  );
};
