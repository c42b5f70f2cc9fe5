// Signing out: the session ends for everyone who has its token, and the browser forgets it.
import type { HttpAction } from '../platform/http.ts';
import { endSession } from '../store/sessions.ts';

export const logout: HttpAction<'POST /api/logout'> = async (_input, { context, cookie }) => {
  if (cookie.token) await endSession(context.db, cookie.token);
  cookie.clear();
  return { ok: {} };
};
