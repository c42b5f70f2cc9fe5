// Agents as the desk counts them: on duty, reachable, how many chats they handle.

import * as v from 'valibot';
import { ChatId, UserId } from '../../shared/model.ts';
import { freeDelta } from '../domain/capacity.ts';
import type { Agent } from '../domain/changes.ts';
import type { Condition, Db, Write } from './db.ts';
import { moveCounts } from './desk.ts';
import { dutyKey, ON_DUTY } from './keys.ts';
import { after, readAll } from './pages.ts';

const AgentItem = v.object({
  id: UserId,
  name: v.string(),
  onDuty: v.boolean(),
  counted: v.boolean(),
  load: v.number(),
  max: v.number(),
  leaseUntil: v.number(),
  goneSince: v.optional(v.number()),
  chats: v.optional(v.set(ChatId)),
  rev: v.number(),
});

/** `undefined` for one who was never on duty. */
export const readAgent = async (
  db: Db,
  id: UserId,
  { consistent = true } = {},
): Promise<Agent | undefined> => {
  const item = await db.get(dutyKey(id), { consistent });
  return item && v.parse(AgentItem, item);
};

export const readAgents = async (
  db: Db,
  ids: readonly UserId[],
  { consistent = true } = {},
): Promise<Agent[]> =>
  ids.length === 0
    ? []
    : (await db.getAll(ids.map(dutyKey), { consistent })).map((item) => v.parse(AgentItem, item));

/** Agents on duty, from the sparse index, which is some seconds behind. */
export const listOnDuty = async (db: Db): Promise<Agent[]> =>
  (await readOnDuty(db, [])).filter(({ onDuty }) => onDuty);

/** The same, with one who is looked at in any case: who just went on duty must find that. */
export const listOnDutyWith = async (
  db: Db,
  self: UserId,
): Promise<{ readonly onDuty: readonly Agent[]; readonly self: Agent | undefined }> => {
  const agents = await readOnDuty(db, [self]);
  return {
    onDuty: agents.filter(({ onDuty }) => onDuty),
    self: agents.find(({ id }) => id === self),
  };
};

const readOnDuty = async (db: Db, also: readonly UserId[]): Promise<Agent[]> => {
  const listed = await readAll(db, { pk: ON_DUTY, index: 'lists' });
  return readAgents(db, [...new Set([...also, ...listed.map(({ gsk }) => v.parse(UserId, gsk))])]);
};

/** Agents looked at together. */
const BATCH = 25;

/** A batch of the agents on duty, from the index, which is some seconds behind. @param last where to go on behind. */
export const readOnDutyBatch = async (
  db: Db,
  last: string,
): Promise<{ readonly found: readonly Agent[]; readonly next: string | undefined }> => {
  const page = await db.query({ pk: ON_DUTY, from: after(last), index: 'lists', limit: BATCH });
  const ids = page.items.map(({ gsk }) => v.parse(UserId, gsk));
  const found = (await readAgents(db, ids)).filter(({ onDuty }) => onDuty);
  return { found, next: page.more ? ids.at(-1) : undefined };
};

/** That an agent still is as a change was decided from. */
const asRead = ({ load, max, counted, onDuty, goneSince }: Agent): Condition & { readonly names: Names } => ({
  condition: [
    '#load = :wasLoad AND #max = :wasMax AND counted = :wasCounted AND onDuty = :wasOnDuty',
    goneSince === undefined ? 'attribute_not_exists(goneSince)' : 'goneSince = :wasGone',
  ].join(' AND '),
  names: { '#load': 'load', '#max': 'max' },
  values: {
    ':wasLoad': load,
    ':wasMax': max,
    ':wasCounted': counted,
    ':wasOnDuty': onDuty,
    ':wasGone': goneSince,
  },
});
type Names = Readonly<Record<string, string>>;

/**
 * Moves an agent's load with a chat that it takes or gives back, as part of a change, if the agent still is as the change
 * was decided from. Where the load stays, the change only depended on it.
 */
export const moveLoad = (
  chatId: ChatId,
  { before, after }: { readonly before: Agent; readonly after: Agent },
): Write => {
  const { condition, names, values } = asRead(before);
  if (before.load === after.load) return { check: dutyKey(before.id), when: { condition, names, values } };
  return {
    update: dutyKey(before.id),
    by: {
      update: `SET #load = :load ${after.load > before.load ? 'ADD' : 'DELETE'} chats :chats`,
      condition,
      names,
      values: { ...values, ':load': after.load, ':chats': new Set([chatId]) },
    },
  };
};

/** Puts an agent's load right, as it was counted, if nothing moved it since. */
export const resetLoad = (before: Agent, chats: readonly ChatId[]): Write => {
  const { condition, names, values } = asRead(before);
  const isNone = chats.length === 0;
  return {
    update: dutyKey(before.id),
    by: {
      update: `SET #load = :load${isNone ? ' REMOVE chats' : ', chats = :chats'}`,
      condition,
      names,
      values: { ...values, ':load': chats.length, ...(!isNone && { ':chats': new Set(chats) }) },
    },
  };
};

/**
 * Writes an agent's duty and moves the desk's room with it, in one transaction.
 * @param more written with it, or not at all.
 * @returns whether it was done; not when the agent changed since `before` was read.
 */
export const writeDuty = async (
  db: Db,
  before: Agent | undefined,
  after: Agent,
  more: readonly Write[] = [],
): Promise<boolean> => {
  const free = freeDelta(before ?? { onDuty: false, counted: false, load: 0, max: 0 }, after);
  const result = await db.transact([
    {
      put: { ...dutyKey(after.id), ...after, ...(after.onDuty && { gpk: ON_DUTY, gsk: after.id }) },
      when: before ? asWritten(before) : { condition: 'attribute_not_exists(pk)' },
    },
    ...moveCounts({ free, waiting: 0 }),
    ...more,
  ]);
  return 'done' in result;
};

/** As `asRead`, and as to what only a whole new item would undo: its chats may have changed where their number did not. */
const asWritten = (before: Agent): Condition => {
  const { condition, names, values } = asRead(before);
  const chats = before.chats ? 'chats = :wasChats' : 'attribute_not_exists(chats)';
  return {
    condition: `${condition} AND leaseUntil = :wasLease AND rev = :wasRev AND ${chats}`,
    names,
    values: {
      ...values,
      ':wasLease': before.leaseUntil,
      ':wasRev': before.rev,
      ':wasChats': before.chats,
    },
  };
};

/** Renews the lease of an agent who is on duty and counted, for 1 WRU; not done when the agent is not. */
export const renewLease = async (db: Db, id: UserId, leaseUntil: number): Promise<boolean> => {
  const result = await db.update(dutyKey(id), {
    update: 'SET leaseUntil = :lease',
    condition: 'onDuty = :yes AND counted = :yes',
    values: { ':lease': leaseUntil, ':yes': true },
  });
  return 'done' in result;
};
