// Tells waiting portal pages that the tab may show or has to go (S14): a few at once, many by a function of their own, the rest by the sweep. See docs/decisions/006.
import type { ActionContext } from '../adapters/context.ts';
import { openingTimes } from '../domain/opening.ts';
import { pushesTo } from '../domain/recipients.ts';
import {
  type Announcement,
  lobby,
  type Registered,
  readUntold,
  recordNotified,
  recordRoom,
} from '../store/desk.ts';
import { TOLD_AT_ONCE } from './notify.ts';

/** Waiting pages told together. */
const PAGES_TOGETHER = 250;
/** How far it came is noted after so many: what is told twice when the function dies. */
const NOTED_AFTER = 2_000;

/** What one call tells. */
export interface Portion {
  /** Waiting pages, about. */
  readonly most: number;
  /** Whether there is time for as many as are told together. */
  readonly hasTime?: () => boolean;
}

/** Where nobody can be asked to tell them: somebody waits for the answer. */
const BEFORE_THE_ANSWER: Portion = { most: 2_000 };

/** Tells waiting portal pages that the tab may show or has to go, when the last change turned that. */
export const notifyRoom = async (context: ActionContext): Promise<void> => {
  const { db, random, now, handOver, gather } = context;
  if (gather) return gather.room();
  const turned = await recordRoom(db, random, { now: now() });
  if (!turned) return;
  const first = await lobby.page(db, { after: '', limit: TOLD_AT_ONCE + 1 });
  if (first.rows.length <= TOLD_AT_ONCE) {
    await tellPages(context, first.rows, turned);
    await recordNotified(db, turned, { after: undefined, now: now() });
  } else if (!handOver || !(await handOver({ kind: 'room' }))) {
    await announce(context, turned, BEFORE_THE_ANSWER);
  }
};

/** Goes on with the announcement that is noted as not told to its end, whoever began it. */
export const continueNotifyingRoom = async (context: ActionContext, portion: Portion): Promise<void> => {
  const untold = await readUntold(context.db);
  if (untold) await announce(context, untold, portion);
};

/** Tells what was not told: whoever changed the room may not have come to it, or not to everyone. */
export const finishNotifyingRoom = async (context: ActionContext, portion: Portion): Promise<void> => {
  const untold = await recordRoom(context.db, context.random, { now: context.now(), isSweep: true });
  if (untold) await announce(context, untold, portion);
};

const announce = async (
  context: ActionContext,
  what: Announcement,
  { most, hasTime = () => true }: Portion,
): Promise<void> => {
  const { db, now } = context;
  let next: string | undefined = what.after;
  let noted = 0;
  for (let told = 0; told < most && next !== undefined && hasTime(); ) {
    const page = await lobby.page(db, { after: next, limit: PAGES_TOGETHER });
    await tellPages(context, page.rows, what);
    told += page.rows.length;
    next = page.next;
    if (next === undefined || told - noted < NOTED_AFTER) continue;
    noted = told;
    // The room turned again: whoever saw that tells all of them.
    if (!(await recordNotified(db, what, { after: next, now: now() }))) return;
  }
  await recordNotified(db, what, { after: next, now: now() });
};

const tellPages = async (
  { db, deliver, now, random }: ActionContext,
  rows: readonly Registered[],
  { open, rev, hours }: Announcement,
): Promise<void> => {
  const times = openingTimes(hours, { now, random });
  const lost = await deliver(pushesTo(rows, { event: 'room.changed', open, rev, ...times }));
  const gone = rows.filter(({ connection }) => lost.has(connection));
  await Promise.all(gone.map((row) => lobby.remove(db, row)));
};
