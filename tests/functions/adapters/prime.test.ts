// What a function does while it is loaded: once, and whatever comes of it.
import { expect, it, vi } from 'vitest';
import { prime } from '../../../functions/adapters/prime.ts';
import { createDb } from '../../../functions/store/db.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
useDesk((today) => {
  ({ engine } = today);
});

it('reads once, queries once and posts once, and writes nothing', async () => {
  const post = vi.fn(async () => 'gone' as const);
  const spent = engine.capacity.mark();
  await prime(engine, post);
  expect(spent()).toEqual({ read: 1, write: 0, refused: 0, calls: ['GetItem', 'Query'] });
  expect(post).toHaveBeenCalledOnce();
});

it('is over all the same where nothing can be reached', async () => {
  const db = createDb({ client: engine.client, table: 'not-there' });
  const post = () => Promise.reject(new Error('no network'));
  await expect(prime({ db }, post)).resolves.toBeUndefined();
});
