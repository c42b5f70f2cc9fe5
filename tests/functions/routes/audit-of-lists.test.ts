// What administrators change for everybody leaves a line that says from what to what: categories and periods.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import type { Engine } from '../../support/engine.ts';
import { refused, useAdministration } from './support/administration.ts';

const { as, today } = useAdministration();
let engine: Engine;
let boss: Account;
beforeEach(() => {
  ({ engine, boss } = today());
});

const linesOf = async () => (await listAuditLines(engine.db)).lines;
const okOf = ({ body }: { readonly body: unknown }): Readonly<Record<string, unknown>> =>
  Object(Object(body).ok);

describe('the log', () => {
  it('says who changed the categories, from which to which, once for each that was stored', async () => {
    const put = await as(boss);
    const save = (names: readonly string[], rev: unknown) => put('PUT /api/categories', {}, { names, rev });
    const first = okOf(await save(['Facturen', 'Levering'], okOf(await put('GET /api/categories')).rev));
    await save(['Facturen', 'Retouren'], first.rev);
    expect(await save(['Anders'], first.rev)).toMatchObject(refused('outdated', 409));
    expect(await linesOf()).toMatchObject([
      {
        action: 'categories_changed',
        who: { id: boss.id },
        changes: [{ name: 'names', from: 'Facturen, Levering', to: 'Facturen, Retouren' }],
      },
      { action: 'categories_changed', changes: [{ name: 'names', to: 'Facturen, Levering' }] },
    ]);
  });

  it('says who changed a period, from what to what, and nothing of those that stayed', async () => {
    const put = await as(boss);
    const before = Object(okOf(await put('GET /api/retention')).retention);
    const wanted = { ...before, ratings: { count: 40, unit: 'days' } };
    expect((await put('PUT /api/retention', {}, wanted)).status).toBe(200);
    expect(await put('PUT /api/retention', {}, { ...wanted, cases: null })).toMatchObject(
      refused('outdated', 409),
    );
    expect(await linesOf()).toMatchObject([
      {
        action: 'retention_changed',
        who: { id: boss.id },
        changes: [{ name: 'ratings', to: '40 days' }],
      },
    ]);
    expect((await linesOf())[0]).toHaveProperty('changes.length', 1);
  });
});
