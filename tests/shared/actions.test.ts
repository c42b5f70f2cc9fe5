// The table of actions against the frame that carries them.
import { expect, test } from 'vitest';
import { actions } from '../../shared/actions.ts';

test("no action has a field of the frame's own names, which it would replace", () => {
  const clashing = Object.entries(actions).filter(
    ([, { input }]) => 'id' in input.entries || 'action' in input.entries,
  );
  expect(clashing.map(([name]) => name)).toEqual([]);
});
