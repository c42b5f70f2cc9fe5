// What the sweep removes when the timers are done: what the retention says, and customers whose erasure goes on.
import { log } from '../adapters/log.ts';
import { continueErasures, type EraseContext } from './erase.ts';
import { purgeExpired } from './purge-expired.ts';

/** Writes of one run, about a minute's worth: seconds of it, so that the next sweep's timers are not kept waiting. */
const WRITES = 2000;

export const cleanUp = async (context: EraseContext): Promise<void> => {
  try {
    await continueErasures(context, { left: WRITES });
    await purgeExpired(context, { left: WRITES });
  } catch (error) {
    log('ERROR', 'removal failed, gone on with next minute', { error });
  }
};
