// The pipeline around every HTTP action: route, origin, session, right, input, answer. Knows shared/routes.ts, and no route by name.
import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context as LambdaContext,
} from 'aws-lambda';
import * as v from 'valibot';
import { type Refusal, type RefusalCode, type Result, refuse } from '../../shared/errors.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { type RouteName, type RouteReply, type Routes, routes } from '../../shared/routes.ts';
import { type Context, createContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { count } from '../adapters/metrics.ts';
import type { Publishing } from '../adapters/publish.ts';
import { addressOf, headerOf, isOwnOrigin, siteOf } from '../auth/origin.ts';
import { type Buckets, createBuckets } from '../auth/rate-limit.ts';
import {
  type DeviceCookie,
  deviceCookie,
  deviceTokenOf,
  noSessionCookie,
  readSignedIn,
  type SignedIn,
  sessionCookie,
  tokenOf,
} from '../auth/session.ts';
import { permissionsOf, type Site } from '../domain/account.ts';
import { REQUESTS, STRANGERS } from '../domain/rate-limit.ts';
import { networkOf } from '../domain/throttle.ts';

/** The session cookie of the site the request came through. */
export interface SessionCookie {
  /** As the browser sent it; whether it still stands for someone is not known. */
  readonly token: string | undefined;
  set(token: string): void;
  clear(): void;
}

/** What an action is given besides its input. */
export interface Call<N extends RouteName> {
  readonly context: Routes[N]['group'] extends 'files' ? Context : Context & Publishing;
  readonly site: Site;
  /** Who asks; not looked up on a route for anyone. */
  readonly session: 'anyone' extends Routes[N]['by'][number] ? undefined : SignedIn;
  readonly cookie: SessionCookie;
  readonly device: DeviceCookie;
  /** Where the request came from, for counting only. */
  readonly address: string;
}

export type RouteHandler<N extends RouteName> = (
  input: v.InferOutput<Routes[N]['input']>,
  call: Call<N>,
) => Promise<Result<RouteReply<N>>>;

/** One action for every route of a group. */
export type RouteHandlers<G extends RouteSpec['group'] = RouteSpec['group']> = {
  readonly [N in RouteName as Routes[N]['group'] extends G ? N : never]: RouteHandler<N>;
};

/** An action whose route is only known by name: the pipeline gives it what that route's entry in the table says. */
type AnyAction = (input: unknown, call: unknown) => Promise<Result<unknown>>;

type Event = Pick<
  APIGatewayProxyEventV2,
  | 'routeKey'
  | 'headers'
  | 'cookies'
  | 'pathParameters'
  | 'queryStringParameters'
  | 'body'
  | 'isBase64Encoded'
  | 'requestContext'
>;
type Response = APIGatewayProxyStructuredResultV2;

/** Larger than any input of the table (a ticket's remarks, every character escaped). */
const BODY_MAX_BYTES = 64 * 1024;

export interface HttpLimits {
  /** By person. */
  readonly requests: Buckets;
  /** By address, for who has no session. */
  readonly strangers: Buckets;
}

type Handler = (event: Event, lambda: LambdaContext) => Promise<Response>;

interface CreateHandler {
  (actions: Partial<RouteHandlers<'files'>>, context?: Context, limits?: HttpLimits): Handler;
  (actions: Partial<RouteHandlers>, context: Context & Publishing, limits?: HttpLimits): Handler;
}

/** @param actions those of the routes this function answers; any other route is `not_found`. */
export const createHttpHandler: CreateHandler = (
  actions: Partial<RouteHandlers>,
  context: Context = createContext(),
  limits: HttpLimits = { requests: createBuckets(REQUESTS), strangers: createBuckets(STRANGERS) },
): Handler =>
  middy<Event, Response>()
    .use(answerFailure)
    .handler(async (event: Event) => {
      const setCookies: string[] = [];
      return respond(await run(actions, { context, limits }, event, setCookies), setCookies);
    });

const run = async (
  actions: Partial<RouteHandlers>,
  { context, limits }: { context: Context; limits: HttpLimits },
  event: Event,
  setCookies: string[],
): Promise<Result<unknown>> => {
  const name = event.routeKey;
  const site = siteOf(event.headers);
  if (!isRouteName(name) || !Object.hasOwn(actions, name)) return refuse({ code: 'not_found' });
  if (!site || !isFromOwnPage(event)) return refuse({ code: 'forbidden' });

  const cookies = event.cookies?.join('; ');
  const token = tokenOf(site, cookies);
  const spec: RouteSpec = routes[name];
  const address = addressOf(event.headers, event.requestContext.http.sourceIp);
  const session = spec.by.includes('anyone') ? undefined : await readSignedIn(context, site, token);
  const isWithin = session
    ? limits.requests.take(session.account.id)
    : limits.strangers.take(networkOf(address));
  if (!isWithin) return TOO_FAST;
  const refusal = refuseCaller(spec, session);
  if (refusal) {
    note(event, refusal.code, session);
    return refuse(refusal);
  }

  const given = readGiven(event);
  if ('error' in given) return given;
  const input = v.safeParse(spec.input, { ...given.ok, ...event.pathParameters });
  if (!input.success) {
    return refuse({ code: 'bad_request', path: v.getDotPath(input.issues[0]) ?? undefined });
  }

  // RouteHandlers ties each action to its own route, which the compiler cannot follow through a look-up by name.
  const action = actions[name] as AnyAction;
  const result = await action(input.output, {
    context,
    site,
    session,
    address,
    cookie: {
      token,
      set: (value: string) => setCookies.push(sessionCookie(site, value)),
      clear: () => setCookies.push(noSessionCookie(site)),
    },
    device: {
      token: deviceTokenOf(site, cookies),
      set: (value: string) => setCookies.push(deviceCookie(site, value)),
    },
  });
  if ('error' in result) note(event, result.error.code, session);
  // What the table does not name does not leave, whatever an action put into its reply.
  return 'ok' in result ? { ok: v.parse(spec.reply, result.ok) } : result;
};

/** What an investigation of an attack begins with; each is limited, so that a flood does not flood the log. */
const NOTED: ReadonlySet<RefusalCode> = new Set(['forbidden', 'wrong_credentials']);

const note = ({ requestContext, routeKey }: Event, code: RefusalCode, session: SignedIn | undefined) => {
  if (!NOTED.has(code)) return;
  const account = session?.account.id;
  log('WARN', 'refused', { requestId: requestContext.requestId, action: routeKey, code, account });
};

const TOO_FAST = refuse({ code: 'too_many_attempts', retryAfterSeconds: 1 });

const isRouteName = (key: string): key is RouteName => Object.hasOwn(routes, key);

/** A changing request has to come from a page of the same site, and as JSON, which no form can send. */
const isFromOwnPage = ({ headers, requestContext }: Event): boolean =>
  requestContext.http.method === 'GET' ||
  (isOwnOrigin(headers) && /^application\/json\s*(;|$)/i.test(headerOf(headers, 'content-type') ?? ''));

const refuseCaller = ({ by, needs }: RouteSpec, session: SignedIn | undefined): Refusal | undefined => {
  if (by.includes('anyone')) return undefined;
  if (!session) return { code: 'not_signed_in' };
  if (!by.includes(session.account.role)) return { code: 'forbidden' };
  return needs && !permissionsOf(session.account, []).has(needs) ? { code: 'forbidden' } : undefined;
};

const Body = v.custom<Readonly<Record<string, unknown>>>(
  (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
);

/** What came with the request beside its path: the query of a GET, where every value is text, and else the body. */
const readGiven = (event: Event): Result<Readonly<Record<string, unknown>>> =>
  event.requestContext.http.method === 'GET' ? { ok: event.queryStringParameters ?? {} } : readBody(event);

const readBody = ({ body = '', isBase64Encoded }: Event): Result<v.InferOutput<typeof Body>> => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (Buffer.byteLength(text) > BODY_MAX_BYTES) return refuse({ code: 'too_large' });
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Body), text || '{}');
  return parsed.success ? { ok: parsed.output } : refuse({ code: 'bad_request' });
};

const statusByCode: Readonly<Record<RefusalCode, number>> = {
  bad_request: 400,
  empty_text: 400,
  comment_required: 400,
  text_too_long: 400,
  bad_email: 400,
  password_too_short: 400,
  password_too_easy: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  wrong_password: 403,
  forbidden: 403,
  own_rights: 403,
  no_chat_right: 403,
  not_participant: 403,
  unknown_action: 404,
  not_found: 404,
  behind: 409,
  chat_ended: 409,
  chat_closed: 409,
  chat_not_ended: 409,
  already_rated: 409,
  last_agent: 409,
  customer_connected: 409,
  not_invitable: 409,
  not_invited: 409,
  outdated: 409,
  login_taken: 409,
  no_room: 409,
  not_on_duty: 409,
  taken: 409,
  at_maximum: 409,
  chat_full: 409,
  too_many: 409,
  busy: 409,
  too_large: 413,
  too_many_attempts: 429,
  internal: 500,
};

const respond = (result: Result<unknown>, cookies: readonly string[] = []): Response => ({
  statusCode: 'ok' in result ? 200 : statusByCode[result.error.code],
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...('error' in result &&
      result.error.code === 'too_many_attempts' && {
        'retry-after': String(result.error.retryAfterSeconds),
      }),
  },
  ...(cookies.length > 0 && { cookies: [...cookies] }),
  body: JSON.stringify(result),
});

/** An exception is a bug or an outage: the log tells which, the client only where to find it in there. */
const answerFailure: middy.MiddlewareObj<Event, Response> = {
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    log('ERROR', 'an HTTP action failed', {
      requestId,
      action: request.event.routeKey,
      error: request.error,
    });
    count('ActionFailed');
    request.response = respond(refuse({ code: 'internal', requestId }));
  },
};
