// The `@connections` interface of a WebSocket API: post to, look at and close a connection. Independent of what frames mean.
import type { Access } from './access.ts';
import { callerOf } from './caller-identity.ts';
import type { FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import { headerOf, jsonResponse, type Request, type Response } from './message.ts';
import type { SocketApi } from './socket-api.ts';
import type { Connection } from './socket-connection.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface ConnectionsApiOptions {
  readonly api: SocketApi;
  readonly stage: string;
  /** Of the API itself, up to its id. */
  readonly arn: string;
  readonly access: Access;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
}

export const createConnectionsApi = ({ api, stage, arn, access, usage, faults }: ConnectionsApiOptions) => {
  const pattern = new RegExp(`^/${stage}/@connections/(.+)$`);

  const post = async (request: Request, id: string, name: string): Promise<Response> => {
    const text = request.body.toString();
    usage.of(name).posts += 1;
    if (request.body.length > limits.socketPost.value)
      return failure(413, 'PayloadTooLargeException', 'Payload too large');
    await faults.pause({ at: 'push', function: name });
    const connection = api.connections.get(id);
    const effect = faults.forPush({ connectionId: id, text });
    if (!connection || effect === 'gone') {
      usage.socket.posts.gone += 1;
      return GONE;
    }
    switch (effect) {
      case 'limit':
        return failure(429, 'LimitExceededException', 'Too many requests');
      case 'drop':
        usage.socket.posts.dropped += 1;
        return EMPTY;
      case 'duplicate':
        deliver(connection, text);
        deliver(connection, text);
        return EMPTY;
      case undefined:
        deliver(connection, text);
        return EMPTY;
      default:
        return effect satisfies never;
    }
  };

  const deliver = (connection: Connection, text: string) => {
    usage.socket.posts.sent += 1;
    connection.send(text);
  };

  /** @returns undefined when the path is not one of `@connections`. */
  return async (request: Request): Promise<Response | undefined> => {
    const id = pattern.exec(decodeURIComponent(request.path))?.[1];
    if (id === undefined) return undefined;
    // Only the deployment's own functions may; on AWS their signature says so.
    const authorization = headerOf(request.headers, 'authorization');
    if (!authorization) return failure(403, 'ForbiddenException', 'Forbidden');
    const caller = callerOf({ authorization })?.function;
    const resource = `${arn}/${stage}/${request.method}/@connections/${id}`;
    const denied = access.refuse(caller, [{ action: 'execute-api:ManageConnections', resource }]);
    if (denied) return failure(403, 'AccessDeniedException', denied);
    if (request.method === 'POST') return post(request, id, caller ?? '-');
    const connection = api.connections.get(id);
    if (!connection) return GONE;
    if (request.method === 'DELETE') {
      connection.socket.close(1000, 'Connection Closed Normally');
      return { ...EMPTY, status: 204 };
    }
    if (request.method !== 'GET') return failure(403, 'ForbiddenException', 'Forbidden');
    return jsonResponse(200, {
      connectedAt: new Date(connection.connectedAt).toISOString(),
      identity: connection.identity,
      lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
    });
  };
};

const failure = (status: number, type: string, message: string): Response =>
  jsonResponse(status, { message }, [['x-amzn-errortype', type]]);
const EMPTY: Response = { status: 200, headers: [], body: Buffer.alloc(0) };
const GONE = failure(410, 'GoneException', '410');
