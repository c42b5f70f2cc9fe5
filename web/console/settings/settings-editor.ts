// The desk's settings being changed (S7-S13): what was typed stays when a colleague saves first. Knows no screen.
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Settings } from '../../../shared/model.ts';
import { countCharacters, MAX_CHATS, TIMEOUT_MINUTES, WELCOME_MAX } from '../../../shared/rules.ts';
import type { Failure } from '../../ui/api.ts';
import type { ModelDeps } from '../state/page-models.ts';

export type SettingName = Exclude<keyof Settings, 'rev'>;
/** As they are typed: a number can be half a number. */
type Typed = { readonly [N in SettingName]: Settings[N] extends boolean ? boolean : string };

export interface SettingsEditor {
  /** The stored settings with what was typed over them. */
  readonly shown: ReadonlySignal<Typed | undefined>;
  /** What a colleague saved in a setting that was changed here as well. */
  readonly theirs: ReadonlySignal<Partial<Typed>>;
  /** Settings that cannot be saved like this. */
  readonly wrong: ReadonlySignal<readonly SettingName[]>;
  readonly isChanged: ReadonlySignal<boolean>;
  readonly isConflict: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<'quiet' | 'saving' | 'saved'>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  edit<N extends SettingName>(name: N, value: Typed[N]): void;
  undo(): void;
  save(): Promise<void>;
  close(): void;
}

const settingNames = [
  'max',
  'welcome',
  'timeoutMinutes',
  'publish',
  'sendStandardTexts',
  'realtimeOnline',
  'preview',
] as const satisfies readonly SettingName[];

const toTyped = (settings: Settings): Typed => ({
  ...settings,
  max: String(settings.max),
  timeoutMinutes: String(settings.timeoutMinutes),
});

const isWithin = (typed: string, { min, max }: { min: number; max: number }): boolean =>
  /^\s*\d+\s*$/.test(typed) && Number(typed) >= min && Number(typed) <= max;

/** The settings that cannot be saved, in the order of the form. */
export const findWrongSettings = ({ max, welcome, timeoutMinutes }: Typed): readonly SettingName[] => [
  ...(isWithin(max, MAX_CHATS) ? [] : (['max'] as const)),
  ...(countCharacters(welcome) > WELCOME_MAX ? (['welcome'] as const) : []),
  ...(isWithin(timeoutMinutes, TIMEOUT_MINUTES) ? [] : (['timeoutMinutes'] as const)),
];

export const createSettingsEditor = (
  deps: Pick<ModelDeps, 'connection' | 'state' | 'dispatch' | 'refresh'>,
): SettingsEditor => {
  const { connection, state } = deps;
  const stored = computed(() => state.value.settings);
  const draft = signal<Partial<Typed>>({});
  const theirs = signal<Partial<Typed>>({});
  const wrong = signal<readonly SettingName[]>([]);
  const isConflict = signal(false);
  const saving = signal<'quiet' | 'saving' | 'saved'>('quiet');
  const fault = signal<Failure | undefined>();
  const shown = computed(() => stored.value && { ...toTyped(stored.value), ...draft.value });
  /** What the draft was typed over. */
  let base = stored.value;

  const pick = (from: Partial<Typed>, isKept: (name: SettingName) => boolean): Partial<Typed> =>
    Object.fromEntries(
      settingNames.filter((name) => name in from && isKept(name)).map((name) => [name, from[name]]),
    );

  /** Somebody saved: what was typed stays on top, and what was changed on both sides is shown. */
  const rebase = (settings: Settings | undefined) => {
    // The answer to a save under way says which of the two came first.
    if (!settings || saving.value === 'saving') return;
    const before = base && toTyped(base);
    base = settings;
    const after = toTyped(settings);
    draft.value = pick(draft.value, (name) => draft.value[name] !== after[name]);
    const clashes = pick(after, (name) => name in draft.value && before?.[name] !== after[name]);
    theirs.value = { ...pick(theirs.value, (name) => name in draft.value), ...clashes };
    if (Object.keys(clashes).length > 0) isConflict.value = true;
  };
  const stopFollowing = effect(() => {
    const settings = stored.value;
    untracked(() => rebase(settings));
  });

  const forget = () => {
    draft.value = {};
    theirs.value = {};
    wrong.value = [];
    isConflict.value = false;
    fault.value = undefined;
  };

  const save = async () => {
    const typed = shown.value;
    const sent = draft.value;
    if (!typed || !base || saving.value === 'saving') return;
    wrong.value = findWrongSettings(typed);
    if (wrong.value.length > 0) return;
    saving.value = 'saving';
    fault.value = undefined;
    const answer = await connection.call('settings.change', {
      ...typed,
      max: Number(typed.max),
      timeoutMinutes: Number(typed.timeoutMinutes),
      rev: base.rev,
    });
    saving.value = 'quiet';
    if ('ok' in answer) {
      const typedSince = pick(draft.value, (name) => draft.value[name] !== sent[name]);
      forget();
      draft.value = typedSince;
      base = answer.ok;
      deps.dispatch({ event: 'settings.changed', settings: answer.ok });
      saving.value = 'saved';
    } else if ('error' in answer && answer.error.code === 'outdated') {
      isConflict.value = true;
      if (stored.value?.rev === base.rev) deps.refresh();
      else rebase(stored.value);
    } else {
      const path = 'error' in answer && answer.error.code === 'bad_request' ? answer.error.path : undefined;
      wrong.value = settingNames.filter((name) => name === path);
      if (wrong.value.length === 0) fault.value = answer;
    }
  };

  return {
    shown,
    theirs,
    wrong,
    isChanged: computed(() => Object.keys(draft.value).length > 0),
    isConflict,
    saving,
    fault,
    edit: (name, value) => {
      saving.value = 'quiet';
      wrong.value = wrong.value.filter((one) => one !== name);
      const isStored = stored.value && toTyped(stored.value)[name] === value;
      draft.value = isStored ? pick(draft.value, (one) => one !== name) : { ...draft.value, [name]: value };
    },
    undo: forget,
    save,
    close: stopFollowing,
  };
};
