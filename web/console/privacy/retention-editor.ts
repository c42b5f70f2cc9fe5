// Editing the retention: what is stored, what was typed over it, and saving the version it was typed over. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Period, Removed, Retention, RetentionKind } from '../../../shared/privacy-routes.ts';
import { PERIOD_MAX } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { createEditor, type Editor } from '../shell/editor.ts';

export const kinds = ['cases', 'deleted', 'ratings', 'audit'] as const satisfies readonly RetentionKind[];
/** Those that need not go by themselves. */
export const endless: readonly RetentionKind[] = ['cases', 'ratings'];

/** A period as typed. */
export interface Typed {
  readonly count: string;
  readonly unit: Period['unit'];
  readonly never: boolean;
}

/** The periods as they are typed. */
export type TypedPeriods = Readonly<Record<RetentionKind, Typed>> & { readonly rev: number };

export interface RetentionEditor extends Editor<TypedPeriods> {
  readonly removed: ReadonlySignal<readonly Removed[]>;
  editPeriod(kind: RetentionKind, typed: Partial<Typed>): void;
  /** Whether something would go sooner than now; only for what can be saved. */
  shortens(): boolean;
}

const toTyped = (period: Period | null): Typed => ({
  count: period ? String(period.count) : '',
  unit: period?.unit ?? 'months',
  never: period === null,
});

const toPeriods = ({ cases, deleted, ratings, audit, rev }: Retention): TypedPeriods => ({
  rev,
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

const toRetention = (typed: TypedPeriods): Retention | undefined => {
  const [cases, deleted, ratings, audit] = kinds.map((kind) => toPeriod(typed[kind]));
  if (cases === undefined || ratings === undefined || !deleted || !audit) return undefined;
  return { cases, deleted, ratings, audit, rev: typed.rev };
};

export const createRetentionEditor = (): RetentionEditor => {
  const removed = signal<readonly Removed[]>([]);
  const editor = createEditor<TypedPeriods>({
    load: async () => {
      const answer = await request('GET /api/retention', {});
      if (!('ok' in answer)) return answer;
      removed.value = answer.ok.removed;
      return { ok: toPeriods(answer.ok.retention) };
    },
    save: async (_, rev, typed) => {
      const retention = toRetention(typed);
      if (!retention) return { error: { code: 'bad_request' } };
      const answer = await request('PUT /api/retention', { ...retention, rev });
      return 'ok' in answer ? { ok: toPeriods(answer.ok) } : answer;
    },
    findWrong: (typed) => kinds.filter((kind) => toPeriod(typed[kind]) === undefined),
  });
  return {
    ...editor,
    removed,
    editPeriod: (kind, typed) => {
      const before = editor.shown.peek()?.[kind];
      if (before) editor.edit({ [kind]: { ...before, ...typed } });
    },
    shortens: () => {
      const [before, after] = [editor.stored.peek(), editor.shown.peek()].map(
        (typed) => typed && toRetention(typed),
      );
      return (
        before !== undefined &&
        after !== undefined &&
        kinds.some((kind) => daysOf(after[kind]) < daysOf(before[kind]))
      );
    },
  };
};
