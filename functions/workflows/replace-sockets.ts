// Sockets that gave way to a newer one of the same person: their page is told, so that it does not come back by itself, and they close.

import type { ActionContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { pushesTo } from '../domain/recipients.ts';
import type { RecordedSocket } from '../domain/sockets.ts';
import { closingOf } from '../store/sockets.ts';
import { againAt, tickOff } from '../store/timers.ts';
import { type ClosingContext, close } from './close-sockets.ts';

/**
 * API Gateway gives who is closed no code of ours, so the word goes before. A tab that opened its next connection, or
 * was loaded again, has nothing to be told. Never fails: the work was committed with the newer socket, for the sweep.
 */
export const replaceSockets = async (
  context: ActionContext & ClosingContext,
  newer: RecordedSocket,
  replaced: readonly RecordedSocket[],
): Promise<void> => {
  try {
    const others = replaced.filter(({ tab }) => tab === undefined || tab !== newer.tab);
    await context.deliver(pushesTo(others, { event: 'connection.replaced' }));
    for (const socket of replaced)
      if (await close(context, [socket])) await tickOff(context.db, closingOf(socket), againAt(newer.at));
  } catch (error) {
    log('ERROR', 'left to the sweep', { action: 'hang-up', error });
  }
};
