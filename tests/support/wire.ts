// The product on this machine without a browser: people who ask over the very HTTP and sockets a browser uses.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { findAssembly } from './assembly.ts';
import { signInOverHttp } from './client.ts';
import { openSocket } from './socket.ts';

export interface Wire {
  readonly cloud: LocalCloud;
  /** What the functions and the cloud wrote to the log, as `function | line`. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/**
 * Runs the bundles in `.build`, made by `npm run build`, with the demo accounts in fresh data.
 * @param change makes another template of the stack's.
 */
export const startWire = async ({ change = (template: string): string => template } = {}): Promise<Wire> => {
  const dir = await mkdtemp(join(tmpdir(), 'wire-'));
  const lines: string[] = [];
  const { template, dir: assets } = await findAssembly();
  const cloud = await startLocalCloud({
    template: JSON.parse(change(JSON.stringify(template))),
    assets,
    dataDir: join(dir, 'data'),
    seed: join(import.meta.dirname, '../../.build/tools/seed-demo.mjs'),
    log: (line) => lines.push(line),
  });
  return {
    cloud,
    lines,
    async stop() {
      await cloud.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

export type Site = 'portal' | 'console';

/** A reply or an answer, as it came. */
export interface Answer {
  readonly ok?: unknown;
  readonly error?: { readonly code: string };
  /** A gateway's own words, when the product said nothing. */
  readonly message?: string;
}

export interface WirePerson {
  readonly site: Site;
  /** @param route as in the table, its parameters taken out of `input`; a GET sends no body. */
  request(route: string, input?: Readonly<Record<string, unknown>>): Promise<Answer>;
  ask(action: string, input?: object): Promise<Answer>;
  /** Sends and waits for nothing: a frame, or text as it is. */
  tell(frame: string | object): void;
  readonly pushes: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export const urlOf = ({ cloud }: Wire, site: Site): string =>
  site === 'portal' ? cloud.portalUrl : cloud.consoleUrl;

export const requestOverWire = async (
  url: string,
  route: string,
  {
    input = {},
    cookie = '',
  }: { input?: Readonly<Record<string, unknown>> | undefined; cookie?: string } = {},
): Promise<Response> => {
  const [method = '', path = ''] = route.split(' ');
  const taken = new Set<string>();
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    taken.add(name);
    return encodeURIComponent(String(input[name] ?? ''));
  });
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !taken.has(name)));
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]));
  const isGet = method === 'GET';
  return fetch(`${url}${filled}${isGet && query.size > 0 ? `?${query}` : ''}`, {
    method,
    // Where a browser is sent on to is looked at, not gone to.
    redirect: 'manual',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
    ...(!isGet && { body: JSON.stringify(rest) }),
  });
};

/** Signs a demo account in and opens a socket. @throws when either is refused. */
export const arriveOverWire = async (wire: Wire, site: Site, login: string): Promise<WirePerson> => {
  const url = urlOf(wire, site);
  const cookie = await signInOverHttp(url, login);
  const { socket, ask, send, pushes, close, closed } = await openSocket(url, { cookie });
  return {
    site,
    pushes,
    async request(route, input) {
      const answer = await requestOverWire(url, route, { input, cookie });
      return answer.status === 303 ? {} : ((await answer.json()) as Answer);
    },
    ask: (action, input) => ask(action, input) as Promise<Answer>,
    tell: send,
    async close() {
      // Signing out closes it from the other side.
      if (socket.readyState !== socket.CLOSED) close();
      await closed();
    },
  };
};
