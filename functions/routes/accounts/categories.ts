// "Rubrieken": what agents file tickets under (S34). Tickets keep the text they have.
import { refuse } from '../../../shared/errors.ts';
import { cleanCategories } from '../../domain/people.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readCategoryList, writeCategories } from '../../store/desk.ts';
import { tellConsoles } from '../../workflows/notify.ts';
import type { Reach } from '../../workflows/revoke-access.ts';

export const categories: RouteHandler<'GET /api/categories'> = async (_input, { context }) => ({
  ok: await readCategoryList(context.db, { consistent: true }),
});

export const createCategoriesSave =
  (reach: Reach): RouteHandler<'PUT /api/categories'> =>
  async ({ names, rev }, { context }) => {
    const saved = await writeCategories(context.db, { names: cleanCategories(names), rev });
    if (!saved) return refuse({ code: 'outdated' });
    await tellConsoles(
      { ...context, ...reach },
      { event: 'categories.changed', categories: [...saved.names] },
    );
    return { ok: saved };
  };
