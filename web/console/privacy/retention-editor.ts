// Editing the retention: what is stored, what was typed over it, and saving the version it was typed over. Knows no screen.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Period, Removed, Retention, RetentionKind } from '../../../shared/privacy-routes.ts';
import { PERIOD_MAX } from '../../../shared/rules.ts';
import { type Failure, request } from '../../ui/api.ts';

export const kinds = ['cases', 'deleted', 'ratings', 'audit'] as const satisfies readonly RetentionKind[];
/** Those that need not go by themselves. */
export const endless: readonly RetentionKind[] = ['cases', 'ratings'];

/** A period as typed. */
export interface Typed {
  readonly count: string;
  readonly unit: Period['unit'];
  readonly never: boolean;
}
export type Draft = Readonly<Record<RetentionKind, Typed>>;

export interface RetentionEditor {
  readonly draft: ReadonlySignal<Draft | undefined>;
  readonly removed: ReadonlySignal<readonly Removed[]>;
  readonly isChanged: ReadonlySignal<boolean>;
  /** Somebody else saved; the draft is theirs now. */
  readonly isConflict: ReadonlySignal<boolean>;
  readonly wrong: ReadonlySignal<readonly RetentionKind[]>;
  readonly saving: ReadonlySignal<'quiet' | 'saving' | 'saved'>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  load(): Promise<void>;
  edit(kind: RetentionKind, typed: Partial<Typed>): void;
  undo(): void;
  /** Whether something would go sooner than now; only for what can be saved. */
  shortens(): boolean;
  /** @returns whether everything typed can be saved; what cannot is in `wrong`. */
  check(): boolean;
  save(): Promise<void>;
}

const toTyped = (period: Period | null): Typed => ({
  count: period ? String(period.count) : '',
  unit: period?.unit ?? 'months',
  never: period === null,
});

const toDraft = ({ cases, deleted, ratings, audit }: Retention): Draft => ({
  cases: toTyped(cases),
  deleted: toTyped(deleted),
  ratings: toTyped(ratings),
  audit: toTyped(audit),
});

/** `undefined`: cannot be. */
const toPeriod = ({ count, unit, never }: Typed): Period | null | undefined => {
  if (never) return null;
  const number = /^\s*\d{1,6}\s*$/.test(count) ? Number(count) : 0;
  return number >= 1 && number <= PERIOD_MAX ? { count: number, unit } : undefined;
};

const DAYS_OF_MONTH = 30.4;
const daysOf = (period: Period | null): number =>
  period ? period.count * (period.unit === 'days' ? 1 : DAYS_OF_MONTH) : Number.POSITIVE_INFINITY;

export const createRetentionEditor = (): RetentionEditor => {
  const stored = signal<Retention | undefined>();
  const draft = signal<Draft | undefined>();
  const removed = signal<readonly Removed[]>([]);
  const isConflict = signal(false);
  const wrong = signal<readonly RetentionKind[]>([]);
  const saving = signal<'quiet' | 'saving' | 'saved'>('quiet');
  const fault = signal<Failure | undefined>();

  const store = (retention: Retention) => {
    stored.value = retention;
    draft.value = toDraft(retention);
    wrong.value = [];
  };
  const load = async () => {
    fault.value = undefined;
    const answer = await request('GET /api/retention', {});
    if ('ok' in answer) {
      store(answer.ok.retention);
      removed.value = answer.ok.removed;
    } else fault.value = answer;
  };
  /** What would be saved; `undefined` while something is wrong. */
  const wanted = (): Retention | undefined => {
    const typed = draft.value;
    if (!typed || !stored.value) return undefined;
    const [cases, deleted, ratings, audit] = kinds.map((kind) => toPeriod(typed[kind]));
    if (cases === undefined || ratings === undefined || !deleted || !audit) return undefined;
    return { cases, deleted, ratings, audit, rev: stored.value.rev };
  };

  return {
    draft,
    removed,
    isConflict,
    wrong,
    saving,
    fault,
    isChanged: computed(
      () =>
        stored.value !== undefined && JSON.stringify(draft.value) !== JSON.stringify(toDraft(stored.value)),
    ),
    load,
    edit: (kind, typed) => {
      if (!draft.value) return;
      saving.value = 'quiet';
      wrong.value = wrong.value.filter((one) => one !== kind);
      draft.value = { ...draft.value, [kind]: { ...draft.value[kind], ...typed } };
    },
    undo: () => {
      isConflict.value = false;
      if (stored.value) store(stored.value);
    },
    shortens: () => {
      const [before, after] = [stored.value, wanted()];
      return (
        before !== undefined &&
        after !== undefined &&
        kinds.some((kind) => daysOf(after[kind]) < daysOf(before[kind]))
      );
    },
    check: () => {
      const typed = draft.value;
      wrong.value = typed ? kinds.filter((kind) => toPeriod(typed[kind]) === undefined) : [];
      return wrong.value.length === 0;
    },
    save: async () => {
      const retention = wanted();
      if (!retention || saving.value === 'saving') return;
      saving.value = 'saving';
      fault.value = undefined;
      isConflict.value = false;
      const answer = await request('PUT /api/retention', retention);
      saving.value = 'ok' in answer ? 'saved' : 'quiet';
      if ('ok' in answer) store(answer.ok);
      else if ('error' in answer && answer.error.code === 'outdated') {
        await load();
        isConflict.value = true;
      } else fault.value = answer;
    },
  };
};
