// What the sweep does when the timers are done: removing what the retention says and customers whose erasure goes on, and the search index.
import { log } from '../adapters/log.ts';
import { DESK } from '../store/keys.ts';
import { continueErasures, type EraseContext } from './erase.ts';
import { indexChats } from './index-chats.ts';
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
  try {
    await indexChats(context, DESK, { left: WRITES });
  } catch (error) {
    log('ERROR', 'the search index is behind, gone on with in some minutes', { error });
  }
};
