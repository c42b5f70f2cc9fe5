// A ticket with everything an agent sees of it.
import { refuse } from '../../shared/errors.ts';
import type { HttpAction } from '../platform/http.ts';
import { readHistory, readTicket } from '../store/tickets.ts';

export const ticket: HttpAction<'GET /api/tickets/{number}'> = async ({ number }, { context }) => {
  const found = await readTicket(context.db, number);
  if (!found) return refuse({ code: 'not_found' });
  return { ok: { ...found, history: await readHistory(context.db, found) } };
};
