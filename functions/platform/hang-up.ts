// Closing connections from this side. Knows no reason why.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { env } from './env.ts';
import { log } from './log.ts';

/** Resolves when all are closed, or known to be gone. @throws when one is not: whoever was to go may still be there. */
export type HangUp = (connections: readonly string[]) => Promise<void>;

/** API Gateway closes at most so many at a time before it answers 429. */
const AT_ONCE = 20;
const TRIES = 5;

export const createHangUp = (): HangUp => {
  const client = new ApiGatewayManagementApiClient({ endpoint: env('CONNECTIONS_URL'), maxAttempts: TRIES });
  const close = async (connection: string) => {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId: connection }));
    } catch (error) {
      if (error instanceof GoneException) return;
      log('ERROR', 'a connection could not be closed', { connection, error });
      throw error;
    }
  };
  return async (connections) => {
    for (let from = 0; from < connections.length; from += AT_ONCE) {
      await Promise.all(connections.slice(from, from + AT_ONCE).map(close));
    }
  };
};
