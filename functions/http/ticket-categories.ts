// The categories a customer can choose from for a new ticket.
import type { HttpAction } from '../platform/http.ts';
import { readCategories } from '../store/desk.ts';

export const ticketCategories: HttpAction<'GET /api/ticket-categories'> = async (_input, { context }) => ({
  ok: { categories: await readCategories(context.db) },
});
