// Lambda entry of the minute's sweep: time-outs and leases first, then what is to be removed.
import { createDeskContext } from './actions/desk-context.ts';
import { sweep } from './actions/sweep.ts';
import { tidy } from './actions/tidy.ts';
import { createHangUp } from './platform/hang-up.ts';
import { log } from './platform/log.ts';
import { createRemoveFiles } from './platform/remove-files.ts';

const context = { ...createDeskContext(), hangUp: createHangUp(), removeFiles: createRemoveFiles() };

export const handler = async (): Promise<void> => {
  try {
    await sweep(context);
    await tidy(context);
  } catch (error) {
    log('ERROR', 'the sweep failed', { error });
    // Failed for Lambda too, which counts it; the message of the first one stays out of the log.
    throw new Error('internal');
  }
};
