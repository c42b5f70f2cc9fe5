// The handshake of a WebSocket API: what is refused before anything runs, the authorizer, and `$connect`. Independent of any action.
import type { Route } from './api-model.ts';
import { within } from './gateway.ts';
import { limits } from './limits.ts';
import { headerOf, type Request } from './message.ts';
import { authorize } from './socket-authorizer.ts';
import type { Opening, SocketApiOptions } from './socket-connection.ts';
import { type ContextOf, connectionId, describeRequest, replyOf } from './socket-events.ts';

interface Refused {
  readonly status: number;
  readonly message: string;
}

type Verdict =
  | { readonly opening: Opening; readonly protocol: string | undefined }
  | { readonly refused: Refused };

const refused = (status: number, message: string): { readonly refused: Refused } => ({
  refused: { status, message },
});

/** @param mayPass the stage's one limit of requests: frames count against it as well. */
export const createHandshake = (options: SocketApiOptions, contextOf: ContextOf, mayPass: () => boolean) => {
  const { model, host, region, account, invoke, clock, mayOpen } = options;
  const route = model.routes.find(({ key }) => key === '$connect');

  /** What API Gateway refuses by itself. */
  const check = (request: Request): Refused | undefined => {
    if ((headerOf(request.headers, 'host') ?? host) !== host || request.path !== `/${model.stage}`)
      return { status: 403, message: 'Forbidden' };
    if (`${request.path}?${request.query}`.length > limits.socketAddress.value)
      return { status: 414, message: 'Request-URI Too Long' };
    if (!mayOpen() || !mayPass()) return { status: 429, message: 'Too Many Requests' };
    return undefined;
  };

  const askAuthorizer = async (
    { authorizer, timeout }: Route,
    request: Request,
    event: object,
  ): Promise<Refused | { readonly context: Readonly<Record<string, string>> | undefined }> => {
    if (!authorizer) return { context: undefined };
    return authorize({
      authorizer,
      request,
      event: { ...event, stageVariables: {} },
      methodArn: `arn:aws:execute-api:${region}:${account}:${model.id}/${model.stage}/$connect`,
      timeout,
      invoke: invoke(authorizer.functionArn),
    });
  };

  /** @returns whether it may be opened, and with which protocol. */
  return async (request: Request): Promise<Verdict> => {
    const wrong = check(request);
    if (wrong) return { refused: wrong };
    const opening = {
      id: connectionId(),
      connectedAt: clock.now(),
      identity: { sourceIp: request.sourceIp, userAgent: headerOf(request.headers, 'user-agent') ?? '' },
      handshake: request,
    };
    if (!route) return { opening: { ...opening, authorizer: undefined }, protocol: undefined };
    const event = {
      ...describeRequest(request, host, clock.now()),
      requestContext: contextOf('$connect', 'CONNECT', opening),
    };
    const judged = await askAuthorizer(route, request, event);
    if ('status' in judged) return { refused: judged };
    const { context: authorizer } = judged;
    const result = replyOf(
      await within(
        route.timeout,
        invoke(route.functionArn)({
          ...event,
          requestContext: { ...event.requestContext, ...(authorizer && { authorizer }) },
          isBase64Encoded: false,
        }),
      ),
    );
    if (!result) return refused(502, 'Internal server error');
    if (result.statusCode < 200 || result.statusCode > 299) return refused(result.statusCode, 'Forbidden');
    const protocol = headerOf(Object.entries(result.headers), 'sec-websocket-protocol');
    return { opening: { ...opening, authorizer }, protocol };
  };
};
