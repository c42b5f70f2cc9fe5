// Lambda entry of the minute's sweep: time-outs, leases, purges.
import { createDeskContext } from './actions/desk-context.ts';
import { sweep } from './actions/sweep.ts';
import { log } from './platform/log.ts';

const context = createDeskContext();

export const handler = async (): Promise<void> => {
  try {
    await sweep(context);
  } catch (error) {
    log('ERROR', 'the sweep failed', { error });
    // Failed for Lambda too, which counts it; the message of the first one stays out of the log.
    throw new Error('internal');
  }
};
