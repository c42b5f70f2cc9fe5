// The pipeline around every frame on the socket: parse, who asks, run, reply. The one place that turns errors into replies.
import middy from '@middy/core';
import type { APIGatewayProxyResultV2, Context } from 'aws-lambda';
import * as v from 'valibot';
import { type Result, refuse } from '../../shared/errors.ts';
import { log } from '../adapters/log.ts';
import { count, countRefusal } from '../adapters/metrics.ts';
import { callerOf, type SocketEvent } from '../auth/caller.ts';
import { type Buckets, createBuckets } from '../auth/rate-limit.ts';
import { FRAMES } from '../domain/rate-limit.ts';
import type { Run } from './run.ts';

export const Frame = v.looseObject({ id: v.pipe(v.number(), v.safeInteger()), action: v.string() });

const parseBody = (body: string | undefined): unknown => {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
};

const reply = (re: number | null, result: Result<unknown>): APIGatewayProxyResultV2 => ({
  statusCode: 200,
  body: JSON.stringify({ re, ...result }),
});

type Framed = SocketEvent & { frame?: v.InferOutput<typeof Frame> };
type Middleware = middy.MiddlewareObj<Framed, APIGatewayProxyResultV2>;

/** A body that is no frame is answered at once, without a `re`: there is none to name. */
const parseFrame: Middleware = {
  before: ({ event }) => {
    const frame = v.safeParse(Frame, parseBody(event.body));
    if (!frame.success) return reply(null, refuse({ code: 'bad_request' }));
    event.frame = frame.output;
    return undefined;
  },
};

/** What is not a refusal is a bug: logged with its request id, answered without a word of why. */
const answerErrors: Middleware = {
  onError: ({ event, error }) => {
    const { requestId, routeKey } = event.requestContext;
    log('ERROR', 'action failed', { requestId, action: routeKey, error });
    count('ActionFailed');
    return reply(event.frame?.id ?? null, refuse({ code: 'internal', requestId }));
  },
};

export type SocketHandler = (event: SocketEvent, context: Context) => Promise<APIGatewayProxyResultV2>;

/**
 * @param frames how many one person may send, over all connections.
 * @param now milliseconds since 1970.
 * @returns the handler of every route whose action `run` knows; anything else is answered `unknown_action`.
 */
export const createSocketHandler = (
  run: Run,
  frames: Buckets = createBuckets(FRAMES),
  now: () => number = Date.now,
): SocketHandler =>
  middy<Framed, APIGatewayProxyResultV2>()
    .use(answerErrors)
    .use(parseFrame)
    .handler(async (event): Promise<APIGatewayProxyResultV2> => {
      if (!event.frame) throw new Error('the frame was not parsed');
      const { id, action, ...fields } = event.frame;
      const caller = callerOf(event);
      if (caller.isOther) return reply(id, refuse({ code: 'other_account' }));
      // API Gateway asks who it is when a connection opens, and keeps it for up to two hours.
      if (now() >= caller.until) return reply(id, refuse({ code: 'not_signed_in' }));
      // A client that is told so waits and sends it again; one that floods is spared no more than this.
      if (!frames.take(caller.id)) return reply(id, refuse({ code: 'busy' }));
      const result = await run(caller, action, fields);
      if ('error' in result) countRefusal(result.error.code);
      if ('error' in result && result.error.code === 'forbidden') {
        const { requestId, routeKey } = event.requestContext;
        log('WARN', 'refused', { requestId, action: routeKey, code: 'forbidden', account: caller.id });
      }
      return reply(id, result);
    });
