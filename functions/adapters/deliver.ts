// Posting pushes to connections. A push is never proof of delivery: a receiver finds what it missed by seq.
import { randomInt } from 'node:crypto';
import {
  ApiGatewayManagementApiClient,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Push } from '../domain/recipients.ts';
import { env } from './env.ts';
import { log } from './log.ts';
import { isLate, TIME_LIMITS, within } from './time-limits.ts';

export type PostResult = 'sent' | 'gone' | 'failed';
export type Post = (connection: string, body: string, signal?: AbortSignal) => Promise<PostResult>;

/**
 * @param signal gives up what is not posted by then.
 * @returns the connections that are no longer there. Never throws: a slow receiver does not fail the sender.
 */
export type Deliver = (pushes: readonly Push[], signal?: AbortSignal) => Promise<ReadonlySet<string>>;

/**
 * API Gateway answers 429 when a connection's buffer is full or the account is at its limit. The sender of a message waits
 * for this, so it is tried again soon and not for long (the SDK's own waits are 0.5 s and more): the receiver finds what
 * it missed by itself, by the gap, or by asking again after a while.
 */
const WAITS_MS = [40, 120];

/** A client of the SDK has so many sockets; the time limit of a post begins when it is made. */
const POSTS_AT_ONCE = 50;

export const createPost = (): Post => {
  const client = new ApiGatewayManagementApiClient({
    endpoint: env('CONNECTIONS_URL'),
    maxAttempts: 1,
    ...within(TIME_LIMITS.connections),
  });
  return async (connection, body, signal) => {
    const command = new PostToConnectionCommand({ ConnectionId: connection, Data: Buffer.from(body) });
    for (const wait of [...WAITS_MS, undefined]) {
      try {
        await client.send(command, { ...(signal && { abortSignal: signal }) });
        return 'sent';
      } catch (error) {
        if (error instanceof GoneException) return 'gone';
        // Larger than API Gateway carries it is the next time, too; a caller who gave up waits for no other, and nobody
        // waits for the time limit twice.
        const isFinal =
          wait === undefined || signal?.aborted || isLate(error) || error instanceof PayloadTooLargeException;
        if (isFinal) {
          log('WARN', 'push failed', { connection, error });
          return 'failed';
        }
        await new Promise((resolve) => setTimeout(resolve, wait / 2 + randomInt(wait)));
      }
    }
    return 'failed';
  };
};

export const createDeliver =
  (post: Post) =>
  async (
    pushes: readonly Pick<Push, 'connection' | 'event'>[],
    signal?: AbortSignal,
  ): Promise<ReadonlySet<string>> => {
    // One body for all who get the same event.
    const bodies = new Map<Push['event'], string>();
    const bodyOf = (event: Push['event']) => {
      const known = bodies.get(event) ?? JSON.stringify(event);
      bodies.set(event, known);
      return known;
    };
    const gone = new Set<string>();
    const left = pushes.values();
    const postRest = async () => {
      for (const { connection, event } of left)
        if ((await post(connection, bodyOf(event), signal)) === 'gone') gone.add(connection);
    };
    await Promise.all(Array.from({ length: Math.min(POSTS_AT_ONCE, pushes.length) }, postRest));
    return gone;
  };
