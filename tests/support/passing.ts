// The local cloud's time goes by until a page shows something. How long the page takes to show it is not part of it.
import type { Locator } from 'playwright-core';
import { listOnDuty, renewLease } from '../../functions/store/agents.ts';
import { LEASE_MS } from '../../shared/rules.ts';
import type { Product } from './product.ts';
import { withDb } from './product-db.ts';

/** Times a page is drawn before time goes on, so that it shows what it was told: a few are enough. A slow machine draws slowly. */
const FRAMES = 180;
const STEPS = 16;

const drawn = (what: Locator): Promise<void> =>
  what.page().evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        const next = (left: number) => {
          if (left > 0) requestAnimationFrame(() => next(left - 1));
          else resolve();
        };
        next(frames);
      }),
    FRAMES,
  );

/** What the open consoles' beats do; they come by the browsers' clocks, which nobody moves. */
const beat = (product: Product, until: number) =>
  withDb(product, async (db) => {
    for (const { id, counted } of await listOnDuty(db)) if (counted) await renewLease(db, id, until);
  });

/**
 * Lets the cloud's time go by in steps until it shows. The sweeps of a step are over when it is, and what they told is on
 * its way: only after a step in which anything was told does the page get its time. Agents on duty stay there.
 * @param ms of one step.
 * @throws when it does not show.
 */
export const passUntil = async (product: Product, what: Locator, ms = 30_000): Promise<void> => {
  const cloud = product.cloud();
  // Delays nothing: it counts.
  const told = cloud.faults.delay({ at: 'push', ms: 0 });
  try {
    for (let step = 0; step < STEPS && !(await what.isVisible()); step++) {
      const before = told.hits;
      await beat(product, cloud.clock.now() + ms + LEASE_MS);
      await cloud.clock.advance(ms, { keepSockets: true });
      if (told.hits > before) await Promise.race([what.waitFor().catch(() => {}), drawn(what)]);
    }
    await what.waitFor();
  } finally {
    told.clear();
  }
};
