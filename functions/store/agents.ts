// Agents as the desk counts them: on duty, reachable, how many chats they handle.

import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { freeDelta } from '../domain/capacity.ts';
import type { Agent } from '../domain/changes.ts';
import type { Db, Write } from './db.ts';
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

/**
 * Agents on duty, from the sparse index, which is some seconds behind.
 * @param self looked at in any case: who just went on duty must find that.
 */
export const listOnDuty = async (db: Db, self?: UserId): Promise<Agent[]> => {
  const listed = await readAll(db, { pk: ON_DUTY, index: 'lists' });
  const ids = new Set(listed.map(({ gsk }) => v.parse(UserId, gsk)));
  if (self) ids.add(self);
  return (await readAgents(db, [...ids])).filter(({ onDuty }) => onDuty);
};

/** Agents looked at together. */
const BATCH = 25;

/** A batch of the agents on duty, from the index, which is some seconds behind. @param last where to go on behind. */
export const walkOnDuty = async (
  db: Db,
  last: string,
): Promise<{ readonly found: readonly Agent[]; readonly next: string | undefined }> => {
  const page = await db.query({ pk: ON_DUTY, from: after(last), index: 'lists', limit: BATCH });
  const ids = page.items.map(({ gsk }) => v.parse(UserId, gsk));
  const found = (await readAgents(db, ids)).filter(({ onDuty }) => onDuty);
  return { found, next: page.more ? ids.at(-1) : undefined };
};

const locked = {
  condition: '#load = :wasLoad AND #max = :wasMax AND counted = :wasCounted AND onDuty = :wasOnDuty',
  names: { '#load': 'load', '#max': 'max' },
} as const;

const wasValues = ({ load, max, counted, onDuty }: Agent) => ({
  ':wasLoad': load,
  ':wasMax': max,
  ':wasCounted': counted,
  ':wasOnDuty': onDuty,
});

/** Moves an agent's load as part of a change, if the agent still is as the change was decided from. */
export const moveLoad = ({ before, after }: { before: Agent; after: Agent }): Write => ({
  update: dutyKey(before.id),
  by: {
    update: 'SET #load = :load',
    condition: locked.condition,
    names: locked.names,
    values: { ...wasValues(before), ':load': after.load },
  },
});

/**
 * Writes an agent's duty and moves the desk's room with it, in one transaction.
 * @returns whether it was done; not when the agent changed since `before` was read.
 */
export const writeDuty = async (db: Db, before: Agent | undefined, after: Agent): Promise<boolean> => {
  const free = freeDelta(before ?? { onDuty: false, counted: false, load: 0, max: 0 }, after);
  const result = await db.transact([
    {
      put: { ...dutyKey(after.id), ...after, ...(after.onDuty && { gpk: ON_DUTY, gsk: after.id }) },
      when: before
        ? {
            condition: `${locked.condition} AND leaseUntil = :wasLease AND rev = :wasRev`,
            names: locked.names,
            values: { ...wasValues(before), ':wasLease': before.leaseUntil, ':wasRev': before.rev },
          }
        : { condition: 'attribute_not_exists(pk)' },
    },
    ...moveCounts({ free, waiting: 0 }),
  ]);
  return 'done' in result;
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
