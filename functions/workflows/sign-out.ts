// Ending a session: for everyone who has its token, with the connections that were opened with it.
import { type Result, refuse } from '../../shared/errors.ts';
import type { UserId } from '../../shared/model.ts';
import { type Account, whoIs } from '../domain/account.ts';
import { auditLine } from '../store/audit.ts';
import { forgetProviderSession } from '../store/provider-sessions.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import {
  findOwnSession,
  findSession,
  sessionEnded,
  sessionEndedBy,
  sessionHash,
  sessionOf,
} from '../store/sessions.ts';
import type { WorkOf } from '../store/timers.ts';
import { closeSockets } from './close-sockets.ts';
import { finish, pending, type WorkContext } from './work.ts';

/**
 * Asked again, also of a session that has ended, it closes what is still open.
 * @param believed the account that the page was opened by; somebody else's session is not ended.
 */
export const signOut = async (
  context: WorkContext,
  token: string,
  believed?: string,
): Promise<Result<object>> => {
  const { db, random, now } = context;
  const session = await findSession(db, token);
  if (!session) return { ok: {} };
  if (believed && believed !== session.userId) return refuse({ code: 'other_account' });
  const work: WorkOf<'sign-out'> = { kind: 'sign-out', id: session.id, user: session.userId };
  if (session.isEnded) {
    // The work is there from the first time; whoever asks again need not wait for the sweep.
    await closeSockets(context, session.userId, ({ session: id }) => id === session.id);
    return { ok: {} };
  }
  const after = pending(context, work);
  await retryUntilSettled(random, async () =>
    'conflict' in (await db.transact([sessionEnded(token, now()), after.write])) ? RETRY : { ok: null },
  );
  await finish(context, after);
  if (session.provider) await forgetProviderSession(db, session.userId, sessionHash(token));
  return { ok: {} };
};

/** As `signOut`, of a session that is known by its hash alone: of the one that a browser had before, or that a provider ended. */
export const endSession = async (
  context: WorkContext,
  { user, session }: { readonly user: UserId; readonly session: string },
): Promise<void> => {
  const { db, random, now } = context;
  const { id, key } = sessionOf(session);
  const after = pending(context, { kind: 'sign-out', id, user });
  const ended = await retryUntilSettled<boolean>(random, async () => {
    const result = await db.transact([sessionEndedBy(key, now()), after.write]);
    return 'conflict' in result ? RETRY : { ok: 'done' in result };
  });
  if ('error' in ended) throw new Error('other writes of the session were under way');
  if (ended.ok) await finish(context, after);
  else await closeSockets(context, user, (socket) => socket.session === id);
  await forgetProviderSession(db, user, session);
};

/**
 * Ends another session of one's own, by its id, with its connections. Asked again it closes what is still open; a session
 * that is nobody's or somebody else's has nothing to close.
 */
export const signOutThere = async (
  context: WorkContext,
  account: Account,
  id: string,
): Promise<Result<Record<string, never>>> => {
  const { db, random, now, newId } = context;
  const key = await findOwnSession(db, account.id, id);
  const follow = pending(context, { kind: 'sign-out', id, user: account.id });
  const line = { at: now(), who: whoIs(account), action: 'session_ended' as const };
  const ended = await retryUntilSettled<'now' | 'before'>(random, async () => {
    if (!key) return { ok: 'before' };
    const result = await db.transact([
      sessionEndedBy(key, now()),
      follow.write,
      auditLine({ ...line, about: account.login, aboutId: account.id }, newId()),
    ]);
    if ('conflict' in result) return RETRY;
    return { ok: 'done' in result ? 'now' : 'before' };
  });
  if ('error' in ended) return ended;
  if (ended.ok === 'now') await finish(context, follow);
  else await closeSockets(context, account.id, ({ session }) => session === id);
  return { ok: {} };
};
