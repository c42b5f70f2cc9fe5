// A built site with the real helpdesk behind it, in this process: its routes and actions on a desk, over HTTP and sockets. What that helpdesk cannot be made to say, a fault or the words of a later one, the test scripts.
import type { BrowserContext } from 'playwright-core';
import { type WebSocket, WebSocketServer } from 'ws';
import { readSignedIn, tokenOf } from '../../functions/auth/session.ts';
import { displayName, type Site } from '../../functions/domain/account.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { createEmbedRoutes } from '../../functions/routes/embed/index.ts';
import { createFactorsRoutes } from '../../functions/routes/factors/index.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../functions/routes/sign-in/index.ts';
import { permissionsOfAccount, readAccount } from '../../functions/store/accounts.ts';
import type { Db } from '../../functions/store/db.ts';
import { type ActionName, type ActionSpec, actions } from '../../shared/actions.ts';
import type { Refusal } from '../../shared/errors.ts';
import { type RouteName, type RouteReply, routes } from '../../shared/routes.ts';
import { ACCOUNT_HEADER } from '../../shared/rules.ts';
import { type Asked, ask, signedInAs } from './accounts.ts';
import type { Desk, Person, Tab } from './desk.ts';
import { embedMeans } from './portal-tokens.ts';
import { createScriptedProvider, signInMeans } from './scripted-provider.ts';
import { testSecrets } from './secrets.ts';
import { createSegmentsInMemory } from './segment-files.ts';
import { type Call, type SiteAnswer, type SiteServer, serveSite } from './serve-site.ts';

/** What a page asked over its socket, as it came. */
export type Frame = Readonly<Record<string, unknown>> & { readonly id: number; readonly action: ActionName };
export type Answer = { readonly ok: unknown } | { readonly error: Refusal };
/** `nothing`: never answered. */
export type Script = Answer | 'nothing';

export interface DeskSite extends Omit<SiteServer, 'server'> {
  readonly frames: readonly Frame[];
  /** The frames of an action. */
  asked(action: ActionName): Frame[];
  /** How an action or a route (`GET /api/session`) is answered until told otherwise; `undefined`: by the helpdesk. */
  answerWith(name: string, script: Script | undefined): void;
  /** As `answerWith`, the next time only. */
  once(name: string, script: Script): void;
  /** Sends to every page, past the helpdesk. */
  push(event: object): void;
  /** How many connections there have been. */
  connections(): number;
  isConnected(): boolean;
  /** Cuts every connection; `goDown` also refuses new ones until `comeUp`. */
  cut(): void;
  goDown(): void;
  comeUp(): void;
  /** When everything that was asked so far is done. */
  idle(): Promise<void>;
  signIn(context: BrowserContext, person: { readonly id: string }): Promise<void>;
  /** What the routes of either site answer a person who asks from elsewhere. @throws the refusal's code. */
  request<N extends RouteName>(
    person: Pick<Person, 'id' | 'role'>,
    route: N,
    given?: Pick<Asked, 'path' | 'query' | 'body'>,
  ): Promise<RouteReply<N>>;
  /** What went wrong inside: no test expects any. */
  readonly failures: readonly unknown[];
}

interface Given {
  readonly desk: Desk;
  readonly db: Db;
  readonly site: Site;
  /** The folder of the built site. */
  readonly pages: string;
  /** Files that stand beside its own, by their path. */
  readonly files?: Readonly<Record<string, string>>;
}

const statusOf = (script: Answer): number => {
  if ('ok' in script) return 200;
  return script.error.code === 'not_signed_in' ? 401 : 400;
};

const specs: Readonly<Record<string, ActionSpec>> = actions;
/** Those without a parameter first: they are meant where both fit. */
const patterns = Object.keys(routes)
  .sort((one, other) => one.split('{').length - other.split('{').length)
  .map((route) => ({ route, is: new RegExp(`^${route.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }));

export const serveDesk = async ({ desk, db, site, pages, files }: Given): Promise<DeskSite> => {
  const { context, closeConnections } = desk;
  const handler = createHttpHandler(
    {
      ...portalRoutes,
      ...createBackofficeRoutes(createSegmentsInMemory().read),
      ...createAccountsRoutes({ deliver: context.deliver, closeConnections }),
      ...createFactorsRoutes({ deliver: context.deliver, closeConnections }, testSecrets),
      ...createEmbedRoutes(embedMeans({ deliver: context.deliver, closeConnections })),
      ...createSignInRoutes(
        signInMeans(createScriptedProvider(context.now), context.now, {
          deliver: context.deliver,
          closeConnections,
        }),
      ),
    },
    context,
  );
  const frames: Frame[] = [];
  const always = new Map<string, Script>();
  const onces = new Map<string, Script[]>();
  const sockets = new Set<WebSocket>();
  const failures: unknown[] = [];
  const working = new Set<Promise<unknown>>();
  const work = (promise: Promise<unknown>): void => {
    const done = promise.catch((error) => failures.push(error)).finally(() => working.delete(done));
    working.add(done);
  };
  let connections = 0;
  let isDown = false;
  const scriptOf = (name: string) => onces.get(name)?.shift() ?? always.get(name);

  const answerRoute = async ({ name, body, query, headers }: Call): Promise<SiteAnswer | undefined> => {
    const script = scriptOf(name);
    if (script && script !== 'nothing') return { status: statusOf(script), body: script };
    const found = patterns.find(({ is }) => is.test(name));
    if (!found) return undefined;
    return ask(handler, {
      route: found.route,
      site,
      path: { ...found.is.exec(name)?.groups },
      query,
      body,
      cookie: headers.cookie,
      headers: { [ACCOUNT_HEADER]: headers[ACCOUNT_HEADER]?.toString() },
    });
  };

  const answerFrame = async (socket: WebSocket, tab: Tab, frame: Frame) => {
    frames.push(frame);
    const script = scriptOf(frame.action);
    if (script === 'nothing') return;
    const { id, action, ...input } = frame;
    const answer = script ?? (await tab.tryTo(action, input as never));
    if (specs[action]?.reply !== null) socket.send(JSON.stringify({ re: id, ...answer }));
  };

  const personOf = async (cookies: string | undefined): Promise<Person | undefined> => {
    const signedIn = await readSignedIn(context, site, tokenOf(site, cookies));
    if (!signedIn) return undefined;
    const { account, sessionId, endsAt } = signedIn;
    const { id, role, login } = account;
    const permissions = await permissionsOfAccount(db, account);
    return { id, role, login, name: displayName(account), sessionId, until: endsAt, permissions };
  };

  const cookieOf = async ({ id }: { readonly id: string }): Promise<string> => {
    const account = await readAccount(db, id);
    if (!account) throw new Error('no account');
    return signedInAs(context, account);
  };

  const served = await serveSite(
    pages,
    (call) => {
      const answer = answerRoute(call);
      work(answer);
      return answer;
    },
    files,
  );
  const hub = new WebSocketServer({ noServer: true });
  served.server.on('upgrade', async (request, stream, head) => {
    const person = isDown ? undefined : await personOf(request.headers.cookie);
    if (!person) {
      stream.destroy();
      return;
    }
    hub.handleUpgrade(request, stream, head, (socket) => {
      connections++;
      sockets.add(socket);
      const wire = {
        push: (event: object) => socket.send(JSON.stringify(event)),
        close: () => socket.terminate(),
      };
      const tab = desk.open(person, { wire });
      socket.on('close', () => {
        sockets.delete(socket);
        work(tab.drop());
      });
      socket.on('message', (data) => work(answerFrame(socket, tab, JSON.parse(String(data)))));
    });
  });

  const idle = async () => {
    while (working.size > 0) await Promise.all(working);
  };
  const cut = () => {
    for (const socket of sockets) socket.terminate();
  };
  return {
    ...served,
    failures,
    frames,
    asked: (action) => frames.filter((frame) => frame.action === action),
    answerWith: (name, script) => void (script ? always.set(name, script) : always.delete(name)),
    once: (name, script) => void onces.set(name, [...(onces.get(name) ?? []), script]),
    push: (event) => {
      for (const socket of sockets) socket.send(JSON.stringify(event));
    },
    connections: () => connections,
    isConnected: () => sockets.size > 0,
    cut,
    idle,
    goDown: () => {
      isDown = true;
      cut();
    },
    comeUp: () => {
      isDown = false;
    },
    request: async (person, route, given) => {
      const from = person.role === 'customer' ? 'portal' : 'console';
      const { body } = await ask(handler, { route, site: from, cookie: await cookieOf(person), ...given });
      const { ok, error } = body as { ok: never; error?: Refusal };
      if (error) throw new Error(error.code);
      return ok;
    },
    signIn: async (browser, person) => {
      const [name = '', value = ''] = (await cookieOf(person)).split('=');
      // As if of a secure page: browsers take localhost for one, the call that sets a cookie does not.
      await browser.addCookies([{ name, value, url: served.url.replace('http:', 'https:'), secure: true }]);
    },
    stop: async () => {
      cut();
      await served.stop();
      await idle();
    },
  };
};
