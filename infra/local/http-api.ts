// An HTTP API of API Gateway: finds the route, hands the function an event of payload 2.0, makes its result a response.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { ApiModel, Route } from './api-model.ts';
import type { Clock } from './clock.ts';
import { requestTime, stageGate, traceId, within } from './gateway.ts';
import type { FunctionError, Invoke } from './lambda.ts';
import { type Header, headerOf, isNamed, jsonResponse, type Request, type Response } from './message.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface HttpApiOptions {
  readonly model: ApiModel;
  /** Its own host name on AWS. */
  readonly host: string;
  readonly account: string;
  readonly invoke: (functionArn: string) => Invoke;
  readonly clock: Clock;
  readonly usage: UsageMeter;
}

const Result = v.object({
  statusCode: v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]),
  headers: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
  cookies: v.optional(v.array(v.string()), []),
  body: v.optional(v.nullable(v.string())),
  isBase64Encoded: v.optional(v.boolean(), false),
});

export const createHttpApi = ({ model, host, account, invoke, clock, usage }: HttpApiOptions) => {
  const mayPass = stageGate(model, clock);
  const routes = model.routes.map(readRoute).sort((first, second) => second.rank - first.rank);

  return async (request: Request): Promise<Response> => {
    usage.request();
    if ((headerOf(request.headers, 'host') ?? host) !== host)
      return jsonResponse(403, { message: 'Forbidden' });
    if (!mayPass()) return jsonResponse(429, { message: 'Too Many Requests' });
    const found = routes
      .map((route) => ({ route, parameters: route.match(request) }))
      .find(({ parameters }) => parameters);
    if (!found) return jsonResponse(404, { message: 'Not Found' });
    const { route } = found;
    const event = eventOf(request, route, found.parameters ?? {}, { model, host, account, now: clock.now() });
    const answer = await within(route.timeout, invoke(route.functionArn)(event));
    if (answer === 'late') return jsonResponse(503, { message: 'Service Unavailable' });
    if ('error' in answer) return failureOf(answer.error);
    return responseOf(answer.result);
  };
};

const failureOf = ({ refused }: FunctionError): Response => {
  switch (refused) {
    case 'throttled':
      return jsonResponse(503, { message: 'Service Unavailable' });
    case 'too-large':
      return jsonResponse(413, { message: 'Request Entity Too Large' });
    case undefined:
      return jsonResponse(500, { message: 'Internal Server Error' });
    default:
      return refused satisfies never;
  }
};

interface ReadRoute extends Route {
  readonly rank: number;
  match(request: Request): Record<string, string> | undefined;
}

/** Whole segments before parameters, parameters before the rest of the path, `$default` last; a method before ANY. */
const readRoute = (route: Route): ReadRoute => {
  if (route.key === '$default') return { ...route, rank: -1, match: () => ({}) };
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  const parts = path.split('/');
  const isGreedy = path.endsWith('+}');
  const variables = parts.filter((part) => part.startsWith('{')).length;
  return {
    ...route,
    rank: (isGreedy ? 0 : 10_000) + (100 - variables) * 10 + (method === 'ANY' ? 0 : 1),
    match(request) {
      if (method !== 'ANY' && method !== request.method) return undefined;
      const given = request.path.split('/');
      if (isGreedy ? given.length < parts.length : given.length !== parts.length) return undefined;
      const parameters: Record<string, string> = {};
      for (const [index, part] of parts.entries()) {
        const name = /^\{(.+?)\+?\}$/.exec(part)?.[1];
        if (!name) {
          if (part !== given[index]) return undefined;
        } else {
          const value = part.endsWith('+}') ? given.slice(index).join('/') : given[index];
          if (!value) return undefined;
          parameters[name] = decode(value);
        }
      }
      return parameters;
    },
  };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Surroundings {
  readonly model: ApiModel;
  readonly host: string;
  readonly account: string;
  readonly now: number;
}

const eventOf = (
  request: Request,
  route: Route,
  parameters: Record<string, string>,
  surroundings: Surroundings,
) => {
  const { model, host, account, now } = surroundings;
  const cookies = request.headers.filter(isNamed('cookie')).flatMap(([, value]) => value.split(/; */));
  const query = joined([...new URLSearchParams(request.query)]);
  const isText = isTextual(headerOf(request.headers, 'content-type'));
  const forwarded = headerOf(request.headers, 'x-forwarded-for');
  const headers = joined(
    request.headers.filter(
      ([name]) => !/^(cookie|host|x-forwarded-(for|port|proto)|connection)$/i.test(name),
    ),
  );
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      host,
      'x-amzn-trace-id': traceId(now),
      'x-forwarded-for': forwarded ? `${forwarded}, ${request.sourceIp}` : request.sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: account,
      apiId: model.id,
      domainName: host,
      domainPrefix: model.id,
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headerOf(request.headers, 'user-agent') ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: model.stage,
      time: requestTime(now),
      timeEpoch: now,
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
};

/** Names in lower case, values of one name joined by a comma. */
const joined = (pairs: readonly Header[]): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const [given, value] of pairs) {
    const name = given.toLowerCase();
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return values;
};

/** What an HTTP API passes as text; all else travels as base64. */
const isTextual = (type = 'text/plain'): boolean =>
  /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(type);

/** Without a statusCode the whole result is the body of a 200, as payload 2.0 has it. */
const responseOf = (result: unknown): Response => {
  if (typeof result === 'string') return { status: 200, headers: [JSON_TYPE], body: Buffer.from(result) };
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return { status: 200, headers: [JSON_TYPE], body: Buffer.from(JSON.stringify(result) ?? '') };
  }
  const parsed = v.safeParse(Result, result);
  if (!parsed.success) return jsonResponse(500, { message: 'Internal Server Error' });
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.output;
  const given = Object.entries(headers).map(([name, value]): Header => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: [
      ...(given.some(isNamed('content-type')) || !body
        ? []
        : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...given,
      ...cookies.map((cookie): Header => ['set-cookie', cookie]),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};

const JSON_TYPE: Header = ['content-type', 'application/json'];
