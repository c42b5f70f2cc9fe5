// Signing out: the session ends for everyone who has its token, with its live connections, and the browser forgets it.
import type { Reach } from '../actions/rights.ts';
import { signOut } from '../actions/sign-out.ts';
import type { HttpAction } from '../platform/http.ts';

export const createLogout =
  (reach: Reach): HttpAction<'POST /api/logout'> =>
  async (_input, { context, cookie }) => {
    // Forgotten by the browser in any case.
    cookie.clear();
    if (cookie.token) await signOut({ ...context, ...reach }, cookie.token);
    return { ok: {} };
  };
