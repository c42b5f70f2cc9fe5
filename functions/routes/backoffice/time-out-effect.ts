// How many running chats another time-out would end (S10): asked before it is saved. Writes nothing, and looks at so many chats at most.
import { wouldEnd } from '../../domain/time-out.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readRunningBatch } from '../../store/batches.ts';
import { readSettings } from '../../store/desk.ts';
import { readHead } from '../../store/log.ts';

/** Pages of 25 chats, the oldest first: those have been silent for the longest, as a rule. */
const PAGES = 20;

export const timeOutEffect: RouteHandler<'GET /api/time-out'> = async (
  { minutes: wanted },
  { context: { db, now } },
) => {
  const settings = await readSettings(db);
  const at = { wanted, now: now() };
  let ending = 0;
  let next: string | undefined = '';
  for (let page = 0; page < PAGES && next !== undefined; page++) {
    const batch: Awaited<ReturnType<typeof readRunningBatch>> = await readRunningBatch(db, at.now, next);
    const heads = await Promise.all(batch.found.map((id) => readHead(db, id, { consistent: false })));
    ending += heads.filter((head) => head && wouldEnd(head, settings, at)).length;
    next = batch.next;
  }
  return { ok: { ending, more: next !== undefined } };
};
