// "Rubrieken": what agents file tickets under (S34). Tickets keep the text they have.
import { refuse } from '../../shared/errors.ts';
import type { Reach } from '../actions/rights.ts';
import { tellConsoles } from '../actions/tell.ts';
import { cleanCategories } from '../domain/people.ts';
import type { HttpAction } from '../platform/http.ts';
import { readCategoryList, writeCategories } from '../store/desk.ts';

export const categories: HttpAction<'GET /api/categories'> = async (_input, { context }) => ({
  ok: await readCategoryList(context.db, { consistent: true }),
});

export const createCategoriesSave =
  (reach: Reach): HttpAction<'PUT /api/categories'> =>
  async ({ names, rev }, { context }) => {
    const saved = await writeCategories(context.db, { names: cleanCategories(names), rev });
    if (!saved) return refuse({ code: 'outdated' });
    await tellConsoles(
      { ...context, ...reach },
      { event: 'categories.changed', categories: [...saved.names] },
    );
    return { ok: saved };
  };
