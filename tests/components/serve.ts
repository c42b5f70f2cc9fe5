// Builds the page of components and serves it under the content security policy of the sites; the frame for the narrow one is its own. Nothing of it is in the sites' build.
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { bundle, outputOf, root } from '../../web/build/bundle.ts';

const SCRIPT = 'tests/components/main.tsx';
const STYLES = [
  'web/console/console.css',
  'web/console/shell/page.css',
  'web/ui/login.css',
  'web/ui/table.css',
];
const OWN_STYLE = 'tests/components/components.css';

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface ComponentsPage {
  readonly url: string;
  /** The source files that are in it, by their paths from the root. */
  readonly sources: readonly string[];
  stop(): Promise<void>;
}

/** @param port 0 for a free one. */
export const serveComponents = async (port = 0): Promise<ComponentsPage> => {
  const built = await bundle([SCRIPT, ...STYLES, OWN_STYLE], join(root, '.build/components'), {
    mode: 'dev',
  });
  const contentsByName = new Map(
    [...built.contentsByPath].map(([path, contents]) => [basename(path), contents]),
  );
  const nameOf = (source: string) => basename(outputOf(built, source) ?? '');
  const html = `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Components</title>
    <link rel="icon" href="data:," />
    ${[...STYLES, OWN_STYLE].map((style) => `<link rel="stylesheet" href="/${nameOf(style)}" />`).join('\n    ')}
    <script type="module" src="/${nameOf(SCRIPT)}"></script>
  </head>
  <body><div id="app"></div></body>
</html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // All that a component asks by itself: by what one signs in.
    if (pathname === '/api/sign-in') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: { passwords: true } }));
      return;
    }
    // There is no chat, customer or desk behind what is shown: whatever else a component would fetch is refused.
    if (pathname.startsWith('/api/')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'not_found' } }));
      return;
    }
    const contents = pathname === '/' ? html : contentsByName.get(basename(pathname));
    if (contents === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(pathname)] ?? 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': csp });
    response.end(contents);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : port}`,
    sources: Object.values(built.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
