// What API Gateway tells a function about a socket, and what it makes of the answer. Holds no connection.
import { randomBytes, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import { requestTime, traceId } from './gateway.ts';
import type { InvokeResult } from './lambda.ts';
import { type Header, headerOf, isNamed, type Request } from './message.ts';
import type { Opening, SocketApiOptions } from './socket-connection.ts';

const ProxyResult = v.object({
  statusCode: v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]),
  body: v.optional(v.nullable(v.string())),
  headers: v.optional(v.record(v.string(), v.string()), {}),
});
/** @returns undefined for what API Gateway calls a malformed proxy response, and for a failed function. */
export const replyOf = (answer: InvokeResult | 'late'): v.InferOutput<typeof ProxyResult> | undefined => {
  if (answer === 'late' || 'error' in answer) return undefined;
  const parsed = v.safeParse(ProxyResult, answer.result);
  return parsed.success ? parsed.output : undefined;
};

/** The handshake as the authorizer and `$connect` see it. */
export const describeRequest = (request: Request, host: string, now: number) => {
  const forwarded = headerOf(request.headers, 'x-forwarded-for');
  const headers: Header[] = [
    ...request.headers.filter(
      (header) => !['connection', 'upgrade', 'host', 'x-forwarded-for'].some((name) => isNamed(name)(header)),
    ),
    ['Host', host],
    ['X-Amzn-Trace-Id', traceId(now)],
    ['X-Forwarded-For', forwarded ? `${forwarded}, ${request.sourceIp}` : request.sourceIp],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
  const query = [...new URLSearchParams(request.query)];
  return {
    headers: Object.fromEntries(headers),
    multiValueHeaders: grouped(headers),
    ...(query.length > 0 && {
      queryStringParameters: Object.fromEntries(query),
      multiValueQueryStringParameters: grouped(query),
    }),
  };
};

const grouped = (pairs: readonly Header[]): Record<string, string[]> => {
  const values: Record<string, string[]> = {};
  for (const [name, value] of pairs) values[name] = [...(values[name] ?? []), value];
  return values;
};

/** Ends a handshake with a status instead of an upgrade. */
export const refuse = (raw: Duplex, status: number, message: string) => {
  if (raw.destroyed) return;
  const body = JSON.stringify({ message, connectionId: connectionId(), requestId: randomUUID() });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  raw.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

/** As API Gateway's look: sixteen characters, the last a padding. */
export const connectionId = () => `${randomBytes(11).toString('base64url')}=`;
export const requestId = () => `${randomBytes(11).toString('base64url')}=`;

/** What stands in the context of every event of a connection, as AWS documents it. */
export const createContextOf =
  ({ model, host, clock }: Pick<SocketApiOptions, 'model' | 'host' | 'clock'>) =>
  (routeKey: string, eventType: string, of: Pick<Opening, 'id' | 'connectedAt' | 'identity'>) => {
    const now = clock.now();
    return {
      routeKey,
      eventType,
      extendedRequestId: requestId(),
      requestTime: requestTime(now),
      messageDirection: 'IN',
      stage: model.stage,
      connectedAt: of.connectedAt,
      requestTimeEpoch: now,
      identity: of.identity,
      requestId: requestId(),
      domainName: host,
      connectionId: of.id,
      apiId: model.id,
    };
  };
export type ContextOf = ReturnType<typeof createContextOf>;
