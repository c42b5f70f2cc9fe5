// A request and a response as they pass between the parts, with headers in order and as written. Independent of any part.
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Header = readonly [name: string, value: string];

export interface Request {
  readonly method: string;
  /** Without the query, as sent. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** The address of whoever connected. */
  readonly sourceIp: string;
}

export interface Response {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export const headersOf = ({ rawHeaders }: IncomingMessage): Header[] => {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return headers;
};

export const isNamed =
  (wanted: string) =>
  ([name]: Header): boolean =>
    name.toLowerCase() === wanted.toLowerCase();

/** The first of that name. */
export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find(isNamed(name))?.[1];

/** The headers with this one in place of any of its name. */
export const withHeader = (headers: readonly Header[], name: string, value: string): Header[] => [
  ...headers.filter((header) => !isNamed(name)(header)),
  [name, value],
];

/** @returns undefined when the body is larger than `limit` bytes. */
export const readRequest = async (message: IncomingMessage, limit: number): Promise<Request | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) return undefined;
    chunks.push(bytes);
  }
  return { ...headOf(message), body: Buffer.concat(chunks) };
};

export const headOf = (message: IncomingMessage): Request => {
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: query.join('?'),
    headers: headersOf(message),
    body: Buffer.alloc(0),
    sourceIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
};

export const writeResponse = (to: ServerResponse, { status, headers, body }: Response): void => {
  const valuesByName = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    valuesByName.set(key, [...(valuesByName.get(key) ?? []), value]);
  }
  valuesByName.delete('content-length');
  valuesByName.delete('transfer-encoding');
  to.statusCode = status;
  for (const [name, values] of valuesByName)
    to.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  to.setHeader('content-length', body.length);
  to.end(to.req.method === 'HEAD' ? undefined : body);
};

export const jsonResponse = (status: number, value: unknown, headers: readonly Header[] = []): Response => ({
  status,
  headers: [['content-type', 'application/json'], ...headers],
  body: Buffer.from(JSON.stringify(value)),
});
