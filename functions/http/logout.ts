// Signing out: the session ends for everyone who has its token, with its live connections, and the browser forgets it.
import { type Reach, signOut } from '../actions/rights.ts';
import type { HttpAction } from '../platform/http.ts';

export const createLogout =
  (reach: Reach): HttpAction<'POST /api/logout'> =>
  async (_input, { context, cookie }) => {
    // Forgotten by the browser in any case.
    cookie.clear();
    if (cookie.token) await signOut({ ...context, ...reach }, cookie.token);
    return { ok: {} };
  };
