// Whoever administers asks over HTTP: the handler with everything it needs, and the connections that were closed.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { readSignedIn } from '../../../../functions/auth/session.ts';
import type { Account } from '../../../../functions/domain/account.ts';
import { createHttpHandler } from '../../../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../../../functions/routes/backoffice/index.ts';
import { createEmbedRoutes } from '../../../../functions/routes/embed/index.ts';
import { createFactorsRoutes } from '../../../../functions/routes/factors/index.ts';
import { portalRoutes } from '../../../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../../../functions/routes/sign-in/index.ts';
import { readAccount } from '../../../../functions/store/accounts.ts';
import { addAgentAccount, ask, PASSWORD, signedInAs } from '../../../support/accounts.ts';
import { createDesk, type Desk, type Tab } from '../../../support/desk.ts';
import { type Engine, startEngine } from '../../../support/engine.ts';
import { embedMeans } from '../../../support/portal-tokens.ts';
import { createScriptedProvider, signInMeans } from '../../../support/scripted-provider.ts';
import { testSecrets } from '../../../support/secrets.ts';
import { createSegmentsInMemory } from '../../../support/segment-files.ts';

interface Administration {
  readonly engine: Engine;
  readonly desk: Desk;
  /** Connections that were hung up, in order. */
  readonly closed: string[];
  /** Who administers. */
  readonly boss: Account;
  readonly handler: ReturnType<typeof createHttpHandler>;
}

const open = async (engine: Engine): Promise<Administration> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  const closed: string[] = [];
  const closeConnections = async (connections: readonly string[]) => {
    closed.push(...connections);
    return new Set<string>();
  };
  const reach = { deliver: desk.context.deliver, closeConnections };
  const handler = createHttpHandler(
    {
      ...portalRoutes,
      ...createBackofficeRoutes(createSegmentsInMemory().read),
      ...createAccountsRoutes(reach),
      ...createFactorsRoutes(reach, testSecrets),
      ...createSignInRoutes(signInMeans(createScriptedProvider(desk.context.now), desk.context.now, reach)),
      ...createEmbedRoutes(embedMeans(reach)),
    },
    desk.context,
  );
  const boss = await addAgentAccount(engine.db, {
    login: 'ohadmin',
    permissions: ['helpdesk', 'administer'],
  });
  return { engine, desk, closed, boss, handler };
};

/** Starts the engine for the tests of a file; each has a desk of its own. */
export const useAdministration = () => {
  let engine: Engine;
  let administration: Administration;
  beforeAll(async () => {
    engine = await startEngine();
  });
  beforeEach(async () => {
    administration = await open(engine);
  });
  afterAll(() => engine.stop());

  const as = async (account: Account) => {
    const cookie = await signedInAs(administration.desk.context, account);
    return (
      route: string,
      path: Record<string, string> = {},
      body: unknown = {},
      query: Record<string, string> = {},
    ) => ask(administration.handler, { route, site: 'console', cookie, path, body, query });
  };
  const accountOf = async (tab: Tab): Promise<Account> => {
    const account = await readAccount(administration.engine.db, tab.me.id);
    if (!account) throw new Error('no account');
    return account;
  };
  const isSignedIn = async (token: string, site: 'portal' | 'console' = 'portal') =>
    (await readSignedIn(administration.desk.context, site, token)) !== undefined;
  return { today: () => administration, as, accountOf, isSignedIn };
};

export type Asking = Awaited<ReturnType<ReturnType<typeof useAdministration>['as']>>;
export const refused = (code: string, status: number) => ({ status, body: { error: { code } } });
export const create = (put: Asking, given: object) =>
  put('POST /api/accounts', {}, { role: 'customer', name: 'Jan', email: '', password: PASSWORD, ...given });
export const change = (put: Asking, { id }: { id: string }, body: object) =>
  put('PATCH /api/accounts/{accountId}', { accountId: id }, body);
export const block = (put: Asking, id: string, blocked = true) =>
  put('PUT /api/accounts/{accountId}/blocked', { accountId: id }, { blocked });
