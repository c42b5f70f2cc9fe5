// One CloudFront distribution: picks the behaviour, runs its function, asks the origin unless it keeps an error of it, applies the policies. Independent of any site's content.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { createErrorCache } from './edge-errors.ts';
import type { EdgeFunction } from './edge-function.ts';
import { createKeptAnswers } from './edge-kept.ts';
import { type Caching, type ChangeHeaders, createCompress, createOriginRequest } from './edge-policies.ts';
import { limits } from './limits.ts';
import {
  type Header,
  headOf,
  jsonResponse,
  type Request,
  type Response,
  readRequest,
  writeResponse,
} from './message.ts';
import { lineOf, userError } from './user-error.ts';
import { fits } from './wildcard.ts';

const Behavior = v.object({
  PathPattern: v.optional(v.string(), '*'),
  TargetOriginId: v.string(),
  AllowedMethods: v.optional(v.array(v.string()), ['GET', 'HEAD']),
  Compress: v.optional(v.boolean(), false),
  CachePolicyId: v.string(),
  OriginRequestPolicyId: v.optional(v.string()),
  ResponseHeadersPolicyId: v.optional(v.string()),
  FunctionAssociations: v.optional(
    v.array(v.object({ EventType: v.literal('viewer-request'), FunctionARN: v.string() })),
    [],
  ),
});

export const DistributionProperties = v.object({
  DistributionConfig: v.object({
    CacheBehaviors: v.optional(v.array(Behavior), []),
    DefaultCacheBehavior: Behavior,
    DefaultRootObject: v.optional(v.string(), ''),
    CustomErrorResponses: v.optional(
      v.array(
        v.object({
          ErrorCode: v.number(),
          ResponseCode: v.optional(v.number()),
          ResponsePagePath: v.optional(v.string()),
          ErrorCachingMinTTL: v.optional(v.number()),
        }),
      ),
      [],
    ),
    Origins: v.array(
      v.object({
        Id: v.string(),
        DomainName: v.string(),
        OriginPath: v.optional(v.string(), ''),
        OriginCustomHeaders: v.optional(
          v.array(v.object({ HeaderName: v.string(), HeaderValue: v.string() })),
          [],
        ),
      }),
    ),
  }),
});
export type DistributionConfig = v.InferOutput<typeof DistributionProperties>['DistributionConfig'];
type BehaviorConfig = v.InferOutput<typeof Behavior>;

/** What answers for a host name on AWS. */
export interface Origin {
  request(request: Request): Promise<Response>;
  upgrade?(request: Request, message: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface EdgeOptions {
  readonly config: DistributionConfig;
  readonly originAt: (host: string) => Origin;
  readonly functionAt: (arn: string) => EdgeFunction;
  readonly responseHeadersAt: (id: string) => ChangeHeaders;
  readonly cachingAt: (id: string) => Caching;
  /** Milliseconds. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

export const createEdge = (options: EdgeOptions) => {
  const { config, originAt, functionAt, responseHeadersAt, cachingAt, now, log } = options;
  const answers = createKeptAnswers(now);
  const errors = createErrorCache(config.CustomErrorResponses, now);
  const prepare = (behavior: BehaviorConfig) => {
    const found = config.Origins.find(({ Id }) => Id === behavior.TargetOriginId);
    if (!found) throw userError(`A distribution has no origin ${behavior.TargetOriginId}.`);
    const custom = found.OriginCustomHeaders.map(
      ({ HeaderName, HeaderValue }): Header => [HeaderName, HeaderValue],
    );
    const [first] = behavior.FunctionAssociations;
    const caching = cachingAt(behavior.CachePolicyId);
    return {
      pattern: behavior.PathPattern.replace(/^\//, ''),
      methods: behavior.AllowedMethods,
      path: found.OriginPath,
      origin: originAt(found.DomainName),
      toOrigin: createOriginRequest(behavior.OriginRequestPolicyId, found.DomainName, custom),
      run: first && functionAt(first.FunctionARN),
      change: behavior.ResponseHeadersPolicyId
        ? responseHeadersAt(behavior.ResponseHeadersPolicyId)
        : unchanged,
      compresses: behavior.Compress && caching.compresses,
      keeps: caching.keeps,
    };
  };
  type Prepared = ReturnType<typeof prepare>;
  const fallback = prepare(config.DefaultCacheBehavior);
  const behaviors = config.CacheBehaviors.map(prepare);
  const compress = createCompress();
  const behaviorOf = (path: string): Prepared =>
    behaviors.find(({ pattern }) => fits(pattern, path.replace(/^\//, ''))) ?? fallback;

  /** The viewer's function, then the request as the origin gets it. */
  const passOn = async (behavior: Prepared, request: Request) => {
    const ran = behavior.run ? await behavior.run(request) : { request };
    if ('response' in ran) return ran;
    const path = ran.request.path === '/' ? `/${config.DefaultRootObject}` : ran.request.path;
    return { request: behavior.toOrigin({ ...ran.request, path: `${behavior.path}${path}` }) };
  };

  const withErrorPage = async (request: Request, response: Response): Promise<Response> => {
    const rule = config.CustomErrorResponses.find(({ ErrorCode }) => ErrorCode === response.status);
    if (!rule?.ResponsePagePath) return response;
    const page = await behaviorOf(rule.ResponsePagePath).origin.request({
      ...request,
      path: rule.ResponsePagePath,
    });
    return { ...page, status: rule.ResponseCode ?? response.status };
  };

  /** The key of what is kept is the path alone: no cookie, no query, as the policies of the behaviours have it. */
  const fromOrigin = async (behavior: Prepared, request: Request): Promise<Response> => {
    const kept = errors.find(request.path, request) ?? answers.find(request);
    if (kept) return kept;
    const given = await behavior.origin.request(request);
    const shown = await withErrorPage(request, given);
    errors.note(request.path, { request, given, shown });
    answers.note(request, given, behavior.keeps);
    return shown;
  };

  const answer = async (request: Request): Promise<Response> => {
    const behavior = behaviorOf(request.path);
    if (!behavior.methods.includes(request.method)) return FORBIDDEN;
    const passed = await passOn(behavior, request);
    if ('response' in passed) return passed.response;
    const response = await fromOrigin(behavior, passed.request);
    const packed = behavior.compresses ? compress(request, response) : response;
    return { ...packed, headers: behavior.change(packed.headers) };
  };

  const explain = (error: unknown): Response => {
    log(lineOf(error));
    return {
      status: 502,
      headers: [['content-type', 'text/plain']],
      body: Buffer.from('The origin failed.'),
    };
  };

  return {
    onRequest(message: IncomingMessage, response: ServerResponse) {
      readRequest(message, limits.httpRequest.value)
        .then((request) => (request ? answer(request) : TOO_LARGE))
        .catch(explain)
        .then((result) => writeResponse(response, result))
        .catch(() => response.destroy());
    },
    onUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer) {
      const request = headOf(message);
      const behavior = behaviorOf(request.path);
      socket.on('error', () => socket.destroy());
      passOn(behavior, request)
        .then((passed) => {
          if ('response' in passed || !behavior.origin.upgrade) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
          else behavior.origin.upgrade(passed.request, message, socket, head);
        })
        .catch((error) => {
          explain(error);
          socket.destroy();
        });
    },
    /** The value of an origin's custom header, wherever it is set. */
    customHeader: (name: string): string | undefined =>
      config.Origins.flatMap(({ OriginCustomHeaders }) =>
        OriginCustomHeaders.map(({ HeaderName, HeaderValue }): Header => [HeaderName, HeaderValue]),
      ).find(([given]) => given.toLowerCase() === name)?.[1],
  };
};
export type Edge = ReturnType<typeof createEdge>;

const unchanged: ChangeHeaders = (headers) => [...headers];
const FORBIDDEN: Response = { status: 403, headers: [], body: Buffer.from('Forbidden') };
const TOO_LARGE = jsonResponse(413, { message: 'Request Entity Too Large' });
