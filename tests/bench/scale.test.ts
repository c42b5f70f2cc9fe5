// Holds what must not grow and must not get hot: units of an action whatever the size of chat and desk, and the writes on one partition key.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '../support/engine.ts';
import { type Growth, measureGrowth, SIZES } from './growth.ts';
import { measureKeyHeat, shareOf } from './key-heat.ts';

let engine: Engine;
let growths: readonly Growth[];
beforeAll(async () => {
  engine = await startEngine();
  growths = await measureGrowth(engine, SIZES.small);
});
afterAll(() => engine.stop());

describe.each([
  { of: 'messages in a chat', unit: 'write' },
  { of: 'messages in a chat', unit: 'read' },
  { of: 'open chats at a desk', unit: 'write' },
  { of: 'open chats at a desk', unit: 'read' },
  // Reads grow with the consoles that are told: docs/decisions/013-what-limits-a-desk.md.
  { of: 'agents at a desk', unit: 'write' },
] as const)('with $of, $unit units', ({ of, unit }) => {
  test('stay flat, but for reading what grew', () => {
    const growth = growths.find((one) => one.of === of);
    const flat = growth?.curves.filter(({ grows }) => !grows) ?? [];
    expect(flat.length).toBeGreaterThan(3);
    for (const { name, used } of flat) {
      const units = used.map((one) => one[unit]);
      expect([name, ...new Set(units)]).toEqual([name, units[0]]);
    }
  });
});

test('no partition key takes a tenth of what a partition can write, with 10,000 agents and 100,000 chats', async () => {
  const writes = (await measureKeyHeat(engine)).filter(({ where }) => where !== 'reads');
  expect(writes.length).toBeGreaterThan(5);
  for (const heat of writes) expect([heat.key, shareOf(heat) <= 0.1]).toEqual([heat.key, true]);
});
