// How long what is kept, how far today's removal has come, and how much was removed. No rules about what goes when.
import * as v from 'valibot';
import { Removed, Retention } from '../../shared/privacy-routes.ts';
import { standardRetention } from '../domain/retention.ts';
import type { Db, Write } from './db.ts';
import { REMOVED, removalKey, retentionKey } from './keys.ts';
import { isWritten } from './written.ts';

export const readRetention = async (db: Db, { consistent = false } = {}): Promise<Retention> =>
  v.parse(Retention, (await db.get(retentionKey, { consistent })) ?? standardRetention);

/**
 * @param more written with it, or not at all.
 * @returns what was saved; `undefined` when somebody saved since the version it was made from.
 */
export const writeRetention = async (
  db: Db,
  random: () => number,
  retention: Retention,
  more: readonly Write[],
): Promise<Retention | undefined> => {
  const next = { ...retention, rev: retention.rev + 1 };
  const put: Write = {
    put: { ...retentionKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': retention.rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

const ProgressItem = v.object({
  /** `2026-11-22` (UTC): the day whose removal this is. */
  day: v.string(),
  /** The version of the retention it is carried out by. */
  rev: v.number(),
  /** Which step is next, and where in it; no step when the day is done. */
  step: v.optional(v.string()),
  cursor: v.optional(v.string()),
  /** Grows with every note. */
  version: v.number(),
});
export type Progress = v.InferOutput<typeof ProgressItem>;

export const readProgress = async (db: Db): Promise<Progress> => {
  const item = await db.get(removalKey, { consistent: true });
  return item ? v.parse(ProgressItem, item) : { day: '', rev: 0, version: 0 };
};

/** Notes how far it came, unless another run noted something meanwhile: then that one's note stands. */
export const saveProgress = async (db: Db, progress: Progress): Promise<void> => {
  await db.put(
    { ...removalKey, ...progress, version: progress.version + 1 },
    {
      condition: 'attribute_not_exists(pk) OR #version = :was',
      names: { '#version': 'version' },
      values: { ':was': progress.version },
    },
  );
};

const nothing = { chats: 0, tickets: 0, ratings: 0, auditLines: 0, customers: 0 };

/** The counts of the latest months, newest first. */
export const readRemovedCounts = async (db: Db, months: number): Promise<Removed[]> => {
  const { items } = await db.query({ pk: REMOVED, backwards: true, limit: months });
  return items.map((item) => v.parse(Removed, { ...nothing, ...item, month: item.sk }));
};
