// The minute's sweep: what is due is looked at, what a commit left is done. Coming late, twice, cut off or after an outage changes nothing of the outcome.
import type { Settings, UserId } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { isLeftBehind, loseLease } from '../domain/duty.ts';
import { consoles, readSettings } from '../store/desk.ts';
import {
  arm,
  type Due,
  isWork,
  minuteOf,
  type Part,
  partsOf,
  readPart,
  readSwept,
  recordSwept,
  type Timer,
  tickOffDue,
} from '../store/timers.ts';
import { changeDuty } from './change-duty.ts';
import { type FilesContext, lookAtFile } from './files.ts';
import { type Gathering, gathering } from './gather.ts';
import { finishNotifyingRoom } from './notify-room.ts';
import { lookAtChat } from './time-out.ts';
import { countInTurn, createTurns, type InTurn, turnOfAgent } from './turns.ts';
import { carryOut, type WorkContext } from './work.ts';

/** How far back a desk that was never swept looks (minutes). */
const FIRST_SWEEP_MINUTES = 60;

/** Minutes gone through together when catching up after an outage. */
const MINUTES_TOGETHER = 30;
/** Timers of a round: what a run that is cut off does again at most. */
const TIMERS_A_ROUND = 200;
/** Of each part in a round at least, however many parts there are. */
const LEAST_OF_A_PART = 4;
/** Pages of a long list in one run: a desk is made for 1,000 chats, 25 a page. */
const PAGES_A_RUN = 40;

/** Waiting pages that one run tells of the room. */
const PAGES_TOLD = { most: 10_000 } as const;

/** Timers in one run, about; with 100,000 chats some 13,000 are due in a minute. */
const MOST_TIMERS = 30_000;

export interface Bounds {
  readonly timers?: number;
  /** Whether there is time for another round, which may take seconds. */
  readonly hasTime?: () => boolean;
}

/**
 * Goes through what is due, a round at a time: every minute under way gets its share of a round, so that none waits for
 * one that has fifty thousand. After each round it is noted how far it came, and the next run goes on there.
 */
export const sweep = async (
  asGiven: SweepGiven,
  { timers = MOST_TIMERS, hasTime = () => true }: Bounds = {},
): Promise<void> => {
  const inTurn = createTurns();
  const news = gathering({ ...asGiven, db: countInTurn(asGiven.db, inTurn) });
  const { context } = news;
  const { db, now } = context;
  const current = minuteOf(now());
  const settings = await readSettings(db);
  let swept = (await readSwept(db)) ?? { minute: current - FIRST_SWEEP_MINUTES, left: [], version: 0 };
  // The clock may have been set back: timers are then armed for minutes that were swept before.
  let next = Math.min(swept.minute + 1, current);
  for (let looked = 0; looked < timers && hasTime(); ) {
    const upTo = Math.min(current, next + MINUTES_TOGETHER - minutesOf(swept.left) - 1);
    const parts = [...swept.left, ...takeOn(next, upTo, swept.left)];
    if (parts.length === 0) break;
    next = Math.max(next, upTo + 1);
    const limit = Math.max(LEAST_OF_A_PART, Math.floor(TIMERS_A_ROUND / parts.length));
    const read = await Promise.all(parts.map((part) => readPart(db, part, limit)));
    const due = read.flatMap((part) => part.due);
    await inParallel(due, (each) => lookSafely({ ...context, inTurn }, settings, each));
    await tellSafely(news);
    looked += due.length;
    const left = read.flatMap(({ rest }) => rest ?? []);
    const noted = await recordSwept(db, swept, { minute: Math.max(swept.minute, upTo), left });
    // Another run is at it as well, and further: it goes on alone.
    if (!noted) break;
    swept = noted;
  }
  await finishNotifyingRoom(asGiven, PAGES_TOLD);
};

/** What could not be told consoles find when they refresh; what was done is done. */
const tellSafely = async ({ tell }: Gathering<WorkContext>): Promise<void> => {
  try {
    await tell();
  } catch (error) {
    log('ERROR', 'not every console was told', { error });
  }
};

const minutesOf = (parts: readonly Part[]): number => new Set(parts.map(({ minute }) => minute)).size;

/** Every part of the minutes from `from` to `to` that are not under way. */
const takeOn = (from: number, to: number, left: readonly Part[]): Part[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
    .filter((minute) => !left.some((part) => part.minute === minute))
    .flatMap(partsOf);

/** Timers looked at side by side: one by one, those of a busy minute would not fit in it. */
const SIDE_BY_SIDE = 25;

const inParallel = async (due: readonly Due[], run: (due: Due) => Promise<void>): Promise<void> => {
  const rest = due.values();
  const work = async () => {
    for (const each of rest) await run(each);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
};

/** The sweep alone takes files away that nobody sent. */
type SweepGiven = WorkContext & FilesContext;

/** Where a run looks at many: what would meet on one item takes turns. */
type SweepContext = SweepGiven & { readonly inTurn: InTurn };

/** One that fails is looked at again in the next minute, so it holds up nothing. */
const lookSafely = async (context: SweepContext, settings: Settings, due: Due): Promise<void> => {
  try {
    await look(context, settings, due);
  } catch (error) {
    log('ERROR', 'timer failed, looking again next minute', { minute: minuteOf(context.now()), error });
    await again(context, due.timer);
    if (isWork(due.timer)) await tickOffDue(context.db, due);
  }
};

const again = ({ db, now }: WorkContext, timer: Timer): Promise<void> =>
  arm(db, timer, (minuteOf(now()) + 1) * 60_000);

const look = async (context: SweepContext, settings: Settings, due: Due): Promise<void> => {
  const { timer } = due;
  const { inTurn } = context;
  if (timer.kind === 'chat') return lookAtChat(context, settings, timer.id, inTurn);
  if (timer.kind === 'lease') return inTurn([turnOfAgent(timer)], () => lookAtLease(context, timer.id));
  if (timer.kind === 'file') {
    if (!(await lookAtFile(context, timer))) await again(context, timer);
    return tickOffDue(context.db, due);
  }
  const outcome = await carryOut(context, timer, PAGES_A_RUN);
  if (!outcome.isDone) await again(context, outcome.rest);
  await tickOffDue(context.db, due);
};

const lookAtLease = async (context: DeskContext, id: UserId): Promise<void> => {
  const { db, now } = context;
  const changed = await changeDuty(context, id, (agent) =>
    agent?.counted && agent.leaseUntil <= now() ? loseLease(agent) : undefined,
  );
  // Too busy to be changed: looked at again, or it would give room for ever.
  if ('error' in changed && changed.error.code === 'busy')
    await arm(db, { kind: 'lease', id }, now() + 60_000);
  if ('error' in changed) return;
  if (changed.ok.counted) await arm(db, { kind: 'lease', id }, changed.ok.leaseUntil);
  const isLeft = isLeftBehind(changed.ok, now()) && (await consoles.listOf(db, id)).length === 0;
  if (isLeft)
    await changeDuty(context, id, (agent) =>
      agent && isLeftBehind(agent, now()) ? loseLease(agent) : undefined,
    );
};
