// Runs CloudFront Functions: the code of the template, with the event and the result CloudFront documents. Independent of any site.
import { randomBytes } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import * as v from 'valibot';
import { type Header, headerOf, type Request, type Response } from './message.ts';
import { userError } from './user-error.ts';

/** The request to go on with, or the response to give at once. */
export type EdgeFunction = (request: Request) => Promise<{ request: Request } | { response: Response }>;

export const EdgeFunctionProperties = v.object({
  Name: v.string(),
  FunctionCode: v.string(),
  FunctionConfig: v.object({ Runtime: v.literal('cloudfront-js-2.0') }),
});

const Value = v.object({
  value: v.string(),
  multiValue: v.optional(v.array(v.object({ value: v.string() }))),
});
const Values = v.optional(v.record(v.string(), Value), {});
const RequestResult = v.object({
  method: v.string(),
  uri: v.string(),
  querystring: v.union([Values, v.string()]),
  headers: Values,
  cookies: Values,
});
const ResponseResult = v.object({
  statusCode: v.number(),
  headers: Values,
  cookies: Values,
  body: v.optional(v.union([v.string(), v.object({ data: v.string(), encoding: v.optional(v.string()) })])),
});
type Values = v.InferOutput<typeof Values>;

/** Only stops an endless loop: this counts by the clock on the wall, also while a busy machine runs something else, and CloudFront by a share of a CPU. */
const LONGEST_MS = 5_000;

/**
 * @param longestMs after which a call is ended; the function it gives throws then.
 * @throws a userError when the code is no function the runtime would take.
 */
export const createEdgeFunction = (
  properties: v.InferOutput<typeof EdgeFunctionProperties>,
  distributionId: string,
  longestMs = LONGEST_MS,
): EdgeFunction => {
  const { Name: name, FunctionCode: code } = properties;
  const run = compile(name, code, longestMs);
  return async (request) => {
    const event = {
      version: '1.0',
      context: {
        distributionDomainName: headerOf(request.headers, 'host') ?? '',
        distributionId,
        eventType: 'viewer-request',
        requestId: randomBytes(28).toString('base64url'),
      },
      viewer: { ip: request.sourceIp },
      request: {
        method: request.method,
        uri: request.path,
        querystring: gather([...rawPairs(request.query, '&')]),
        headers: gather(request.headers.filter(([header]) => header.toLowerCase() !== 'cookie')),
        cookies: gather(cookiesOf(request.headers)),
      },
    };
    const result = await run(JSON.stringify(event));
    const response = v.safeParse(ResponseResult, result);
    if (response.success) return { response: toResponse(response.output) };
    const changed = v.safeParse(RequestResult, result);
    if (!changed.success)
      throw userError(`The CloudFront function ${name} gave neither a request nor a response.`);
    return { request: toRequest(request, changed.output) };
  };
};

const compile = (name: string, code: string, longestMs: number): ((event: string) => Promise<unknown>) => {
  // No Node in there: CloudFront gives its functions the language and a console, nothing else.
  const context = createContext({ console: { log: () => {} } });
  try {
    new Script(
      `${code}\n;this.run = (event) => Promise.resolve(handler(JSON.parse(event))).then(JSON.stringify);`,
      { filename: name },
    ).runInContext(context, { timeout: longestMs });
  } catch (error) {
    throw userError(
      `The CloudFront function ${name} does not load: ${error instanceof Error ? error.message : error}.`,
    );
  }
  const call = new Script('run(event)');
  return async (event) => {
    context.event = event;
    return JSON.parse(String(await call.runInContext(context, { timeout: longestMs })));
  };
};

const gather = (pairs: readonly Header[]) => {
  const values: Record<string, { value: string; multiValue?: { value: string }[] }> = {};
  for (const [given, value] of pairs) {
    const name = given.toLowerCase();
    const before = values[name];
    values[name] = before
      ? { value: before.value, multiValue: [...(before.multiValue ?? [{ value: before.value }]), { value }] }
      : { value };
  }
  return values;
};

const spread = (values: Values): Header[] =>
  Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((each): Header => [name, each.value]),
  );

/** As sent: CloudFront does not decode. */
const rawPairs = (text: string, separator: string): Header[] =>
  text
    .split(separator)
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.trim().split('=');
      return [name, value.join('=')];
    });

const cookiesOf = (headers: readonly Header[]): Header[] =>
  headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => rawPairs(value, ';'));

const toRequest = (request: Request, changed: v.InferOutput<typeof RequestResult>): Request => {
  const writtenByName = new Map(request.headers.map(([name]) => [name.toLowerCase(), name]));
  const { querystring } = changed;
  const cookies = spread(changed.cookies).map(([name, value]) => `${name}=${value}`);
  return {
    ...request,
    method: changed.method,
    path: changed.uri,
    query:
      typeof querystring === 'string'
        ? querystring
        : spread(querystring)
            .map(([name, value]) => (value ? `${name}=${value}` : name))
            .join('&'),
    headers: [
      ...spread(changed.headers).map(([name, value]): Header => [writtenByName.get(name) ?? name, value]),
      ...(cookies.length > 0 ? [['Cookie', cookies.join('; ')] as const] : []),
    ],
  };
};

const toResponse = ({
  statusCode,
  headers,
  cookies,
  body = '',
}: v.InferOutput<typeof ResponseResult>): Response => ({
  status: statusCode,
  headers: [
    ...spread(headers),
    ...spread(cookies).map(([name, value]): Header => ['set-cookie', `${name}=${value}`]),
  ],
  body:
    typeof body === 'string'
      ? Buffer.from(body)
      : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8'),
});
