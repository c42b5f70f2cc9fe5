// Serves a built site as its distribution would; who answers under /api is its caller's business. Independent of routes.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Stricter than any page needs: whatever gets past this gets past the real one. */
const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export interface Call {
  readonly name: string;
  readonly body: unknown;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

export interface SiteAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly cookies?: readonly string[];
}

/** `undefined`: this route has no answer, 404. */
export type Answers = (call: Call) => SiteAnswer | undefined | Promise<SiteAnswer | undefined>;

const NOT_FOUND: SiteAnswer = { status: 404, body: { error: { code: 'not_found' } } };

export interface SiteServer {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly server: Server;
  stop(): Promise<void>;
}

export const serveSite = async (
  siteDir: string,
  answers: Answers,
  scripts: Readonly<Record<string, string>> = {},
): Promise<SiteServer> => {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (path.startsWith('/api/')) {
      const call = {
        name: `${request.method} ${path}`,
        body: await readJson(request),
        query: Object.fromEntries(searchParams),
        headers: request.headers,
      };
      calls.push(call);
      const { status = 200, body, cookies = [] } = (await answers(call)) ?? NOT_FOUND;
      const headers = { 'content-type': 'application/json', 'set-cookie': [...cookies] };
      response.writeHead(status, headers).end(JSON.stringify(body));
      return;
    }
    const file = extname(path) ? path : '/index.html';
    const script = scripts[file];
    if (script === undefined && !existsSync(join(siteDir, file))) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': csp,
      'cache-control': 'no-store',
    });
    response.end(script ?? (await readFile(join(siteDir, file))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    calls,
    server,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : undefined;
};
