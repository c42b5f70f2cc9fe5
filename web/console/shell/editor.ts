// Something being changed that others may change as well. A conflict is never decided here: what was typed stays, what the other saved is shown beside it, and the next save is the person's choice. No DOM.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Answer, Failure } from '../../ui/api.ts';

interface Versioned {
  readonly rev: number;
}

export type Saving = 'quiet' | 'saving' | 'saved';

/** What was typed and not saved, over which version, and what that version had in its place. */
export interface Unsaved<T extends Versioned> {
  readonly rev: number;
  readonly fields: Partial<T>;
  readonly base?: Partial<T> | undefined;
}

export interface Editor<T extends Versioned> {
  /** As it is stored, as far as is known here. */
  readonly stored: ReadonlySignal<T | undefined>;
  /** The fields that were changed here and are not saved. */
  readonly draft: ReadonlySignal<Partial<T>>;
  /** What is stored with what was typed over it. */
  readonly shown: ReadonlySignal<T | undefined>;
  /** What a colleague saved in fields that are changed here as well. */
  readonly theirs: ReadonlySignal<Partial<T>>;
  readonly isChanged: ReadonlySignal<boolean>;
  readonly isConflict: ReadonlySignal<boolean>;
  /** Fields that cannot be saved like this, in the order of the form. */
  readonly wrong: ReadonlySignal<readonly (keyof T)[]>;
  readonly saving: ReadonlySignal<Saving>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  load(): Promise<void>;
  /** Takes a version that came another way: pushed, or as the answer to another command. */
  take(stored: T): void;
  edit(fields: Partial<T>): void;
  /** Everything as it is stored: theirs, where there was a conflict. */
  undo(): void;
  /** @returns whether everything typed can be saved; what cannot is in `wrong`. */
  check(): boolean;
  /** @returns whether it is saved now. */
  save(): Promise<boolean>;
}

export interface EditorDeps<T extends Versioned> {
  /** `undefined`: it was asked for, and comes by `take`. */
  load(): Promise<Answer<T> | undefined>;
  /**
   * @param changed only the fields that differ from the stored ones.
   * @param all what is stored with them over it.
   */
  save(changed: Partial<T>, rev: number, all: T): Promise<Answer<T>>;
  findWrong?(all: T, changed: Partial<T>): readonly (keyof T)[];
  /** What a value is told apart by; without it by all of it. */
  markOf?(value: T[keyof T] | undefined): unknown;
  /** What was left unsaved by this page before. Asked once, with the first version that comes. */
  restore?(): Unsaved<T> | undefined;
  /** What is unsaved now; `undefined` when nothing is. */
  persist?(unsaved: Unsaved<T> | undefined): void;
}

const namesOf = <T extends object>(fields: Partial<T>): (keyof T)[] => Object.keys(fields) as (keyof T)[];

export const createEditor = <T extends Versioned>(deps: EditorDeps<T>): Editor<T> => {
  const stored = signal<T | undefined>();
  const draft = signal<Partial<T>>({});
  const theirs = signal<Partial<T>>({});
  const isConflict = signal(false);
  const wrong = signal<readonly (keyof T)[]>([]);
  const saving = signal<Saving>('quiet');
  const fault = signal<Failure | undefined>();
  const shown = computed(() => stored.value && { ...stored.value, ...draft.value });
  /** Came while a save was under way; its answer says which of the two was first. */
  let waiting: T | undefined;

  const markOf = (value: T[keyof T] | undefined): string =>
    JSON.stringify(deps.markOf ? deps.markOf(value) : value) ?? '';
  const pick = (from: Partial<T>, isWanted: (name: keyof T) => boolean): Partial<T> => {
    const picked: Partial<T> = {};
    for (const name of namesOf(from)) if (isWanted(name)) picked[name] = from[name];
    return picked;
  };

  const setDraft = (typed: Partial<T>) => {
    const base = stored.value;
    if (!base) return;
    const fields = pick(typed, (name) => markOf(typed[name]) !== markOf(base[name]));
    draft.value = fields;
    theirs.value = pick(theirs.value, (name) => name in fields);
    const isEmpty = namesOf(fields).length === 0;
    deps.persist?.(
      isEmpty ? undefined : { rev: base.rev, fields, base: pick(base, (name) => name in fields) },
    );
  };

  /** Puts what was typed over a newer version; where both changed a field, theirs is shown. */
  const rebase = (before: Partial<T>, fresh: T, typed: Partial<T>) => {
    stored.value = fresh;
    setDraft(typed);
    const both = namesOf(draft.value).filter(
      (name) => name in theirs.value || (name in before && markOf(before[name]) !== markOf(fresh[name])),
    );
    theirs.value = pick(fresh, (name) => both.includes(name));
    if (both.length > 0) isConflict.value = true;
  };

  const take = (fresh: T) =>
    batch(() => {
      const known = stored.value;
      if (known && fresh.rev < known.rev) return;
      if (known && saving.value === 'saving') waiting = fresh;
      else if (known) rebase(known, fresh, draft.value);
      else {
        const left = deps.restore?.();
        rebase(left?.base ?? {}, fresh, left?.fields ?? {});
        if (left && left.rev !== fresh.rev && namesOf(draft.value).length > 0) isConflict.value = true;
      }
    });

  const read = async () => {
    const answer = await deps.load();
    if (!answer) return;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) take(answer.ok);
  };

  /** A colleague was first: theirs is what is changed from now on. */
  const giveWay = async () => {
    if (waiting) take(waiting);
    else await read();
    isConflict.value = true;
  };

  const settle = (sent: Partial<T>, saved: T) => {
    // What was typed while it was on its way stays unsaved; what the server put right is no change.
    const since = pick(draft.value, (name) => markOf(sent[name]) !== markOf(draft.value[name]));
    theirs.value = {};
    isConflict.value = false;
    stored.value = saved;
    setDraft(since);
    saving.value = 'saved';
    if (waiting && waiting.rev > saved.rev) take(waiting);
  };

  /** A refusal that names a field of this form is that field's. */
  const refuse = (answer: Failure) => {
    const path = 'error' in answer && answer.error.code === 'bad_request' ? answer.error.path : undefined;
    const named = namesOf(shown.value ?? {}).find((name) => name === path?.split('.')[0]);
    if (named === undefined) fault.value = answer;
    else wrong.value = [named as keyof T];
  };

  const check = () => {
    wrong.value = (shown.value && deps.findWrong?.(shown.value, draft.value)) ?? [];
    return wrong.value.length === 0;
  };

  return {
    stored,
    draft,
    shown,
    theirs,
    isChanged: computed(() => namesOf(draft.value).length > 0),
    isConflict,
    wrong,
    saving,
    fault,
    load: read,
    take,
    edit: (fields) =>
      batch(() => {
        if (saving.value === 'saved') saving.value = 'quiet';
        wrong.value = wrong.value.filter((name) => !(name in fields));
        setDraft({ ...draft.value, ...fields });
      }),
    undo: () =>
      batch(() => {
        setDraft({});
        wrong.value = [];
        isConflict.value = false;
        fault.value = undefined;
      }),
    check,
    save: async () => {
      const base = stored.value;
      const all = shown.value;
      if (!base || !all || saving.value === 'saving' || !check()) return false;
      const sent = draft.value;
      batch(() => {
        saving.value = 'saving';
        fault.value = undefined;
        waiting = undefined;
      });
      const answer = await deps.save(sent, base.rev, all);
      saving.value = 'quiet';
      if ('ok' in answer) {
        batch(() => settle(sent, answer.ok));
        return true;
      }
      if ('error' in answer && answer.error.code === 'outdated') await giveWay();
      else {
        refuse(answer);
        if (waiting) take(waiting);
      }
      return false;
    },
  };
};
