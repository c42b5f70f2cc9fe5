// A frame as API Gateway hands it over, so that role, input and answer pass the same gate as on AWS. Independent of any particular action.

import { conversationActions } from '../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../functions/actions/desk-actions.ts';
import type { DeskContext } from '../../functions/adapters/context.ts';
import type { Connected, SocketEvent } from '../../functions/auth/caller.ts';
import type { Buckets } from '../../functions/auth/rate-limit.ts';
import { createRun } from '../../functions/pipeline/run.ts';
import { createSocketHandler } from '../../functions/pipeline/socket.ts';
import { lambdaContext } from './accounts.ts';

/** @param body as it came; @param frames how many one person may send, by default as many as any. @returns the reply, parsed. */
export const sendFrame = async <R>(
  context: DeskContext,
  me: Connected,
  body: string,
  frames?: Buckets,
): Promise<R> => {
  const run = createRun<'conversation' | 'desk'>(context, { ...conversationActions, ...deskActions });
  const event = {
    body,
    requestContext: {
      connectionId: me.connection,
      requestId: 'request-1',
      authorizer: {
        userId: me.id,
        sessionId: me.sessionId,
        role: me.role,
        login: me.login,
        name: me.name,
        permissions: [...me.permissions].join(' '),
      },
    },
  };
  const answer = await createSocketHandler(run, frames)(event as unknown as SocketEvent, lambdaContext);
  return JSON.parse((answer as { body: string }).body);
};
