// Lambda entry: who may open a socket, and what a closed one leaves behind. Knows nothing of what is said on it.
import type { APIGatewayProxyResultV2 } from 'aws-lambda';
import { createActionContext } from './actions/run.ts';
import { disconnect } from './actions/disconnect.ts';
import { type AuthorizerEvent, authorize } from './platform/authorizer.ts';
import { log } from './platform/log.ts';
import { readIdentity } from './platform/session.ts';

interface ConnectionEvent {
  readonly requestContext: {
    readonly eventType: 'CONNECT' | 'DISCONNECT' | 'MESSAGE';
    readonly connectionId: string;
    readonly requestId: string;
    readonly authorizer?: unknown;
  };
}

const context = createActionContext();

export const handler = async (event: AuthorizerEvent | ConnectionEvent) =>
  'methodArn' in event ? logged(undefined, authorize(context, event)) : accept(event.requestContext);

const accept = async ({
  eventType,
  connectionId: connection,
  requestId,
  authorizer,
}: ConnectionEvent['requestContext']): Promise<APIGatewayProxyResultV2> => {
  if (eventType === 'DISCONNECT') {
    const { userId: id, role } = readIdentity(authorizer);
    await logged(requestId, disconnect(context, { id, role, connection }));
  }
  return { statusCode: 200 };
};

/** API Gateway answers an exception itself; its message stays out of the logs. */
const logged = async <T>(requestId: string | undefined, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    log('ERROR', 'a connection event failed', { requestId, error });
    throw new Error('internal');
  }
};
