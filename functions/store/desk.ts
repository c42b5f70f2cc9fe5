// The desk: its settings, its places, and the connections of its consoles and of the portal pages waiting for a place.

import * as v from 'valibot';
import { Settings, UserId } from '../../shared/model.ts';
import { type Counts, hasRoom, roomLeft } from '../domain/capacity.ts';
import { type Opening, openingNow } from '../domain/opening.ts';
import { standardSettings } from '../domain/settings.ts';
import { monthBefore, type Usage } from '../domain/usage.ts';
import { type Db, type Item, unconditional, type Write } from './db.ts';
import { CONSOLES, categoriesKey, countsKey, LOBBY, settingsKey } from './keys.ts';
import { after, partBehindHash, readAll } from './pages.ts';
import { RETRY, retryUntilSettled } from './retry.ts';
import { isWritten } from './written.ts';

export const readSettings = async (db: Db, { consistent = false } = {}): Promise<Settings> =>
  v.parse(Settings, { ...standardSettings, ...(await db.get(settingsKey, { consistent })) });

/**
 * Saves new settings, if nobody saved since the version they were made from.
 * @param more written with it, or not at all.
 */
export const writeSettings = async (
  db: Db,
  random: () => number,
  settings: Settings,
  more: readonly Write[],
): Promise<Settings | undefined> => {
  const next = { ...settings, rev: settings.rev + 1 };
  const put: Write = {
    put: { ...settingsKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': settings.rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

const CategoriesItem = v.object({
  names: v.array(v.string()),
  /** Taken off the list, the newest first. */
  former: v.optional(v.array(v.string()), []),
  rev: v.optional(v.number(), 0),
});
export type CategoryList = v.InferOutput<typeof CategoriesItem>;

/** In the order agents see them, with the version that a change has to name. */
export const readCategoryList = async (db: Db, { consistent = false } = {}): Promise<CategoryList> =>
  v.parse(CategoriesItem, (await db.get(categoriesKey, { consistent })) ?? { names: [] });

export const readCategories = async (db: Db): Promise<string[]> => (await readCategoryList(db)).names;

/**
 * Saves a new list, if nobody saved since the version it was made from.
 * @param more written with it, or not at all.
 */
export const writeCategories = async (
  db: Db,
  random: () => number,
  { names, former, rev }: CategoryList,
  more: readonly Write[],
): Promise<CategoryList | undefined> => {
  const next = { names, former, rev: rev + 1 };
  const put: Write = {
    put: { ...categoriesKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

const CountsItem = v.object({
  /** Places of the agents on duty, less the chats that wait for an agent. */
  room: v.optional(v.number(), 0),
  /** What waiting portal pages were last told. */
  announced: v.optional(v.boolean(), false),
  rev: v.optional(v.number(), 0),
  /** Until when announcements are spoken for; see `recordRoom`. */
  quietUntil: v.optional(v.number(), 0),
  /** What the opening hours say; see recordOpening. Where there are none, the agents on duty alone decide. */
  hours: v.optional(v.object({ shut: v.boolean(), turns: v.array(v.number()) })),
  /** The place in the register up to which pages were told; there until all were. */
  telling: v.optional(v.string()),
  /** Until when (milliseconds) whoever tells them is at it; then the sweep goes on. */
  tellingUntil: v.optional(v.number(), 0),
});

export type DeskCounts = v.InferOutput<typeof CountsItem>;

/** The desk's places as they are now, and the number of the last announcement. */
export const readCounts = async (db: Db): Promise<DeskCounts> =>
  v.parse(CountsItem, (await db.get(countsKey, { consistent: true })) ?? {});

/**
 * Moves the room as part of a change, and counts what a chat that ends has used; nothing when all stays. The first agent
 * to join takes the place the customer held, which leaves the room as it is: no write.
 */
export const moveCounts = (counts: Counts, usage?: Usage): Write[] => {
  const room = roomLeft(counts);
  const added = Object.entries({ ...(room !== 0 && { room }), ...(usage && usageAttributes(usage)) });
  if (added.length === 0) return [];
  const forgotten = usage ? forgottenAttributes(usage.month) : [];
  return [
    {
      update: countsKey,
      by: {
        condition: unconditional('a sum: every change adds its own part, in any order'),
        update: [
          `ADD ${added.map((_, index) => `#add${index} :add${index}`).join(', ')}`,
          ...(forgotten.length > 0
            ? [`REMOVE ${forgotten.map((_, index) => `#old${index}`).join(', ')}`]
            : []),
        ].join(' '),
        names: {
          ...Object.fromEntries(added.map(([name], index) => [`#add${index}`, name])),
          ...Object.fromEntries(forgotten.map((name, index) => [`#old${index}`, name])),
        },
        values: Object.fromEntries(added.map(([, value], index) => [`:add${index}`, value])),
      },
    },
  ];
};

/**
 * The month's usage lies beside the room, in the item that the end of a chat writes anyway. One attribute per figure and
 * month, so that adding needs no look at what is there.
 */
const usageNames = (month: string) => ({
  chats: `chats#${month}`,
  messages: `messages#${month}`,
  connected: `connected#${month}`,
  missed: `missed#${month}`,
});

const usageAttributes = ({ month, messages, connected, isMissed }: Usage): Record<string, number> => {
  const names = usageNames(month);
  return {
    [names.chats]: 1,
    [names.messages]: messages,
    [names.connected]: connected,
    ...(isMissed && { [names.missed]: 1 }),
  };
};

/** The month before last and two more: the item stays small, also when there was no chat for a month or two. */
const forgottenAttributes = (month: string): string[] =>
  [2, 3, 4].flatMap((months) => Object.values(usageNames(monthBefore(month, months))));

/** What the chats that ended in a month used. @param month as in `2026-11`. */
export const readUsage = async (db: Db, month: string) => {
  const item = (await db.get(countsKey)) ?? {};
  const { chats, messages, connected, missed } = usageNames(month);
  const figure = (name: string) => v.parse(v.optional(v.number(), 0), item[name]);
  return {
    chats: figure(chats),
    messages: figure(messages),
    connected: figure(connected),
    missed: figure(missed),
  };
};

/** Takes a place for a new chat; refused when there is none (S14). */
export const takePlace: Write = {
  update: countsKey,
  by: {
    update: 'SET room = room - :one',
    condition: 'room > :none',
    values: { ':one': 1, ':none': 0 },
  },
};

/** In the long run waiting pages are told that the room turned at most once in so long (milliseconds). */
const ROOM_QUIET_MS = 3_000;
/** So many turns are told at once before that: agents who come and go are no flood. */
const ROOM_BURST = 4;

/** Whoever tells waiting pages notes within so long (milliseconds) how far it is, or is no more. */
const TELLING_MS = 30_000;

/** What waiting pages are to be told, from where in the register on. */
export interface Announcement {
  readonly open: boolean;
  readonly rev: number;
  readonly after: string;
  readonly hours?: Opening | undefined;
}

/** Whether a new chat can start (S14), by the room and by the hours. */
export const isOpen = ({ room, hours }: Pick<DeskCounts, 'room' | 'hours'>, now: number): boolean =>
  hasRoom(room) && !openingNow(hours, now).shut;

/**
 * Notes that waiting pages are about to be told whether there is room, if that is news. The note is bound to the very
 * counts it was made from, so the last announcement always matches the last counts. Turns that follow each other too
 * quickly are not told one by one: whoever comes next, or the sweep, tells how it stands then.
 * @param isSweep whether to go on with an announcement that was cut off, or was too much for one call.
 * @returns what to tell; `undefined` when they know already, or are to know later.
 */
export const recordRoom = async (
  db: Db,
  random: () => number,
  { now, isSweep = false }: { readonly now: number; readonly isSweep?: boolean },
): Promise<Announcement | undefined> => {
  const result = await retryUntilSettled<Announcement | undefined>(random, async () => {
    const counts = await readCounts(db);
    const { room, announced, rev, quietUntil, hours } = counts;
    const untold = isSweep && now >= counts.tellingUntil ? untoldOf(counts) : undefined;
    const open = isOpen(counts, now);
    const from = Math.max(quietUntil, now);
    // A clock that was set back does not keep the desk quiet.
    const isTooOften =
      from - now > (ROOM_BURST - 1) * ROOM_QUIET_MS && from - now <= ROOM_BURST * ROOM_QUIET_MS;
    if (open === announced || isTooOften) return { ok: untold };
    const noted = await db.update(countsKey, {
      update:
        'SET announced = :open, rev = :rev, quietUntil = :until, telling = :start, tellingUntil = :telling',
      condition: 'room = :room',
      values: {
        ':telling': now + TELLING_MS,
        ':open': open,
        ':rev': rev + 1,
        ':until': Math.min(from, now + (ROOM_BURST - 1) * ROOM_QUIET_MS) + ROOM_QUIET_MS,
        ':start': '',
        ':room': room,
      },
    });
    return 'done' in noted ? { ok: { open, rev: rev + 1, after: '', hours } } : RETRY;
  });
  return 'ok' in result ? result.ok : undefined;
};

const untoldOf = ({ announced, rev, telling, hours }: DeskCounts): Announcement | undefined =>
  telling === undefined ? undefined : { open: announced, rev, after: telling, hours };

/** What is left of the last announcement; `undefined` when all were told. */
export const readUntold = async (db: Db): Promise<Announcement | undefined> => untoldOf(await readCounts(db));

/**
 * Notes how far an announcement came (`after` is `undefined`: all were told).
 * @returns false when a later one began meanwhile, which tells all of them.
 */
export const recordNotified = async (
  db: Db,
  { rev }: Announcement,
  { after: reached, now }: { readonly after: string | undefined; readonly now: number },
): Promise<boolean> => {
  const noted = await db.update(countsKey, {
    update:
      reached === undefined ? 'REMOVE telling, tellingUntil' : 'SET telling = :after, tellingUntil = :until',
    condition: 'rev = :rev',
    values: {
      ':rev': rev,
      ...(reached !== undefined && { ':after': reached, ':until': now + TELLING_MS }),
    },
  });
  return 'done' in noted;
};

/** API Gateway ends a connection after 2 hours, so a row older than that is of a connection long gone. */
const CONNECTION_SECONDS = 2 * 60 * 60 + 600;

const Connected = v.object({ sk: v.string(), user: UserId, speaks: v.optional(v.number()) });

export interface Registered {
  readonly connection: string;
  readonly user: UserId;
  /** What its page understands (shared/terms.ts). */
  readonly speaks?: number | undefined;
}

const toRegistered = (item: Item): Registered => {
  const { sk, user, speaks } = v.parse(Connected, item);
  return { connection: partBehindHash(sk), user, speaks };
};

/** Rows of one person lie together, so that they are found without reading those of all others. */
const createRegister = (pk: string) => ({
  /** @returns whether it is new: a page that asks again is on the register already, for as long as a connection lasts. */
  async add(db: Db, { connection, user, speaks, now }: Registered & { now: number }): Promise<boolean> {
    const expiresAt = Math.floor(now / 1000) + CONNECTION_SECONDS;
    const row = { pk, sk: `${user}#${connection}`, user, speaks, expiresAt };
    const added = await db.put(row, { condition: 'attribute_not_exists(pk)' });
    if ('refused' in added && added.refused?.speaks !== speaks)
      await db.put(row, { condition: 'attribute_exists(pk)' });
    return 'done' in added;
  },
  async remove(db: Db, { connection, user }: Pick<Registered, 'connection' | 'user'>) {
    await db.delete(
      { pk, sk: `${user}#${connection}` },
      unconditional('a connection that went is off the register however often it is taken off'),
    );
  },
  /** Connections in the order of the register, at most `limit`. @param after where to go on. */
  async page(
    db: Db,
    { after: last, limit, consistent = false }: { after: string; limit?: number; consistent?: boolean },
  ): Promise<{ readonly rows: readonly Registered[]; readonly next: string | undefined }> {
    const { items, more } = await db.query({ pk, from: after(last), limit, consistent });
    return { rows: items.map(toRegistered), next: more ? String(items.at(-1)?.sk) : undefined };
  },
  /** Every connection, with whose it is. */
  async list(db: Db, { consistent = false } = {}): Promise<readonly Registered[]> {
    return (await readAll(db, { pk, consistent })).map(toRegistered);
  },
  /** Those of one person, read strongly: as many as a person has sockets. */
  async listOf(db: Db, user: UserId): Promise<readonly Registered[]> {
    const { items } = await db.query({ pk, from: `${user}#`, to: `${user}#\uffff`, consistent: true });
    return items.map(toRegistered);
  },
});

/** Connections of agents' consoles: told of every chat that comes, changes or goes. */
export const consoles = createRegister(CONSOLES);
/** Connections of portal pages without a chat: told when places come and go. */
export const lobby = createRegister(LOBBY);
