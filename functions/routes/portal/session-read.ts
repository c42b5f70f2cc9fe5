// Who is signed in here, and what that person may.
import { toSession } from '../../auth/session.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { noteSeen } from '../../store/sessions.ts';

export const sessionRead: RouteHandler<'GET /api/session'> = async (
  _input,
  { context: { db, now }, session, cookie },
) => {
  const [shown] = await Promise.all([
    toSession(db, session),
    cookie.token ? noteSeen(db, cookie.token, session, now()) : undefined,
  ]);
  return { ok: shown };
};
