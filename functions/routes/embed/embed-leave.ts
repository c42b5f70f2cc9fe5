// Signing out on another company's page: as signing out here, wherever the frame keeps its session.
import type { RouteHandler } from '../../pipeline/http.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { signOut } from '../../workflows/sign-out.ts';

export const createEmbedLeave =
  (reach: Reach): RouteHandler<'DELETE /api/embed/session'> =>
  async (_input, { context, cookie, believed }) => {
    const ended = cookie.token ? await signOut({ ...context, ...reach }, cookie.token, believed) : { ok: {} };
    if ('ok' in ended) cookie.clearEmbedded();
    return ended;
  };
