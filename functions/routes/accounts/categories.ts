// "Rubrieken": what agents file tickets under (S34). Tickets keep the text they have.
import type { Categories } from '../../../shared/account-routes.ts';
import { refuse } from '../../../shared/errors.ts';
import { whoIs } from '../../domain/account.ts';
import { cleanCategories, listFormer } from '../../domain/account-rules.ts';
import { changesBetween } from '../../domain/audit.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { type CategoryList, readCategoryList, writeCategories } from '../../store/desk.ts';
import { auditChange } from '../../workflows/audit-change.ts';
import { notifyConsoles } from '../../workflows/notify.ts';
import type { Reach } from '../../workflows/revoke-access.ts';

export const categories: RouteHandler<'GET /api/categories'> = async (_input, { context }) => ({
  ok: toCategories(await readCategoryList(context.db, { consistent: true })),
});

const toCategories = ({ names, rev }: CategoryList): Categories => ({ names, rev });

export const createCategoriesSave =
  (reach: Reach): RouteHandler<'PUT /api/categories'> =>
  async ({ names: typed, rev }, { context, session }) => {
    const { db, random } = context;
    const cleaned = cleanCategories(typed);
    if ('error' in cleaned) return cleaned;
    const { ok: names } = cleaned;
    const before = await readCategoryList(db, { consistent: true });
    const line = auditChange(context, whoIs(session.account), {
      action: 'categories_changed',
      changes: changesBetween({ names: before.names.join(', ') }, { names: names.join(', ') }),
    });
    const saved = await writeCategories(db, random, { names, former: listFormer(before, names), rev }, line);
    if (!saved) return refuse({ code: 'outdated' });
    await notifyConsoles(
      { ...context, ...reach },
      { event: 'categories.changed', categories: [...saved.names] },
    );
    return { ok: toCategories(saved) };
  };
