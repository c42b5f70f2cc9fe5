// Ending a session: for everyone who has its token, with the connections that were opened with it.
import { type Result, refuse } from '../../shared/errors.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { findSession, sessionEnded } from '../store/sessions.ts';
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
  return { ok: {} };
};
