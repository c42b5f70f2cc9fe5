// Closing connections from this side. Independent of the reason.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { env } from './env.ts';
import { log } from './log.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/**
 * Closes connections. API Gateway has one close code for it, 1000, and takes no other.
 * @returns those that API Gateway did not know: closed, or not open yet, as it answers 410 until the handshake is over.
 * @throws when one could not be closed, after all were tried: whoever was to go may still be there.
 */
export type CloseConnections = (connections: readonly string[]) => Promise<ReadonlySet<string>>;

/** API Gateway closes at most so many at a time before it answers 429. */
const AT_ONCE = 20;
const TRIES = 5;

export const createCloseConnections = (): CloseConnections => {
  const client = new ApiGatewayManagementApiClient({
    endpoint: env('CONNECTIONS_URL'),
    maxAttempts: TRIES,
    ...within(TIME_LIMITS.connections),
  });
  return async (connections) => {
    const unknown = new Set<string>();
    const failures: unknown[] = [];
    const close = async (connection: string) => {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connection }));
      } catch (error) {
        if (error instanceof GoneException) return void unknown.add(connection);
        log('ERROR', 'a connection could not be closed', { connection, error });
        failures.push(error);
      }
    };
    for (let from = 0; from < connections.length; from += AT_ONCE) {
      await Promise.all(connections.slice(from, from + AT_ONCE).map(close));
    }
    if (failures.length > 0) throw failures[0];
    return unknown;
  };
};
