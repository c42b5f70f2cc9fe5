// A desk of its own on a table that fails as it is told, for every test of a file; with what its counters must come to. Whatever the fault is.
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest';
import { isWaiting } from '../../../functions/domain/chat.ts';
import { readAgent } from '../../../functions/store/agents.ts';
import type { Settings } from '../../../shared/model.ts';
import { createDesk, type Desk, type Tab } from '../../support/desk.ts';
import { listOpen } from '../../support/open-chats.ts';
import { type FaultyTable, startFaultyTable } from './table.ts';

interface Today {
  readonly table: FaultyTable;
  readonly desk: Desk;
}

/** @param take is given what the next test works with. */
export const useFaultyDesk = (take: (today: Today) => void): void => {
  let table: FaultyTable;
  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    table = await startFaultyTable(11);
  });
  beforeEach(async () => {
    table.faults.clear();
    table.setDeaths(0);
    await table.engine.clear();
    const desk = createDesk(table.db);
    table.setNow(desk.now);
    take({ table, desk });
  });
  afterAll(async () => {
    await table.stop();
    vi.restoreAllMocks();
  });
};

/** The places, read past the faults. */
export const countsOf = ({ engine }: FaultyTable) => createDesk(engine.db).counts();

/** The room counts the chats that wait, and each agent's load the open chats with that agent in them. */
export const checkCounters = async (table: FaultyTable, agents: readonly Tab[]): Promise<void> => {
  const { db } = table.engine;
  const open = (await listOpen(db)).filter(({ chat }) => !chat.ended);
  expect((await countsOf(table)).waiting).toBe(open.filter(({ chat }) => isWaiting(chat)).length);
  for (const { me } of agents) {
    const own = open.filter(({ chat }) => chat.agents.some(({ id }) => id === me.id));
    expect((await readAgent(db, me.id))?.load).toBe(own.length);
  }
};

export const settingsOf = async (tab: Tab): Promise<Settings> =>
  (await tab.ask('desk.enter', { sid: tab.sid })).settings;
