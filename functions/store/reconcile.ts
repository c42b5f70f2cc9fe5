// The figures that are kept beside what they count (an agent's load, the room of the desk), worked out anew from the chats themselves. For an operator after a restore; the product never needs it.

import type { ChatId } from '../../shared/model.ts';
import { roomLeft, roomOf } from '../domain/capacity.ts';
import type { Agent } from '../domain/changes.ts';
import { isWaiting } from '../domain/chat.ts';
import { listAgents } from './accounts.ts';
import { listOnDuty, readAgents, resetLoad } from './agents.ts';
import type { Db, Write } from './db.ts';
import { readCounts } from './desk.ts';
import { countsKey } from './keys.ts';
import { listRunning } from './open-chats.ts';

export interface Drift {
  /** Agents whose load is not the number of their chats. */
  readonly loads: readonly { readonly name: string; readonly kept: number; readonly counted: number }[];
  /** Places for new chats: as kept, and as counted with the loads put right. */
  readonly room: { readonly kept: number; readonly counted: number };
}

/** A transaction takes 100 writes; more agents than that out of step are put right in rounds. */
const MOST_LOADS = 90;

/** The stored and the counted figures, and the writes that correct the stored ones if nothing moves meanwhile. */
const compare = async (db: Db): Promise<{ drift: Drift; writes: readonly Write[] }> => {
  // The room first: a change after this moves it, and then the writes are refused.
  const { room: kept } = await readCounts(db);
  const [accounts, onDuty, open] = await Promise.all([listAgents(db), listOnDuty(db), listRunning(db)]);
  const running = open.map(({ chat }) => chat);
  // Those who may no longer sign in can still be in a chat.
  const ids = new Set(
    [...accounts, ...onDuty, ...running.flatMap((chat) => chat.agents)].map(({ id }) => id),
  );
  const agents = await readAgents(db, [...ids].sort());
  const counted = agents.map((before) => {
    const chats = running.filter((chat) => chat.agents.some(({ id }) => id === before.id));
    return { before, chats: chats.map(({ id }) => id), after: { ...before, load: chats.length } };
  });
  const wrong = counted
    .filter(({ before, chats }) => before.load !== chats.length || !isSame(chats, before.chats))
    .slice(0, MOST_LOADS);
  const room = roomLeft({
    free: counted.reduce((sum, { after }) => sum + roomOf(after), 0),
    waiting: running.filter(isWaiting).length,
  });
  return {
    drift: {
      loads: wrong.map(({ before, after }) => ({
        name: before.name,
        kept: before.load,
        counted: after.load,
      })),
      room: { kept, counted: room },
    },
    writes: [
      ...wrong.map(({ before, chats }) => resetLoad(before, chats)),
      {
        update: countsKey,
        by: {
          update: 'SET room = :counted',
          condition: kept === 0 ? 'attribute_not_exists(room) OR room = :kept' : 'room = :kept',
          values: { ':counted': room, ':kept': kept },
        },
      },
    ],
  };
};

const isSame = (chats: readonly ChatId[], kept: Agent['chats'] = new Set()): boolean =>
  kept.size === chats.length && chats.every((id) => kept.has(id));

const isNone = ({ loads, room }: Drift) => loads.length === 0 && room.kept === room.counted;

export interface Reconciling {
  /** Whether to put right what is found. */
  readonly apply: boolean;
  /** Lets the index catch up with what was just started: it is eventually consistent. */
  readonly wait: () => Promise<void>;
}

const TRIES = 10;

/**
 * Found twice alike, a drift is no change under way. Put right in one transaction that is refused when the desk moved
 * meanwhile, so chats go on while this runs.
 * @returns what was found; `undefined` when the desk never stood still long enough to tell.
 */
export const reconcile = async (db: Db, { apply, wait }: Reconciling): Promise<Drift | undefined> => {
  let before = await compare(db);
  for (let tries = 0; tries < TRIES; tries++) {
    if (isNone(before.drift)) return before.drift;
    await wait();
    const again = await compare(db);
    if (JSON.stringify(again.drift) === JSON.stringify(before.drift)) {
      if (!apply) return again.drift;
      if ('done' in (await db.transact(again.writes))) return again.drift;
    }
    before = again;
  }
  return undefined;
};
