// The categories a customer can choose from for a new ticket.
import type { RouteHandler } from '../../pipeline/http.ts';
import { readCategories } from '../../store/desk.ts';

export const categoryList: RouteHandler<'GET /api/ticket-categories'> = async (_input, { context }) => ({
  ok: { categories: await readCategories(context.db) },
});
