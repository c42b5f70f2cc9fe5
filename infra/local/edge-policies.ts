// CloudFront's policies: which headers reach the origin, which are added to the response, whether it is compressed. Independent of any site.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type Header, headerOf, isNamed, type Request, type Response, withHeader } from './message.ts';
import { userError } from './user-error.ts';

const overriding = <E extends v.ObjectEntries>(entries: E) =>
  v.optional(v.object({ ...entries, Override: v.boolean() }));

export const ResponseHeadersProperties = v.object({
  ResponseHeadersPolicyConfig: v.object({
    SecurityHeadersConfig: v.optional(
      v.object({
        ContentSecurityPolicy: overriding({ ContentSecurityPolicy: v.string() }),
        ContentTypeOptions: overriding({}),
        FrameOptions: overriding({ FrameOption: v.string() }),
        ReferrerPolicy: overriding({ ReferrerPolicy: v.string() }),
        StrictTransportSecurity: overriding({
          AccessControlMaxAgeSec: v.number(),
          IncludeSubdomains: v.optional(v.boolean(), false),
          Preload: v.optional(v.boolean(), false),
        }),
      }),
      {},
    ),
    CustomHeadersConfig: v.optional(
      v.object({
        Items: v.array(v.object({ Header: v.string(), Value: v.string(), Override: v.boolean() })),
      }),
      { Items: [] },
    ),
    RemoveHeadersConfig: v.optional(v.object({ Items: v.array(v.object({ Header: v.string() })) }), {
      Items: [],
    }),
  }),
});

interface AddedHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

export type ChangeHeaders = (headers: readonly Header[]) => Header[];

export const createResponseHeaders = (
  properties: v.InferOutput<typeof ResponseHeadersProperties>,
  /** Where the names in it lead to. */
  toLocal: (value: string) => string = (value) => value,
): ChangeHeaders => {
  const { CustomHeadersConfig, RemoveHeadersConfig, SecurityHeadersConfig } =
    properties.ResponseHeadersPolicyConfig;
  const added: AddedHeader[] = [
    ...securityHeaders(SecurityHeadersConfig).map((header) => ({ ...header, value: toLocal(header.value) })),
    ...CustomHeadersConfig.Items.map((item) => ({
      name: item.Header,
      value: item.Value,
      override: item.Override,
    })),
  ];
  return (given) => {
    const isRemoved = (header: Header) =>
      RemoveHeadersConfig.Items.some(({ Header: name }) => isNamed(name)(header));
    let headers = given.filter((header) => !isRemoved(header));
    for (const { name, value, override } of added) {
      if (override || !headers.some(isNamed(name))) headers = withHeader(headers, name, value);
    }
    return headers;
  };
};

type Security = v.InferOutput<
  typeof ResponseHeadersProperties
>['ResponseHeadersPolicyConfig']['SecurityHeadersConfig'];

const securityHeaders = (security: Security): AddedHeader[] => {
  const {
    ContentSecurityPolicy: csp,
    ContentTypeOptions: sniff,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
  } = security;
  const header = (name: string, from: { Override: boolean } | undefined, value: string | undefined) =>
    from && value !== undefined ? [{ name, value, override: from.Override }] : [];
  return [
    ...header('content-security-policy', csp, csp?.ContentSecurityPolicy),
    ...header('x-content-type-options', sniff, 'nosniff'),
    ...header('x-frame-options', frame, frame?.FrameOption),
    ...header('referrer-policy', referrer, referrer?.ReferrerPolicy),
    ...header('strict-transport-security', transport, transport && strictTransport(transport)),
  ];
};

const strictTransport = (config: NonNullable<Security['StrictTransportSecurity']>): string =>
  [
    `max-age=${config.AccessControlMaxAgeSec}`,
    ...(config.IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(config.Preload ? ['preload'] : []),
  ].join('; ');

/** What of a viewer's request an origin gets; CloudFront's own policies, by their published ids. */
const ORIGIN_REQUEST_POLICIES = {
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': 'all-but-host',
  '216adef6-5c7f-47e4-b989-5492eafa07d3': 'all',
} as const;

/** CloudFront's own cache policies and whether they let it compress. */
const CACHE_POLICIES = {
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { compresses: false },
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { compresses: true },
} as const;

export const CacheProperties = v.object({
  CachePolicyConfig: v.object({
    MaxTTL: v.number(),
    ParametersInCacheKeyAndForwardedToOrigin: v.object({
      EnableAcceptEncodingBrotli: v.optional(v.boolean(), false),
      EnableAcceptEncodingGzip: v.boolean(),
      // The key is the path alone here: nothing of a viewer may tell two answers apart.
      CookiesConfig: v.object({ CookieBehavior: v.literal('none') }),
      HeadersConfig: v.object({ HeaderBehavior: v.literal('none') }),
      QueryStringsConfig: v.object({ QueryStringBehavior: v.literal('none') }),
    }),
  }),
});

/** What a cache policy makes of an answer. */
export interface Caching {
  readonly compresses: boolean;
  /** Milliseconds that an answer is kept at most; the files of a bucket are given out as they lie there. */
  readonly keeps: number;
}

export const createCaching = ({ CachePolicyConfig }: v.InferOutput<typeof CacheProperties>): Caching => ({
  compresses: CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin.EnableAcceptEncodingBrotli,
  keeps: CachePolicyConfig.MaxTTL * 1000,
});

const known = <T>(policies: Readonly<Record<string, T>>, id: string, kind: string): T => {
  const found = policies[id];
  if (found === undefined)
    throw userError(
      `The local cloud does not know the ${kind} policy ${id}; see infra/local/edge-policies.ts.`,
    );
  return found;
};

/** One of CloudFront's own. */
export const cachingOf = (cachePolicyId: string): Caching => ({
  ...known(CACHE_POLICIES, cachePolicyId, 'cache'),
  keeps: 0,
});

/** Whom an origin sees connecting: an address of CloudFront, never the viewer's. */
const EDGE_ADDRESS = '130.176.0.1';

/** Headers a proxy keeps to itself. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding'];

/** @param host the origin's own name. @returns the request as the origin gets it. */
export const createOriginRequest = (
  policyId: string | undefined,
  host: string,
  custom: readonly Header[],
) => {
  const policy = policyId === undefined ? 'none' : known(ORIGIN_REQUEST_POLICIES, policyId, 'origin request');
  return (request: Request): Request => {
    const viewer = request.headers.filter(
      ([name]) => !HOP_BY_HOP.includes(name.toLowerCase()) || isUpgrade(request),
    );
    const passed = policy === 'none' ? viewer.filter(([name]) => isAlwaysPassed(name)) : viewer;
    const forwarded = headerOf(request.headers, 'x-forwarded-for');
    let headers: Header[] = policy === 'all' ? [...passed] : withHeader(passed, 'Host', host);
    headers = withHeader(
      headers,
      'X-Forwarded-For',
      forwarded ? `${forwarded}, ${request.sourceIp}` : request.sourceIp,
    );
    headers = withHeader(headers, 'Via', '1.1 local.cloudfront.net (CloudFront)');
    if (policy === 'none') headers = withHeader(headers, 'User-Agent', 'Amazon CloudFront');
    for (const [name, value] of custom) headers = withHeader(headers, name, value);
    headers = headers.map(([name, value]) => [capitalised(name), value]);
    return { ...request, query: policy === 'none' ? '' : request.query, headers, sourceIp: EDGE_ADDRESS };
  };
};

/** CloudFront writes `x-viewer-host` as `X-Viewer-Host` on its way to an origin, whoever set it and however. */
const capitalised = (name: string): string =>
  name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

const isUpgrade = (request: Request) => headerOf(request.headers, 'upgrade') !== undefined;

/** What reaches the origin without any policy, of the headers that matter here. */
const isAlwaysPassed = (name: string) =>
  /^(accept-encoding|content-length|content-type|if-none-match|if-modified-since|upgrade|connection|sec-websocket-.*|x-forwarded-.*)$/i.test(
    name,
  );

/** The types and sizes CloudFront compresses: the list "serve compressed files" in its documentation. */
const COMPRESSIBLE =
  /^(text\/(css|html|javascript|plain|xml|csv|markdown)|application\/(javascript|json|xml|wasm|manifest\+json|.*\+(json|xml))|image\/svg\+xml|font\/(ttf|otf))/;
const COMPRESSED_BYTES = { least: 1_000, most: 10_000_000 } as const;

/** Keeps what it packed for as long as the origin keeps what it was packed from, as CloudFront's cache does. */
export const createCompress = () => {
  const packed = { br: new WeakMap<Buffer, Buffer>(), gzip: new WeakMap<Buffer, Buffer>() };
  const pack = (body: Buffer, encoding: 'br' | 'gzip'): Buffer => {
    const known = packed[encoding].get(body);
    if (known) return known;
    const made =
      encoding === 'br'
        ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : gzipSync(body);
    packed[encoding].set(body, made);
    return made;
  };
  return (request: Request, response: Response): Response => {
    const type = headerOf(response.headers, 'content-type') ?? '';
    const size = response.body.length;
    const accepted = headerOf(request.headers, 'accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    const fits = size >= COMPRESSED_BYTES.least && size <= COMPRESSED_BYTES.most;
    if (
      !encoding ||
      !fits ||
      !COMPRESSIBLE.test(type) ||
      response.headers.some(isNamed('content-encoding'))
    ) {
      return response;
    }
    const body = pack(response.body, encoding);
    const etag = headerOf(response.headers, 'etag');
    let headers = withHeader(response.headers, 'content-encoding', encoding);
    headers = withHeader(headers, 'vary', 'Accept-Encoding');
    if (etag) headers = withHeader(headers, 'etag', `W/${etag}`);
    return { ...response, headers, body };
  };
};
