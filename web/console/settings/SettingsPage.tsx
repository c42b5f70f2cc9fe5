// "Instellingen" (S7-S13): the desk's settings and its standard texts, for who has "Chat beheren".
import { useRef } from 'preact/hooks';
import { MAX_CHATS, TIMEOUT_MINUTES, WELCOME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Field } from '../../ui/Field.tsx';
import { OfficePage } from '../shell/PageFrame.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { useDesk, usePageModel, useTexts } from '../shell/uses.tsx';
import { StandardTextsCard } from './StandardTextsCard.tsx';
import { createSettingsEditor, type SettingName } from './settings-editor.ts';
import type { SettingsTexts } from './texts.ts';

export const SettingsPage = ({ texts }: { texts: SettingsTexts }) => {
  const { consoleTexts } = useTexts();
  const desk = useDesk();
  return (
    <OfficePage title={consoleTexts.pages.settings}>
      {() =>
        desk.state.value.permissions.includes('manage') ? (
          <>
            <SettingsForm texts={texts.settings} />
            <StandardTextsCard texts={texts.texts} />
          </>
        ) : (
          <Alert kind="warning">{texts.settings.forbidden}</Alert>
        )
      }
    </OfficePage>
  );
};

const checks = ['publish', 'sendStandardTexts', 'realtimeOnline', 'preview'] as const;

const SettingsForm = ({ texts }: { texts: SettingsTexts['settings'] }) => {
  const { consoleTexts, common, ui } = useTexts();
  const { editing } = consoleTexts;
  const editor = usePageModel(createSettingsEditor);
  const form = useRef<HTMLFormElement>(null);
  const shown = editor.shown.value;
  const theirs = editor.theirs.value;
  const fault = editor.fault.value;
  const saving = editor.saving.value;
  const isChanged = editor.isChanged.value;
  if (!shown) return null;
  const submit = async (event: Event) => {
    event.preventDefault();
    await editor.save();
    const [wrong] = editor.wrong.value;
    const control = wrong && form.current?.elements.namedItem(wrong);
    if (control instanceof HTMLElement) control.focus();
  };
  const theirsText = (name: SettingName) => {
    const value = theirs[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return editing.theirs(value ? texts.yes : texts.no);
    return editing.theirs(value || editing.nothing);
  };
  const errorIf = (name: SettingName, error: string) =>
    editor.wrong.value.includes(name) ? error : undefined;
  const number = (name: 'max' | 'timeoutMinutes', hint: (min: number, max: number) => string) => {
    const { min, max } = name === 'max' ? MAX_CHATS : TIMEOUT_MINUTES;
    return (
      <Field
        label={texts[name]}
        hint={theirsText(name) ?? hint(min, max)}
        error={errorIf(name, texts.range(min, max))}
      >
        {(control) => (
          <input
            {...control}
            name={name}
            inputMode="numeric"
            autocomplete="off"
            value={shown[name]}
            onInput={(event) => editor.edit(name, event.currentTarget.value)}
          />
        )}
      </Field>
    );
  };
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      {editor.isConflict.value && <Alert kind="warning">{texts.conflict}</Alert>}
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
      <div class="fields__pair">
        {number('max', texts.maxHint)}
        {number('timeoutMinutes', texts.timeoutHint)}
      </div>
      <Field
        label={texts.welcome}
        hint={theirsText('welcome') ?? texts.welcomeHint}
        error={errorIf('welcome', texts.tooLong(WELCOME_MAX))}
      >
        {(control) => (
          <textarea
            {...control}
            name="welcome"
            rows={3}
            dir="auto"
            value={shown.welcome}
            onInput={(event) => editor.edit('welcome', event.currentTarget.value)}
          />
        )}
      </Field>
      {checks.map((name) => (
        <div key={name}>
          <label class="check">
            <input
              type="checkbox"
              name={name}
              checked={shown[name]}
              onChange={(event) => editor.edit(name, event.currentTarget.checked)}
            />
            {texts[name]}
          </label>
          {theirsText(name) && <p class="field__hint">{theirsText(name)}</p>}
        </div>
      ))}
      <Saving isChanged={isChanged} saving={saving} onUndo={editor.undo} />
    </form>
  );
};
