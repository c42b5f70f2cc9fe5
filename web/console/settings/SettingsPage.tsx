// "Instellingen" (S7-S13): the desk's settings and its standard texts, for whoever has "Chat beheren".
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { RouteReply } from '../../../shared/routes.ts';
import { MAX_CHATS, TIMEOUT_MINUTES, WELCOME_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Field } from '../../ui/Field.tsx';
import { LaterFiles } from '../../ui/later-files.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, useTheirs } from '../shell/SaveFeedback.tsx';
import { useDesk, usePageModel, useTexts } from '../shell/uses.tsx';
import { HoursCard } from './later.tsx';
import { StandardTextsCard } from './StandardTextsCard.tsx';
import { createSettingsEditor, isSooner, type SettingName } from './settings-editor.ts';
import type { SettingsTexts } from './texts.ts';

export const SettingsPage = ({ texts }: { texts: SettingsTexts }) => {
  const { consoleTexts, common } = useTexts();
  const desk = useDesk();
  return (
    <ConsolePage title={consoleTexts.pages.settings}>
      {() =>
        desk.state.value.permissions.includes('manage') ? (
          <>
            <SettingsForm texts={texts.settings} />
            <LaterFiles view="RulesCard" locale={common.locale} />
            <HoursPart texts={texts.settings} />
            <StandardTextsCard texts={texts.texts} />
          </>
        ) : (
          <Alert kind="warning">{texts.settings.forbidden}</Alert>
        )
      }
    </ConsolePage>
  );
};

/** Asked for by whoever wants to see them: few do, once. */
const HoursPart = ({ texts }: { texts: SettingsTexts['settings'] }) => {
  const isOpen = useSignal(false);
  if (isOpen.value) return <HoursCard />;
  return (
    <section class="card fields">
      <h2>{texts.hours}</h2>
      <div class="fields__buttons">
        <Button
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {texts.showHours}
        </Button>
      </div>
    </section>
  );
};

const checks = ['publish', 'sendStandardTexts', 'realtimeOnline', 'preview', 'showPage'] as const;
/** Numbers that are masked before a message is sent (S139). */
const masks = ['maskBsn', 'maskIban', 'maskCard'] as const;

const SettingsForm = ({ texts }: { texts: SettingsTexts['settings'] }) => {
  const editor = usePageModel(createSettingsEditor);
  const desk = useDesk();
  const ending = useSignal<RouteReply<'GET /api/time-out'> | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const shown = editor.shown.value;
  const theirs = useTheirs(editor);
  if (!shown) return null;
  const save = async () => {
    ending.value = undefined;
    await editor.save();
    const [wrong] = editor.wrong.value;
    const control = wrong && form.current?.elements.namedItem(wrong);
    if (control instanceof HTMLElement) control.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const minutes = shown.timeoutMinutes.trim();
    const answer = isSooner(shown, desk.state.value.settings)
      ? await request('GET /api/time-out', { minutes })
      : undefined;
    // Without an answer nothing is known of chats, and saving says what is the matter.
    if (answer && 'ok' in answer && answer.ok.ending > 0) ending.value = answer.ok;
    else await save();
  };
  const errorIf = (name: SettingName, error: string) =>
    editor.wrong.value.includes(name) ? error : undefined;
  const number = (name: 'max' | 'timeoutMinutes', hint: (min: number, max: number) => string) => {
    const { min, max } = name === 'max' ? MAX_CHATS : TIMEOUT_MINUTES;
    return (
      <Field
        label={texts[name]}
        hint={theirs(name) ?? hint(min, max)}
        error={errorIf(name, texts.range(min, max))}
      >
        {(control) => (
          <input
            {...control}
            name={name}
            inputMode="numeric"
            autocomplete="off"
            value={shown[name]}
            onInput={(event) => editor.edit({ [name]: event.currentTarget.value })}
          />
        )}
      </Field>
    );
  };
  const check = (name: (typeof checks | typeof masks)[number]) => (
    <div key={name}>
      <label class="check">
        <input
          type="checkbox"
          name={name}
          checked={shown[name]}
          onChange={(event) => editor.edit({ [name]: event.currentTarget.checked })}
        />
        {texts[name]}
      </label>
      <Theirs text={theirs(name, (isOn) => (isOn ? texts.yes : texts.no))} />
    </div>
  );
  return (
    <form class="card fields" ref={form} onSubmit={submit} noValidate>
      <EditorAlerts editor={editor} />
      <div class="fields__pair">
        {number('max', texts.maxHint)}
        {number('timeoutMinutes', texts.timeoutHint)}
      </div>
      <Field
        label={texts.welcome}
        hint={theirs('welcome') ?? texts.welcomeHint}
        error={errorIf('welcome', texts.tooLong(WELCOME_MAX))}
      >
        {(control) => (
          <textarea
            {...control}
            name="welcome"
            rows={3}
            dir="auto"
            value={shown.welcome}
            onInput={(event) => editor.edit({ welcome: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={texts.welcomeEn}
        hint={theirs('welcomeEn') ?? texts.welcomeEnHint}
        error={errorIf('welcomeEn', texts.tooLong(WELCOME_MAX))}
      >
        {(control) => (
          <textarea
            {...control}
            name="welcomeEn"
            rows={3}
            dir="auto"
            lang="en"
            value={shown.welcomeEn ?? ''}
            onInput={(event) => editor.edit({ welcomeEn: event.currentTarget.value })}
          />
        )}
      </Field>
      {checks.map(check)}
      <fieldset class="choices">
        <legend>{texts.masks}</legend>
        <p class="field__hint">{texts.masksHint}</p>
        {masks.map(check)}
      </fieldset>
      {ending.value && (
        <Confirm
          title={texts.endingTitle}
          cancel={texts.endingKeep}
          confirm={texts.endingSave}
          onClose={() => {
            ending.value = undefined;
          }}
          onConfirm={() => void save()}
        >
          <p>{texts.ending(ending.value.ending, ending.value.more)}</p>
        </Confirm>
      )}
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} isKept onUndo={editor.undo} />
    </form>
  );
};

const Theirs = ({ text }: { text: string | undefined }) => (text ? <p class="field__hint">{text}</p> : null);
