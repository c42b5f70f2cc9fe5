// The tables of actions and routes against what carries them: a frame, and an address.
import { expect, test } from 'vitest';
import { actions } from '../../shared/actions.ts';
import { routes } from '../../shared/routes.ts';

test("no action has a field of the frame's own names, which it would replace", () => {
  const clashing = Object.entries(actions).filter(
    ([, { input }]) => 'id' in input.entries || 'action' in input.entries,
  );
  expect(clashing.map(([name]) => name)).toEqual([]);
});

test('no route asks for a name with a capital in its query: a function of the CDN may be given it without', () => {
  const lost = Object.entries(routes)
    .filter(([route]) => route.startsWith('GET '))
    .flatMap(([route, { input }]) => Object.keys(input.entries).map((name) => ({ route, name })))
    .filter(({ route, name }) => /[A-Z]/.test(name) && !route.includes(`{${name}}`));
  expect(lost).toEqual([]);
});
