// A desk of its own for every test of a file: empty tables on one engine, and nobody at work yet.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createDesk, type Desk } from './desk.ts';
import { type Engine, startEngine } from './engine.ts';

/** @param take is given what the next test works with. */
export const useDesk = (take: (today: { readonly engine: Engine; readonly desk: Desk }) => void): void => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    await engine.clear();
    take({ engine, desk: createDesk(engine.db) });
  });
  afterAll(() => engine.stop());
};
