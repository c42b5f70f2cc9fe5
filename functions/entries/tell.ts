// Lambda entry of what others hand over: telling many consoles or waiting pages, so that nobody's answer waits for it.
import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { createContext } from '../adapters/context.ts';
import { createDeliver, createPost } from '../adapters/deliver.ts';
import { log } from '../adapters/log.ts';
import { Telling } from '../domain/telling.ts';
import { tell } from '../workflows/tell.ts';

const context = { ...createContext(), deliver: createDeliver(createPost()) };

/** Milliseconds kept for those that are told together, and for noting how far it came. */
const RESERVE_MS = 10_000;

export const handler = async (
  event: unknown,
  lambda: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<void> => {
  try {
    await tell(context, v.parse(Telling, event), () => lambda.getRemainingTimeInMillis() > RESERVE_MS);
  } catch (error) {
    log('ERROR', 'telling failed', { error });
    // Failed for Lambda too, which tries it again; the message of the first one stays out of the log.
    throw new Error('internal');
  }
};
