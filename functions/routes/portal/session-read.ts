// Who is signed in here, and what that person may.
import { toSession } from '../../auth/session.ts';
import type { RouteHandler } from '../../pipeline/http.ts';

export const sessionRead: RouteHandler<'GET /api/session'> = async (_input, { context, session }) => ({
  ok: await toSession(context.db, session.account),
});
