// The pipeline around every HTTP route: route, origin, session, rate, who acts, right, input, reply. Independent of any particular route.
import middy from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import * as v from 'valibot';
import type { Keeping } from '../../shared/embedding.ts';
import { type Refusal, type RefusalCode, type Result, refuse } from '../../shared/errors.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { type RouteName, type RouteReply, type Routes, routes } from '../../shared/routes.ts';
import { ACCOUNT_HEADER } from '../../shared/rules.ts';
import { LOGIN_PATH, OUTCOME_MARK } from '../../shared/sign-in-paths.ts';
import { type Context, createContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { count } from '../adapters/metrics.ts';
import type { Publishing } from '../adapters/publish.ts';
import { addressOf, headerOf, isOwnOrigin, siteOf } from '../auth/origin.ts';
import { type Buckets, createBuckets } from '../auth/rate-limit.ts';
import {
  awayCookie,
  awayTokenOf,
  bearerOf,
  type DeviceCookie,
  deviceCookie,
  deviceTokenOf,
  embeddedCookie,
  framedCookie,
  halfCookie,
  halfTokenOf,
  noAwayCookie,
  noFramedCookie,
  noHalfCookie,
  noSessionCookie,
  readStanding,
  type SignedIn,
  sessionCookie,
  tokenOf,
} from '../auth/session.ts';
import { permissionsOf, type Site } from '../domain/account.ts';
import { ANONYMOUS_REQUESTS, REQUESTS } from '../domain/rate-limit.ts';
import { networkOf } from '../domain/throttle.ts';
import { type Request, type Response, readGiven, redirect, respond } from './http-message.ts';

/** A cookie of the site the request came through that stands for half a session. */
interface HalfCookie {
  /** As the browser sent it; whether it still stands for someone is not known. */
  readonly token: string | undefined;
  set(token: string): void;
  clear(): void;
}

/** One that stands for a session. */
export interface SessionCookie extends HalfCookie {
  /** For a frame of another company's page: kept as on our own site, or in the partition of that page's. */
  setEmbedded(token: string, keep: Exclude<Keeping, 'memory'>): void;
  /** Wherever a frame kept it. */
  clearEmbedded(): void;
}

/** What a handler is given besides its input. */
export interface Call<N extends RouteName> {
  readonly context: Routes[N]['group'] extends 'files' ? Context : Context & Publishing;
  readonly site: Site;
  /** The caller; not looked up on a route for anyone. */
  readonly session: 'anyone' extends Routes[N]['by'][number] ? undefined : SignedIn;
  readonly cookie: SessionCookie;
  /** Of whoever gave the right password and has the second step to come. */
  readonly half: HalfCookie;
  /** Of the browser that began a sign-in at a provider; comes along from there as well. */
  readonly away: HalfCookie;
  readonly device: DeviceCookie;
  /** The site's own, which a changing request has to come from; of a GET it is not known. */
  readonly origin: string | undefined;
  /** The name that the site was asked by. */
  readonly host: string;
  /** Where the request came from, for counting only. */
  readonly address: string;
  /** The account that the page was opened by, as it says; a route with a session is asked of nobody else. */
  readonly believed: string | undefined;
  /** What the browser calls itself; for the person's own list of sessions. */
  readonly userAgent: string | undefined;
}

export type RouteHandler<N extends RouteName> = (
  input: v.InferOutput<Routes[N]['input']>,
  call: Call<N>,
) => Promise<Result<RouteReply<N>>>;

/** One handler for every route of a group. */
export type RouteHandlers<G extends RouteSpec['group'] = RouteSpec['group']> = {
  readonly [N in RouteName as Routes[N]['group'] extends G ? N : never]: RouteHandler<N>;
};

/** A handler whose route is only known by name: the pipeline gives it what that route's entry in the table says. */
type AnyHandler = (input: unknown, call: unknown) => Promise<Result<unknown>>;

export interface HttpLimits {
  /** By person. */
  readonly requests: Buckets;
  /** By address, for those without a session. */
  readonly anonymous: Buckets;
}

type Handler = (event: Request, lambda: LambdaContext) => Promise<Response>;

interface CreateHandler {
  (handlers: Partial<RouteHandlers<'files'>>, context?: Context, limits?: HttpLimits): Handler;
  (handlers: Partial<RouteHandlers>, context: Context & Publishing, limits?: HttpLimits): Handler;
}

/** What the steps find out about a request, each for those behind it. */
interface AskedRequest {
  readonly name: RouteName;
  readonly spec: RouteSpec;
  readonly site: Site;
  readonly token: string | undefined;
  readonly host: string;
  readonly address: string;
  readonly believed: string | undefined;
  session?: SignedIn | undefined;
  /** The caller was signed in until an administrator blocked the account. */
  isBlocked?: boolean;
  input?: unknown;
}

/** One question about a request. @returns why it goes no further, or nothing. */
type Step = (event: Request, asked: AskedRequest) => Refusal | undefined | Promise<Refusal | undefined>;
type Middleware = middy.MiddlewareObj<Request & { asked?: AskedRequest }, Response>;

/** @param handlers those of the routes this function answers; any other route is `not_found`. */
export const createHttpHandler: CreateHandler = (
  handlers: Partial<RouteHandlers>,
  context: Context = createContext(),
  limits: HttpLimits = { requests: createBuckets(REQUESTS), anonymous: createBuckets(ANONYMOUS_REQUESTS) },
): Handler =>
  middy<Request & { asked?: AskedRequest }, Response>()
    .use(answerFailure)
    .use(findRoute(handlers))
    .use(step(refuseForeignPage))
    .use(step(readSession(context)))
    .use(step(limitRate(limits)))
    .use(step(refuseOtherAccount))
    .use(step(refuseWithoutRight))
    .use(step(refuseGivenPassword))
    .use(step(refuseWithoutFactor))
    .use(step(parseInput))
    .handler(async (event): Promise<Response> => {
      const asked = askedOf(event);
      const setCookies: string[] = [];
      // RouteHandlers ties each handler to its own route, which the compiler cannot follow through a look-up by name.
      const handler = handlers[asked.name] as AnyHandler;
      const result = await handler(asked.input, callOf(asked, { context, event, setCookies }));
      if ('error' in result) note(event, result.error.code, asked.session);
      // What the table does not name does not leave, whatever a handler put into its reply.
      const { reply } = asked.spec;
      return answerTo(asked, 'ok' in result ? { ok: v.parse(reply, result.ok) } : result, setCookies);
    });

/** As the table has it: to whoever asked, or by sending on a browser that somebody else sent. */
const answerTo = (
  { spec }: Pick<AskedRequest, 'spec'>,
  result: Result<unknown>,
  cookies: readonly string[] = [],
): Response => {
  if (!spec.redirects) return respond(result, cookies, spec.keptSeconds);
  return redirect('ok' in result ? v.parse(SentOn, result.ok).to : pathOfFailure(result.error), cookies);
};

/** A path of the own site, whoever made it: neither another host's nor something that a browser takes for one. */
const SentOn = v.object({ to: v.pipe(v.string(), v.regex(/^\/(?![/\\])[^\s\\]*$/)) });

const pathOfFailure = (refusal: Refusal): string =>
  `${LOGIN_PATH}${OUTCOME_MARK}${refusal.code === 'sign_in_failed' ? refusal.why : refusal.code}`;

const findRoute = (handlers: Partial<RouteHandlers>): Middleware => ({
  before: ({ event }) => {
    const { routeKey: name, headers, cookies, requestContext } = event;
    const site = siteOf(headers);
    if (!isRouteName(name) || !Object.hasOwn(handlers, name)) return respond(refuse({ code: 'not_found' }));
    if (!site) return respond(refuse({ code: 'forbidden' }));
    event.asked = {
      name,
      spec: routes[name],
      site,
      token: bearerOf(headerOf(headers, 'authorization')) ?? tokenOf(site, cookies?.join('; ')),
      host: headerOf(headers, 'x-viewer-host') ?? '',
      address: addressOf(headers, requestContext.http.sourceIp),
      believed: headerOf(headers, ACCOUNT_HEADER),
    };
    return undefined;
  },
});

const isRouteName = (key: string): key is RouteName => Object.hasOwn(routes, key);

const askedOf = ({ asked }: { asked?: AskedRequest }): AskedRequest => {
  if (!asked) throw new Error('the route was not looked up');
  return asked;
};

const step = (ask: Step): Middleware => ({
  before: async ({ event }) => {
    const refusal = await ask(event, askedOf(event));
    return refusal && answerTo(askedOf(event), refuse(refusal));
  },
});

/** A changing request has to come from a page of the same site, and as JSON, which no form can send; what another server sends proves itself. */
const refuseForeignPage: Step = ({ headers, requestContext }, { spec }) =>
  spec.fromServer ||
  requestContext.http.method === 'GET' ||
  (isOwnOrigin(headers) && /^application\/json\s*(;|$)/i.test(headerOf(headers, 'content-type') ?? ''))
    ? undefined
    : { code: 'forbidden' };

/** Not looked up on a route for anyone. */
const readSession =
  (context: Context): Step =>
  async (_event, asked) => {
    const { spec, site, token } = asked;
    if (spec.by.includes('anyone')) return undefined;
    const standing = await readStanding(context, site, token);
    asked.isBlocked = standing === 'blocked';
    if (standing !== 'blocked') asked.session = standing;
    return undefined;
  };

const limitRate =
  ({ requests, anonymous }: HttpLimits): Step =>
  (_event, { spec, session, address }) =>
    // One provider speaks for all its people: what it may is counted by the route.
    spec.fromServer || (session ? requests.take(session.account.id) : anonymous.take(networkOf(address)))
      ? undefined
      : { code: 'too_many_attempts', retryAfterSeconds: 1 };

/**
 * A page says on whose behalf it asks. In another tab of the same browser somebody else may have signed in meanwhile:
 * what was typed as one person is never done as another.
 */
const refuseOtherAccount: Step = (_event, { session, believed }) =>
  session && believed && believed !== session.account.id ? { code: 'other_account' } : undefined;

const refuseWithoutRight: Step = (event, { spec, session, isBlocked }) => {
  const refusal = isBlocked ? ({ code: 'account_blocked' } as const) : findMissingRight(spec, session);
  if (refusal) note(event, refusal.code, session);
  return refusal;
};

/** Whoever else knows the password could act in its owner's name. */
const refuseGivenPassword: Step = (_event, { spec, session }) =>
  session?.account.passwordGiven && !spec.withGivenPassword ? { code: 'password_due' } : undefined;

/** Whoever else knows the password has all there is. */
const refuseWithoutFactor: Step = (_event, { spec, session }) =>
  session?.factorDue && !spec.withoutFactor ? { code: 'factor_due' } : undefined;

const findMissingRight = ({ by, needs }: RouteSpec, session: SignedIn | undefined): Refusal | undefined => {
  if (by.includes('anyone')) return undefined;
  if (!session) return { code: 'not_signed_in' };
  const { account } = session;
  if (!by.includes(account.role)) return { code: 'forbidden' };
  const isMissing = needs && account.role === 'agent' && !permissionsOf(account, []).has(needs);
  return isMissing ? { code: 'forbidden' } : undefined;
};

const parseInput: Step = (event, asked) => {
  const given = readGiven(event, asked.spec.fromServer);
  if ('error' in given) return given.error;
  const input = v.safeParse(asked.spec.input, { ...given.ok, ...event.pathParameters });
  if (!input.success) return { code: 'bad_request', path: v.getDotPath(input.issues[0]) ?? undefined };
  asked.input = input.output;
  return undefined;
};

const callOf = (
  { site, session, host, address, believed, token }: AskedRequest,
  { context, event, setCookies }: { context: Context; event: Request; setCookies: string[] },
) => ({
  context,
  site,
  session,
  host,
  address,
  believed,
  userAgent: headerOf(event.headers, 'user-agent'),
  cookie: {
    token,
    set: (value: string) => setCookies.push(sessionCookie(site, value)),
    clear: () => setCookies.push(noSessionCookie(site)),
    setEmbedded: (value: string, keep: Exclude<Keeping, 'memory'>) =>
      setCookies.push((keep === 'site' ? embeddedCookie : framedCookie)(site, value)),
    clearEmbedded: () => setCookies.push(noSessionCookie(site), noFramedCookie(site)),
  },
  half: {
    token: halfTokenOf(site, event.cookies?.join('; ')),
    set: (value: string) => setCookies.push(halfCookie(site, value)),
    clear: () => setCookies.push(noHalfCookie(site)),
  },
  away: {
    token: awayTokenOf(site, event.cookies?.join('; ')),
    set: (value: string) => setCookies.push(awayCookie(site, value)),
    clear: () => setCookies.push(noAwayCookie(site)),
  },
  origin: headerOf(event.headers, 'origin'),
  device: {
    token: deviceTokenOf(site, event.cookies?.join('; ')),
    set: (value: string) => setCookies.push(deviceCookie(site, value)),
  },
});

/** What an investigation of an attack begins with; each is limited, so that a flood does not flood the log. */
const NOTED: ReadonlySet<RefusalCode> = new Set([
  'forbidden',
  'wrong_credentials',
  'account_blocked',
  'wrong_code',
  'wrong_passkey',
  'bad_token',
  'passwords_off',
]);

const note = ({ requestContext, routeKey }: Request, code: RefusalCode, session: SignedIn | undefined) => {
  if (!NOTED.has(code)) return;
  const account = session?.account.id;
  log('WARN', 'refused', { requestId: requestContext.requestId, action: routeKey, code, account });
};

/** An exception is a bug or an outage: the log tells which, the client only where to find it in there. */
const answerFailure: Middleware = {
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    log('ERROR', 'an HTTP route failed', {
      requestId,
      action: request.event.routeKey,
      error: request.error,
    });
    count('ActionFailed');
    const failed = refuse({ code: 'internal', requestId } as const);
    const { asked } = request.event;
    request.response = asked ? answerTo(asked, failed) : respond(failed);
  },
};
