// Sessions that stand as long as a provider renews them: which are due, and the word to the function that speaks with providers. Speaks with none itself.
import type { Context } from '../adapters/context.ts';
import type { Publishing } from '../adapters/publish.ts';
import { forgetProviderSession, readProviderSession } from '../store/provider-sessions.ts';
import { isRunning, sessionOf } from '../store/sessions.ts';
import { listSockets } from '../store/sockets.ts';
import type { WorkOf } from '../store/timers.ts';

type Renewal = Omit<WorkOf<'renewal'>, 'kind'>;

/**
 * Looks whether a session is to be renewed, and calls the function that does.
 * @returns whether nothing is left to do: it ended, nobody is connected by it, or it was taken up and is due again later.
 */
export const seeToRenewal = async (
  { db, now, publish }: Pick<Context, 'db' | 'now'> & Publishing,
  { id: session, user }: Renewal,
): Promise<boolean> => {
  const known = await readProviderSession(db, user, session);
  if (known?.renewAt === undefined || known.renewAt > now()) return true;
  if (!(await isRunning(db, session, now()))) {
    await forgetProviderSession(db, user, session);
    return true;
  }
  const { id } = sessionOf(session);
  // Whoever comes back is looked at again: functions/auth/authorizer.ts.
  if (!(await listSockets(db, user, now())).some((socket) => socket.session === id)) return true;
  await publish({
    type: 'renewal.due',
    id: `renewal.due:${id}:${known.renewAt}`,
    at: now(),
    userId: user,
    session,
  });
  return false;
};
