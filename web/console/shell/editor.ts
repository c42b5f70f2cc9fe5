// Something being changed that others may change as well: what was typed stays when a colleague saves first. Knows no screen.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Answer, Failure } from '../../ui/api.ts';

interface Versioned {
  readonly rev: number;
}

export interface Editor<T extends Versioned> {
  /** As it is stored, as far as is known here. */
  readonly stored: ReadonlySignal<T | undefined>;
  /** What is stored with what was typed over it. */
  readonly shown: ReadonlySignal<T | undefined>;
  /** Fields that a colleague changed as well. */
  readonly clashes: ReadonlySignal<ReadonlySet<keyof T>>;
  readonly isChanged: ReadonlySignal<boolean>;
  readonly isConflict: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<'quiet' | 'saving' | 'saved'>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  load(): Promise<void>;
  /** Takes a newer version that another command was answered with. */
  take(stored: T): void;
  edit(fields: Partial<T>): void;
  undo(): void;
  /** @returns whether it is saved now. */
  save(): Promise<boolean>;
}

export interface EditorDeps<T extends Versioned> {
  load(): Promise<Answer<T>>;
  /** @param changed only the fields that differ from the stored ones. */
  save(changed: Partial<T>, rev: number): Promise<Answer<T>>;
}

/** Fields are texts, yes or no, and lists of those. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const createEditor = <T extends Versioned>({ load, save }: EditorDeps<T>): Editor<T> => {
  const stored = signal<T | undefined>();
  const draft = signal<Partial<T>>({});
  const clashes = signal<ReadonlySet<keyof T>>(new Set());
  const isConflict = signal(false);
  const saving = signal<'quiet' | 'saving' | 'saved'>('quiet');
  const fault = signal<Failure | undefined>();

  const differing = (fresh: T, typed: Partial<T>): Partial<T> => {
    const kept: Partial<T> = {};
    for (const name of Object.keys(typed) as (keyof T)[]) {
      if (!isSame(typed[name], fresh[name])) kept[name] = typed[name];
    }
    return kept;
  };

  const take = (fresh: T) => {
    batch(() => {
      stored.value = fresh;
      draft.value = differing(fresh, draft.value);
    });
  };

  const read = async (): Promise<T | undefined> => {
    const answer = await load();
    fault.value = 'ok' in answer ? undefined : answer;
    return 'ok' in answer ? answer.ok : undefined;
  };

  /** A colleague was first: theirs is what is changed from now on. */
  const rebase = async (base: T) => {
    const fresh = await read();
    if (!fresh) return;
    batch(() => {
      take(fresh);
      const both = (Object.keys(draft.value) as (keyof T)[]).filter(
        (name) => !isSame(base[name], fresh[name]),
      );
      clashes.value = new Set(both);
      isConflict.value = true;
    });
  };

  return {
    stored,
    shown: computed(() => stored.value && { ...stored.value, ...draft.value }),
    clashes,
    isChanged: computed(() => Object.keys(draft.value).length > 0),
    isConflict,
    saving,
    fault,
    take,
    load: async () => {
      const fresh = await read();
      if (fresh) take(fresh);
    },
    edit: (fields) => {
      if (!stored.value) return;
      saving.value = 'quiet';
      draft.value = differing(stored.value, { ...draft.value, ...fields });
    },
    undo: () =>
      batch(() => {
        draft.value = {};
        clashes.value = new Set();
        isConflict.value = false;
        fault.value = undefined;
      }),
    save: async () => {
      const base = stored.value;
      if (!base || saving.value === 'saving') return false;
      const sent = draft.value;
      batch(() => {
        saving.value = 'saving';
        fault.value = undefined;
      });
      const answer = await save(sent, base.rev);
      saving.value = 'quiet';
      if ('ok' in answer) {
        batch(() => {
          // What was typed while it was on its way stays unsaved; what the server put right is no change.
          const since = Object.entries(draft.value).filter(
            ([name, value]) => sent[name as keyof T] !== value,
          );
          draft.value = Object.fromEntries(since) as Partial<T>;
          take(answer.ok);
          clashes.value = new Set();
          isConflict.value = false;
          saving.value = 'saved';
        });
        return true;
      }
      if ('error' in answer && answer.error.code === 'outdated') await rebase(base);
      else fault.value = answer;
      return false;
    },
  };
};
