// Signing out: the session ends for everyone who has its token, with its live connections, and the browser forgets it.
import { closeConnections, type Reach } from '../actions/rights.ts';
import type { HttpAction } from '../platform/http.ts';
import { endSession } from '../store/sessions.ts';

export const createLogout =
  (reach: Reach): HttpAction<'POST /api/logout'> =>
  async (_input, { context, cookie }) => {
    const session = cookie.token ? await endSession(context.db, cookie.token) : undefined;
    cookie.clear();
    if (session) {
      const { id, userId } = session;
      await closeConnections({ ...context, ...reach }, userId, ({ sessionId }) => sessionId === id);
    }
    return { ok: {} };
  };
