// Signing out: the session ends for everyone who has its token, with its live connections, and the browser forgets it.

import type { RouteHandler } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { signOut } from '../../workflows/sign-out.ts';

export const createLogout =
  (reach: Reach): RouteHandler<'POST /api/logout'> =>
  async (_input, { context, cookie }) => {
    // Forgotten by the browser in any case.
    cookie.clear();
    if (cookie.token) await signOut({ ...context, ...reach }, cookie.token);
    return { ok: {} };
  };
