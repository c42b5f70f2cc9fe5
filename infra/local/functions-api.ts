// Lambda's own API, as far as a function asks for it: taking an event for a function, to be run later. Independent of what the functions do.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Access } from './access.ts';
import type { AsyncInvoke } from './async-invoke.ts';
import { type CallerIdentity, callerOf } from './caller-identity.ts';
import type { FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import { type Listener, listen } from './listen.ts';

export interface FunctionsApiOptions {
  /** Their ARNs by name. */
  readonly arnsByName: ReadonlyMap<string, string>;
  readonly invokeAsync: AsyncInvoke;
  readonly access: Access;
  readonly faults: FaultBook;
  readonly kill: (caller: CallerIdentity) => void;
}

interface Reply {
  readonly status: number;
  /** The name of the error, and what is said of it. */
  readonly error?: readonly [type: string, message: string];
}

const OPERATION = 'Invoke';

export const startFunctionsApi = async (options: FunctionsApiOptions) => {
  const { arnsByName, invokeAsync, access, faults, kill } = options;

  const invoke = (request: IncomingMessage, body: string, caller: string | undefined): Reply => {
    const [, named] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
    const name = decodeURIComponent(named ?? '');
    if (request.method !== 'POST' || !name) return refusal(404, 'UnknownOperationException');
    const arn = arnsByName.get(name);
    const denied = access.refuse(caller, [{ action: 'lambda:InvokeFunction', resource: arn ?? name }]);
    if (denied) return refusal(403, 'AccessDeniedException', denied);
    if (!arn) return refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (request.headers['x-amz-invocation-type'] !== 'Event')
      return refusal(400, 'InvalidParameterValueException', 'here functions are invoked with Event alone');
    if (Buffer.byteLength(body) > limits.functionEvent.value)
      return refusal(
        413,
        'RequestTooLargeException',
        `${Buffer.byteLength(body)} byte payload is too large for the Event invocation type (limit ${limits.functionEvent.value} bytes)`,
      );
    const event = parse(body);
    if (!event)
      return refusal(400, 'InvalidRequestContentException', 'Could not parse request body into json');
    void invokeAsync(arn, event.value);
    return { status: 202 };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const caller = callerOf(request.headers);
    const name = caller?.function ?? '-';
    const body = await text(request);
    await faults.pause({ at: 'call', function: name, operation: OPERATION });
    const effect = faults.forCall({ function: name, operation: OPERATION });
    if (effect === 'kill-before' && caller) return kill(caller);
    if (effect === 'lose-call') return void response.destroy();
    const reply =
      effect === 'throttle'
        ? refusal(429, 'TooManyRequestsException', 'Rate Exceeded.')
        : invoke(request, body, caller?.function);
    if (effect === 'kill-after' && caller) return kill(caller);
    if (effect === 'lose-reply') return void response.destroy();
    // Without a Date the SDK does not correct its clock, which may have been moved.
    response.sendDate = false;
    const [type, message] = reply.error ?? [];
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      'x-amzn-requestid': randomUUID(),
      ...(type && { 'x-amzn-errortype': type }),
    });
    response.end(type && JSON.stringify({ Type: 'User', Message: message }));
  };

  const listener: Listener = await listen({
    name: "Lambda's API",
    port: 0,
    onRequest: (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  });
  return { endpoint: `http://127.0.0.1:${listener.port}`, close: listener.close };
};

const parse = (body: string): { readonly value: unknown } | undefined => {
  try {
    return { value: body === '' ? {} : JSON.parse(body) };
  } catch {
    return undefined;
  }
};

const refusal = (status: number, type: string, message = type): Reply => ({ status, error: [type, message] });
