// What comes over an open socket of a WebSocket API: the route it selects, the function behind it, the answer, and the faults that a test puts in between; and the goodbye. Independent of any action.
import * as v from 'valibot';
import type { Route } from './api-model.ts';
import { within } from './gateway.ts';
import { limits } from './limits.ts';
import type { Connection, SocketApiOptions } from './socket-connection.ts';
import { type ContextOf, replyOf, requestId } from './socket-events.ts';

const Selected = v.object({ action: v.string() });

/**
 * @param mayPass the stage's one limit of requests: handshakes count against it as well.
 * @param reply sends to a connection that is still open.
 */
export const createMessages = (
  { model, host, invoke, clock, usage, faults }: SocketApiOptions,
  contextOf: ContextOf,
  mayPass: () => boolean,
  reply: (connection: Connection, text: string) => void,
) => {
  const routesByKey = new Map(model.routes.map((route) => [route.key, route]));

  const pass = async (connection: Connection, body: string) => {
    const effect = faults.forFrame({ connectionId: connection.id, text: body });
    await faults.pause({ at: 'frame' });
    switch (effect) {
      case 'lose':
        return;
      case 'half-open':
        connection.isDead = true;
        // Not even that the other end closes is read any more.
        return connection.socket.pause();
      case 'duplicate':
        await Promise.all([receive(connection, body), receive(connection, body)]);
        return;
      case undefined:
        return receive(connection, body);
      default:
        return effect satisfies never;
    }
  };

  const receive = async (connection: Connection, body: string) => {
    connection.lastActiveAt = clock.now();
    usage.frame('in', Buffer.byteLength(body));
    const route = select(body);
    const context = {
      ...contextOf(route?.key ?? '$default', 'MESSAGE', connection),
      messageId: requestId(),
      ...(connection.authorizer && { authorizer: connection.authorizer }),
    };
    const fail = (message: string) =>
      reply(
        connection,
        JSON.stringify({ message, connectionId: connection.id, requestId: context.requestId }),
      );
    if (!mayPass()) return fail('Too Many Requests');
    if (!route) return fail('Forbidden');
    const event = { requestContext: context, body, isBase64Encoded: false };
    const answer = await within(route.timeout, invoke(route.functionArn)(event));
    if (answer === 'late') return fail('Endpoint request timed out');
    const result = replyOf(answer);
    if (!result) return fail('Internal server error');
    if (!route.isAnswered || !result.body) return;
    if (Buffer.byteLength(result.body) > limits.socketAnswer.value) return fail('Internal server error');
    const effect = faults.forReply({ connectionId: connection.id, text: result.body });
    await faults.pause({ at: 'reply' });
    switch (effect) {
      case 'lose':
        return;
      case 'gateway-error':
        return fail('Internal server error');
      case 'duplicate':
        reply(connection, result.body);
        return reply(connection, result.body);
      case undefined:
        return reply(connection, result.body);
      default:
        return effect satisfies never;
    }
  };

  const select = (body: string): Route | undefined => {
    const selected = v.safeParse(Selected, parse(body));
    const key = selected.success ? selected.output.action : '';
    return (key.startsWith('$') ? undefined : routesByKey.get(key)) ?? routesByKey.get('$default');
  };

  const passOn = async (connection: Connection, code: number, reason: string) => {
    const effect = faults.forDisconnect({ connectionId: connection.id, text: reason });
    if (effect === 'lose') return;
    await faults.pause({ at: 'disconnect' });
    await leave(connection, code, reason);
    if (effect === 'duplicate') await leave(connection, code, reason);
  };

  /** Best effort, as on AWS: no one waits for it, and a failure goes nowhere. */
  const leave = async (connection: Connection, code: number, reason: string) => {
    const route = routesByKey.get('$disconnect');
    if (!route) return;
    const headers = { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
    await invoke(route.functionArn)({
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      requestContext: {
        ...contextOf('$disconnect', 'DISCONNECT', connection),
        disconnectStatusCode: code,
        disconnectReason: reason,
        ...(connection.authorizer && { authorizer: connection.authorizer }),
      },
      isBase64Encoded: false,
    });
  };

  return { pass, passOn };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
