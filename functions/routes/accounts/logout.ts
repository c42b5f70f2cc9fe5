// Signing out: the session ends for everyone who has its token, with its live connections, and the browser forgets it.

import type { RouteHandler } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { signOut } from '../../workflows/sign-out.ts';

export const createLogout =
  (reach: Reach): RouteHandler<'POST /api/logout'> =>
  async (_input, { context, cookie, believed }) => {
    const ended = cookie.token ? await signOut({ ...context, ...reach }, cookie.token, believed) : { ok: {} };
    // Forgotten by the browser also when there was nothing to end.
    if ('ok' in ended) cookie.clear();
    return ended;
  };
