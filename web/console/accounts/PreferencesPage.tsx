// "Startportaal – Voorkeuren": nickname, language, sounds and the own password of whoever is signed in (S39-S41).
import { useEffect, useMemo } from 'preact/hooks';
import type { Preferences } from '../../../shared/account-routes.ts';
import type { Language } from '../../../shared/model.ts';
import { NICKNAME_MAX, surplusOfName } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { Field } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { LaterFactors } from '../../ui/LaterFactors.tsx';
import { saveLanguage } from '../../ui/language.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { nameTooLong } from '../../ui/too-long.ts';
import type { AccountTexts, WithTexts } from '../shell/account-texts.ts';
import { createEditor } from '../shell/editor.ts';
import { NotificationChoices } from '../shell/NotificationDialog.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert, useTheirs } from '../shell/SaveFeedback.tsx';
import { useMe, useTexts } from '../shell/uses.tsx';
import { OwnPasswordCard } from './OwnPasswordCard.tsx';

/** The schema of the server would bring its library along. */
const languages: readonly Language[] = ['nl', 'en'];

export const PreferencesPage = ({ texts: { accounts: texts } }: WithTexts) => {
  const { consoleTexts, ui } = useTexts();
  return (
    <ConsolePage isOwn above={texts.preferences.portal} title={consoleTexts.pages.preferences}>
      {() => (
        <>
          <PreferencesForm texts={texts} />
          <section class="card fields" aria-labelledby="sounds">
            <h2 id="sounds">{consoleTexts.notifications.title}</h2>
            <NotificationChoices />
          </section>
          <OwnPasswordCard texts={texts} />
          <section class="card fields" aria-labelledby="sessions">
            <h2 id="sessions">{ui.sessions.title}</h2>
            <p>
              <a href={pathTo('sessions')}>{ui.sessions.link}</a>
            </p>
          </section>
          <SecondFactor />
        </>
      )}
    </ConsolePage>
  );
};

const SecondFactor = () => {
  const { ui, common } = useTexts();
  const { login } = useMe().session.value.user;
  return (
    <section class="card fields" aria-label={ui.secondFactor}>
      <LaterFactors load={() => import('../shell/factors.ts')} ui={ui} common={common}>
        {({ FactorsCard }, words) => (
          <>
            <h2>{words.texts.title}</h2>
            <p class="soft">{words.texts.lead}</p>
            <FactorsCard words={words} login={login} />
          </>
        )}
      </LaterFactors>
    </section>
  );
};

const PreferencesForm = ({ texts }: { texts: AccountTexts }) => {
  const { ui, language } = useTexts();
  const me = useMe();
  const editor = useMemo(
    () =>
      createEditor<Preferences>({
        load: () => request('GET /api/preferences', {}),
        save: ({ nickname, language: chosen }, rev) =>
          request('PATCH /api/preferences', { nickname, language: chosen, rev }),
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
    if (surplusOfName(shown.nickname, NICKNAME_MAX) > 0) return focusIn(event.currentTarget, 'nickname');
    if (!(await editor.save())) return;
    await me.refresh();
    const chosen = editor.stored.value?.language;
    // Texts of the other language are only loaded with the page.
    if (chosen && chosen !== language && saveLanguage(chosen)) location.reload();
  };
  const { preferences: words } = texts;
  return (
    <form class="card fields" onSubmit={submit} noValidate>
      <EditorAlerts editor={editor} />
      <div class="fields__pair">
        <Field
          label={words.nickname}
          aside={ui.optional}
          hint={theirs('nickname') ?? words.nicknameHint(me.session.value.user.login)}
          error={nameTooLong(shown.nickname, NICKNAME_MAX, ui)}
        >
          {(control) => (
            <input
              {...control}
              name="nickname"
              dir="auto"
              autocomplete="nickname"
              value={shown.nickname}
              onInput={(event) => editor.edit({ nickname: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label={words.language}
          hint={theirs('language', (chosen) => (chosen ? ui.languages[chosen] : '')) ?? words.languageHint}
        >
          {(control) => (
            <select
              {...control}
              name="language"
              value={shown.language ?? language}
              onInput={(event) => {
                const chosen = languages.find((option) => option === event.currentTarget.value);
                if (chosen) editor.edit({ language: chosen });
              }}
            >
              {languages.map((option) => (
                <option key={option} value={option} lang={option}>
                  {ui.languages[option]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Saving isChanged={editor.isChanged.value} saving={editor.saving.value} onUndo={editor.undo} />
    </form>
  );
};
