// Lambda entry: who may open a socket, and what a closed one leaves behind. Independent of what is said on it.
import type { APIGatewayProxyResultV2 } from 'aws-lambda';
import { createActionContext } from '../adapters/action-context.ts';
import { createCloseConnections } from '../adapters/close-connections.ts';
import { log } from '../adapters/log.ts';
import { type AuthorizerEvent, authorize, welcome } from '../auth/authorizer.ts';
import { callerOf, type SocketEvent } from '../auth/caller.ts';
import { headerOf } from '../auth/origin.ts';
import { createBuckets } from '../auth/rate-limit.ts';
import { takeProtocol } from '../auth/session.ts';
import { CONNECTS } from '../domain/rate-limit.ts';
import { disconnect } from '../workflows/disconnect.ts';
import { replaceSockets } from '../workflows/replace-sockets.ts';

const context = { ...createActionContext(), closeConnections: createCloseConnections() };
const connects = createBuckets(CONNECTS);

export const handler = async (event: AuthorizerEvent | SocketEvent) => {
  try {
    return 'methodArn' in event ? await authorize(context, connects, event) : await note(event);
  } catch (error) {
    const { requestId } = event.requestContext;
    log('ERROR', 'a connection event failed', { requestId, error });
    // API Gateway answers the exception itself; the message of the first one stays out of the log.
    throw new Error('internal');
  }
};

const note = async (event: SocketEvent): Promise<APIGatewayProxyResultV2> => {
  const { eventType } = event.requestContext;
  if (eventType === 'CONNECT') {
    const { isLetIn, socket, replaced } = await welcome(context, callerOf(event), event);
    await replaceSockets(context, socket, replaced);
    return {
      statusCode: isLetIn ? 200 : 403,
      ...takeProtocol(headerOf(event.headers ?? {}, 'sec-websocket-protocol')),
    };
  }
  if (eventType === 'DISCONNECT') await disconnect(context, callerOf(event));
  return { statusCode: 200 };
};
