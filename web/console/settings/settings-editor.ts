// The desk's settings being changed (S7-S13): they come with the desk, and every console hears of a change. No DOM.
import { effect, untracked } from '@preact/signals';
import type { Settings } from '../../../shared/model.ts';
import { countCharacters, MAX_CHATS, TIMEOUT_MINUTES, WELCOME_MAX } from '../../../shared/rules.ts';
import { createEditor, type Editor } from '../shell/editor.ts';
import type { ModelDeps } from '../state/page-models.ts';

export type SettingName = Exclude<keyof Settings, 'rev'>;
/** As they are typed: a number can be half a number. */
export type TypedSettings = Omit<Settings, 'max' | 'timeoutMinutes'> & {
  readonly max: string;
  readonly timeoutMinutes: string;
};

const toTyped = (settings: Settings): TypedSettings => ({
  ...settings,
  max: String(settings.max),
  timeoutMinutes: String(settings.timeoutMinutes),
});

const isWithin = (typed: string, { min, max }: { min: number; max: number }): boolean =>
  /^\s*\d+\s*$/.test(typed) && Number(typed) >= min && Number(typed) <= max;

/** The settings that cannot be saved, in the order of the form. */
export const findWrongSettings = ({
  max,
  welcome,
  welcomeEn = '',
  timeoutMinutes,
}: TypedSettings): readonly SettingName[] => [
  ...(isWithin(max, MAX_CHATS) ? [] : (['max'] as const)),
  ...(isWithin(timeoutMinutes, TIMEOUT_MINUTES) ? [] : (['timeoutMinutes'] as const)),
  ...(countCharacters(welcome) > WELCOME_MAX ? (['welcome'] as const) : []),
  ...(countCharacters(welcomeEn) > WELCOME_MAX ? (['welcomeEn'] as const) : []),
];

/** Whether what is typed makes chats end sooner; then it is asked first how many. */
export const isSooner = (typed: TypedSettings, settings: Settings | undefined): boolean =>
  isWithin(typed.timeoutMinutes, TIMEOUT_MINUTES) &&
  Number(typed.timeoutMinutes) < (settings?.timeoutMinutes ?? 0);

export const createSettingsEditor = ({
  connection,
  state,
  dispatch,
  refresh,
}: Pick<ModelDeps, 'connection' | 'state' | 'dispatch' | 'refresh'>): Editor<TypedSettings> => {
  const editor = createEditor<TypedSettings>({
    load: async () => {
      // The desk as it stands comes with them.
      refresh();
      return undefined;
    },
    save: async (_, rev, typed) => {
      const answer = await connection.call('settings.change', {
        ...typed,
        max: Number(typed.max),
        timeoutMinutes: Number(typed.timeoutMinutes),
        rev,
      });
      if (!('ok' in answer)) return answer;
      dispatch({ event: 'settings.changed', settings: answer.ok });
      return { ok: toTyped(answer.ok) };
    },
    findWrong: findWrongSettings,
  });
  // For as long as the console is open.
  effect(() => {
    const { settings } = state.value;
    if (settings) untracked(() => editor.take(toTyped(settings)));
  });
  return editor;
};
