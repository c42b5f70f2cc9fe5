// One's own sessions (S129): the list, signing out one, signing out all others. Their sockets close at once.

import { refuse } from '../../../shared/errors.ts';
import { SESSIONS_MAX } from '../../../shared/rules.ts';
import { whoIs } from '../../domain/account.ts';
import { seenLast } from '../../domain/own-sessions.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { auditLine } from '../../store/audit.ts';
import { keepSession, listSessions } from '../../store/sessions.ts';
import { listSockets } from '../../store/sockets.ts';
import type { Reach } from '../../workflows/revoke-access.ts';
import { signOutThere } from '../../workflows/sign-out.ts';
import { storeChange } from '../../workflows/store-account.ts';
import { finish, passwordWork, pending } from '../../workflows/work.ts';

export const sessionList: RouteHandler<'GET /api/sessions'> = async (
  _input,
  { context: { db, now }, session: { account, sessionId, startedAt, seenAt } },
) => {
  const [{ sessions, more }, sockets] = await Promise.all([
    listSessions(db, account.id, now()),
    listSockets(db, account.id, now()),
  ]);
  // An index may be a moment behind: this session is there whatever it says.
  const own = sessions.find(({ id }) => id === sessionId) ?? { id: sessionId, startedAt, seenAt };
  const others = sessions.filter(({ id, epoch }) => id !== sessionId && epoch === account.epoch);
  const rows = seenLast({ own, others, sockets, now: now() });
  return { ok: { sessions: rows.slice(0, SESSIONS_MAX), more: more || rows.length > SESSIONS_MAX } };
};

export const createSessionEnd =
  (reach: Reach): RouteHandler<'DELETE /api/sessions/{sessionId}'> =>
  async ({ sessionId }, { context, session: { account } }) =>
    signOutThere({ ...context, ...reach }, account, sessionId);

export const createSessionsEnd =
  (reach: Reach): RouteHandler<'POST /api/sessions/end-others'> =>
  async (_input, { context, cookie, session: { account: before, sessionId } }) => {
    // Those of the epoch before are over, listed or not.
    const epoch = before.epoch + 1;
    const follow = pending(context, passwordWork(context, before.id, sessionId));
    const who = whoIs(before);
    const line = { at: context.now(), who, action: 'sessions_ended' as const };
    const stored = await storeChange(context, before, { ...before, epoch }, [
      ...(cookie.token ? [keepSession(cookie.token, epoch)] : []),
      follow.write,
      auditLine({ ...line, about: before.login, aboutId: before.id }, context.newId()),
    ]);
    if ('error' in stored) return stored.error.code === 'outdated' ? refuse({ code: 'busy' }) : stored;
    await finish({ ...context, ...reach }, follow);
    return { ok: {} };
  };
