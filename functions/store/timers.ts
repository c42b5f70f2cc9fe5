// The timer wheel: what may be due in a minute and what a commit left to be done, and how far the sweep has come. One write per armed timer, none per message.

import * as v from 'valibot';
import { ChatId, UserId } from '../../shared/model.ts';
import { FileId } from '../../shared/sent-file.ts';
import { type Db, isStored, type Key, unconditional, type Write } from './db.ts';
import { dueKey, spokeOf, sweepKey } from './keys.ts';
import { after } from './pages.ts';

const Timer = v.variant('kind', [
  /** May have timed out or been abandoned. */
  v.object({ kind: v.literal('chat'), id: ChatId }),
  /** An agent's console may be gone. */
  v.object({ kind: v.literal('lease'), id: UserId }),
  /** The settings were changed: whoever is on duty and every running chat has to have them. The id names the change. */
  v.object({ kind: v.literal('settings'), id: v.string(), cursor: v.optional(v.string()) }),
  /** The opening hours were saved, or it is their turn: whoever waits for a chat has to know. The id names the change; `turn` is their turn. */
  v.object({ kind: v.literal('hours'), id: v.string() }),
  /** A group lost the chat: the tabs of its members have to go. The id names the change. */
  v.object({ kind: v.literal('groups'), id: v.string(), cursor: v.optional(v.string()) }),
  /**
   * What an account may changed: what is under way has to follow. The id names the change.
   * `before`: sockets noted before this moment (milliseconds) are over as well, but those of the session `keep`.
   */
  v.object({
    kind: v.literal('rights'),
    id: v.string(),
    user: UserId,
    before: v.optional(v.number()),
    keep: v.optional(v.string()),
  }),
  /** An agent went, or is there again: its chats have to follow (S153). The id names the change. */
  v.object({ kind: v.literal('presence'), id: v.string(), user: UserId, cursor: v.optional(v.string()) }),
  /** A session ended: its sockets have to close. The id is the session's. */
  v.object({ kind: v.literal('sign-out'), id: v.string(), user: UserId }),
  /** A session stands as long as its provider renews it: that is to be asked again. The id is the session's hash. */
  v.object({ kind: v.literal('renewal'), id: v.string(), user: UserId }),
  /** A mail has to be sent. The id is the mail's. */
  v.object({ kind: v.literal('mail'), id: v.string() }),
  /** A message of a chat was taken back: what was made of the chat has to go. The id is the chat's. */
  v.object({ kind: v.literal('redaction'), id: ChatId }),
  /** A socket has to close. The id is the connection's. */
  v.object({ kind: v.literal('hang-up'), id: v.string() }),
  /** A file that was begun may not have been sent; one that was taken back has to go from the bucket. */
  v.object({
    kind: v.literal('file'),
    id: FileId,
    chat: v.optional(ChatId),
    user: v.optional(UserId),
  }),
]);
export type Timer = v.InferOutput<typeof Timer>;

/** What follows a commit: it lies there until it is done, and not a moment longer, as it may name a person. */
export type Work = Exclude<Timer, { kind: 'chat' | 'lease' | 'file' }>;
export type WorkOf<K extends Work['kind']> = Extract<Work, { kind: K }>;

/** Kept a week past its minute, so that an outage of the sweep shorter than that is caught up. */
const KEEP_SECONDS = 7 * 24 * 60 * 60;

/** Partitions of one minute. All desks share the wheel: with 100,000 chats one partition would take 400 of the 1,000 writes a second it can (docs/decisions/013-what-limits-a-desk.md). */
const SPOKES = 8;
/** Beside them one for what commits left: that is little, and never behind the chats of a minute. */
const WORK = SPOKES;

export const isWork = (timer: Timer): timer is Work =>
  timer.kind !== 'chat' && timer.kind !== 'lease' && timer.kind !== 'file';

/** Leases come before the many chats of a minute. */
const rankOf = ({ kind }: Timer) => (kind === 'chat' || kind === 'file' ? 1 : 0);

/** The sweep does not take up what its own function may still be at: API Gateway waits 29 s for the longest. */
const AGAIN_MS = 30_000;

/** When the sweep is to take up work of a commit that is made at `now`, unless it is ticked off by then; milliseconds. */
export const againAt = (now: number): number => now + AGAIN_MS;

export const minuteOf = (ms: number): number => Math.floor(ms / 60_000);

const minuteAt = (at: number): number => Math.ceil(at / 60_000);

const timerKey = (timer: Timer, at: number): Key => ({
  pk: dueKey(minuteAt(at), isWork(timer) ? WORK : spokeOf(timer.id, SPOKES)),
  sk: `${rankOf(timer)}#${timer.kind}#${timer.id}`,
});

const asItem = (timer: Timer, at: number) => ({
  ...timerKey(timer, at),
  ...timer,
  expiresAt: minuteAt(at) * 60 + KEEP_SECONDS,
});

const ARMED = unconditional('a timer is its own key: armed twice it is armed');

/** Asks the sweep to look at `timer` in the first minute that starts at or after `at` (milliseconds). */
export const arm = async (db: Db, timer: Timer, at: number): Promise<void> => {
  await db.put(asItem(timer, at), ARMED);
};

/** As `arm`, to be written with the change that it is for. */
export const armed = (timer: Timer, at: number): Write => ({ put: asItem(timer, at), when: ARMED });

export interface Due {
  readonly timer: Timer;
  readonly key: Key;
}

const DONE = unconditional('what is done is ticked off, however often');

/** Takes off what was armed for `at` and is done. */
export const tickOff = async (db: Db, work: Work, at: number): Promise<void> => {
  await db.delete(timerKey(work, at), DONE);
};

export const tickOffDue = async (db: Db, { key }: Due): Promise<void> => {
  await db.delete(key, DONE);
};

/** A part of the wheel that was not gone through to its end. */
const Part = v.object({
  minute: v.number(),
  spoke: v.number(),
  /** The sort key up to which it was. */
  after: v.string(),
});
export type Part = v.InferOutput<typeof Part>;

/** Every part of a minute, from its beginning. */
export const partsOf = (minute: number): Part[] =>
  Array.from({ length: SPOKES + 1 }, (_, spoke) => ({ minute, spoke, after: '' }));

/** The next timers of a part, at most `limit`, and what is left of it then. */
export const readPart = async (
  db: Db,
  { minute, spoke, after: last }: Part,
  limit: number,
): Promise<{ readonly due: readonly Due[]; readonly rest: Part | undefined }> => {
  const pk = dueKey(minute, spoke);
  const { items, more } = await db.query({ pk, from: after(last), consistent: true, limit });
  const due = items.flatMap((item) => {
    // After a roll-back there may be kinds of a newer release, which are that release's to do.
    const timer = v.safeParse(Timer, item);
    return timer.success ? [{ timer: timer.output, key: { pk, sk: String(item.sk) } }] : [];
  });
  const reached = items.at(-1)?.sk;
  return { due, rest: more && typeof reached === 'string' ? { minute, spoke, after: reached } : undefined };
};

const Swept = v.object({
  /** Every minute up to this one is swept, but for `left`. */
  minute: v.number(),
  left: v.optional(v.array(Part), []),
  /** Grows with every note. */
  version: v.optional(v.number(), 0),
});
export type Swept = v.InferOutput<typeof Swept>;

/** How far the sweep has come; `undefined` before the first one. */
export const readSwept = async (db: Db): Promise<Swept | undefined> => {
  const item = await db.get(sweepKey, { consistent: true });
  return item && v.parse(Swept, item);
};

/**
 * Notes how far a sweep came since `before`.
 * @returns what is noted then; `undefined` when another sweep noted something meanwhile: its note stands.
 */
export const recordSwept = async (
  db: Db,
  before: Swept,
  { minute, left }: Pick<Swept, 'minute' | 'left'>,
): Promise<Swept | undefined> => {
  const next = { minute, left, version: before.version + 1 };
  const result = await db.put(
    { ...sweepKey, ...next },
    {
      condition: `#version = :was${before.version === 0 ? ' OR attribute_not_exists(#version)' : ''}`,
      names: { '#version': 'version' },
      values: { ':was': before.version },
    },
  );
  return isStored(result, next) ? next : undefined;
};
