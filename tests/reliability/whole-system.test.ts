// F1: random histories of everything people do, on the whole system with everything going wrong at once, held against a small pure model.
import fc from 'fast-check';
import { afterAll, beforeAll, it, vi } from 'vitest';
import { PATIENCE_MS, scaled, seeded } from '../support/scale.ts';
import { type Belief, histories } from './support/commands.ts';
import { checkAll, checkNoGhosts, converge, createSystem, warmUp } from './support/system.ts';
import { type FaultyTable, startFaultyTable } from './support/table.ts';
import type { Weather } from './support/world.ts';

const RUNS = Number(process.env.RUNS ?? scaled(2, 300));
const STEPS = 60;

let table: FaultyTable;
beforeAll(async () => {
  // What goes wrong is logged, and here nearly everything does.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  table = await startFaultyTable();
});
afterAll(async () => {
  await table.stop();
  vi.restoreAllMocks();
});

/** One frame in ten is lost, one in ten comes twice, some come late, and the gateway refuses, errs and forgets. */
const badWeather = (random: () => number): Weather => {
  const ms = () => (random() < 0.1 ? random() * 12_000 : random() ** 2 * 1_500);
  const fate = (lost: number) => {
    const luck = random();
    if (luck < lost) return [];
    return luck < lost + 0.1 ? [ms(), ms()] : [ms()];
  };
  return {
    handshake: () => (random() < 0.1 ? 'refused' : 20),
    request: () => fate(0.05),
    reply: () => (random() < 0.05 ? 'gateway error' : fate(0.05)),
    push: () => (random() < 0.05 ? 'gone' : random() < 0.1 ? 'limit' : fate(0.1)),
    disconnect: () => fate(0.2),
  };
};

const everything = { times: Number.POSITIVE_INFINITY };

it(
  `[F1] ${RUNS} histories of up to ${STEPS} steps under all faults: I1-I10 hold`,
  async ({ annotate }) => {
    let slowest = 0;
    let steps = 0;
    let messages = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), histories(STEPS), async (seed, commands) => {
        const random = seeded(seed);
        const system = await createSystem({ table, random, customers: 5, max: 1 + (seed % 2) });
        await warmUp(system);
        system.world.setWeather(badWeather(random));
        table.faults.conflict({ ...everything, share: 0.05 });
        table.faults.throttle({ ...everything, share: 0.01 });
        table.faults.loseCall({ ...everything, share: 0.01 });
        table.faults.loseReply({ ...everything, share: 0.01 });
        table.faults.gsiLag({ ms: 5_000, random: true });
        table.setDeaths(0.01);
        await fc.asyncModelRun(
          () => ({ model: { chats: system.chats.size } satisfies Belief, real: system }),
          commands,
        );
        steps += commands.length;

        system.world.setWeather({});
        table.faults.clear();
        table.setDeaths(0);
        slowest = Math.max(slowest, await converge(system, 240_000));
        messages += system.said.size;
        await checkAll(system);
        await checkNoGhosts(system, 40);
        await checkAll(system);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    await annotate(
      `${RUNS} histories, ${steps} steps, ${messages} messages; every screen as stored at most ${Math.round(slowest / 1000)} s after the last fault`,
      'figures',
    );
  },
  PATIENCE_MS,
);
