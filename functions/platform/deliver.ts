// Posting pushes to connections. A push is never proof of delivery: a receiver finds what it missed by seq.
import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Push } from '../domain/audience.ts';
import { env } from './env.ts';
import { log } from './log.ts';

export type PostResult = 'sent' | 'gone' | 'failed';
export type Post = (connection: string, body: string) => Promise<PostResult>;

/** @returns the connections that are no longer there. Never throws: a slow receiver does not fail the sender. */
export type Deliver = (pushes: readonly Push[]) => Promise<ReadonlySet<string>>;

/** API Gateway answers 429 when a connection's buffer is full; a second of trying is all a sender waits for. */
const TRIES = 3;

export const createPost = (): Post => {
  const client = new ApiGatewayManagementApiClient({ endpoint: env('CONNECTIONS_URL'), maxAttempts: TRIES });
  return async (connection, body) => {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId: connection, Data: Buffer.from(body) }));
      return 'sent';
    } catch (error) {
      if (error instanceof GoneException) return 'gone';
      log('WARN', 'push failed', { connection, error });
      return 'failed';
    }
  };
};

export const createDeliver =
  (post: Post): Deliver =>
  async (pushes) => {
    // One body for all who get the same event.
    const bodies = new Map<Push['event'], string>();
    const bodyOf = (event: Push['event']) => {
      const known = bodies.get(event) ?? JSON.stringify(event);
      bodies.set(event, known);
      return known;
    };
    const gone = new Set<string>();
    await Promise.all(
      pushes.map(async ({ connection, event }) => {
        if ((await post(connection, bodyOf(event))) === 'gone') gone.add(connection);
      }),
    );
    return gone;
  };
