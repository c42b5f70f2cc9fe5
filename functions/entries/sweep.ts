// Lambda entry of the minute's sweep: time-outs, leases and what commits left to do first, then what is to be removed.
import type { Context } from 'aws-lambda';
import { createCloseConnections } from '../adapters/close-connections.ts';
import { createDeskContext } from '../adapters/desk-context.ts';
import { env } from '../adapters/env.ts';
import { log } from '../adapters/log.ts';
import { createRemoveFiles } from '../adapters/remove-files.ts';
import { createSegmentFiles } from '../adapters/segment-files.ts';
import { cleanUp } from '../workflows/cleanup.ts';
import { sweep } from '../workflows/sweep.ts';

const context = {
  ...createDeskContext(),
  closeConnections: createCloseConnections(),
  removeFiles: createRemoveFiles(),
  removeUploads: createRemoveFiles({ bucket: env('FILES_BUCKET') }),
  segmentFiles: createSegmentFiles(),
};

/** Milliseconds kept for the round under way, for waiting pages and for what is to be removed. */
const RESERVE_MS = 20_000;

export const handler = async (
  _event: unknown,
  lambda: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  try {
    const hasTime = () => lambda.getRemainingTimeInMillis() > RESERVE_MS;
    await sweep(context, { hasTime });
    await cleanUp(context);
  } catch (error) {
    log('ERROR', 'the sweep failed', { error });
    // Failed for Lambda too, which counts it; the message of the first one stays out of the log.
    throw new Error('internal');
  }
};
