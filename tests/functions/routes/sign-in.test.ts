// Signing in with a company's own provider, at the function, against a real one: whose account it is, what it may, and how it ends.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { fetchOutside } from '../../../functions/adapters/outside-fetch.ts';
import { askOutside } from '../../../functions/adapters/ask-outside.ts';
import { createKeySets } from '../../../functions/auth/key-sets.ts';
import { createOpenId } from '../../../functions/auth/open-id.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { createSignInRoutes } from '../../../functions/routes/sign-in/index.ts';
import { aContext, addAgentAccount, ask, HOST, nobodyThere, signedInAs } from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { logInThere, type OpenIdProvider, startOpenIdProvider } from '../../support/open-id-provider.ts';
import { testSecrets } from '../../support/secrets.ts';

let engine: Engine;
let provider: OpenIdProvider;
beforeAll(async () => {
  vi.stubEnv('ALL_ON_THIS_MACHINE', 'true');
  vi.stubEnv('PORTAL_HOST', 'none');
  engine = await startEngine();
  provider = await startOpenIdProvider({
    redirects: [`https://${HOST.console}/api/sign-in/callback`],
    saysLogout: true,
    logoutAddress: `https://${HOST.console}/api/sign-in/logout`,
    postLogout: async () => 200,
  });
  provider.directory.set('anna', { name: 'Anna de Boer', given_name: 'Anna', email: 'anna@example.nl', email_verified: true, groups: ['Helpdesk'] });
});
afterAll(async () => { await engine.stop(); await provider.stop(); vi.unstubAllEnvs(); });

it('works', async () => {
  const context = aContext(engine.db);
  const { now } = context;
  const means = { ...nobodyThere, secrets: testSecrets, openId: createOpenId({ fetch: fetchOutside, keySets: createKeySets(askOutside, now), now }), logouts: { take: () => true } };
  const handler = createHttpHandler({ ...portalRoutes, ...createSignInRoutes(means) }, context);
  const boss = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'administer'] });
  const cookie = await signedInAs(context, boss);
  const saved = await ask(handler, { route: 'PUT /api/providers/{site}', site: 'console', cookie, path: { site: 'console' }, body: {
    name: 'Gemeente', issuer: provider.issuer, clientId: provider.clientId, secret: provider.secret, scopes: 'openid profile email groups', groupsClaim: 'groups', everyone: [], groups: [{ said: 'Helpdesk', group: 'helpdesk' }], linkDomains: [], passwordsOff: false, rev: 0 } });
  console.log(JSON.stringify(saved));
  const checked = await ask(handler, { route: 'POST /api/providers/{site}/check', site: 'console', cookie, path: { site: 'console' }, body: {} });
  console.log(JSON.stringify(checked.body));
  const begun = await ask(handler, { route: 'POST /api/sign-in', site: 'console', body: { back: '/meldingen' } });
  console.log(JSON.stringify(begun));
  const back = await logInThere(Object(begun.body).ok.to, 'anna');
  console.log(back.href);
  const query = Object.fromEntries(back.searchParams);
  const done = await ask(handler, { route: 'GET /api/sign-in/callback', site: 'console', query, cookie: begun.cookies[0]?.split(';')[0] });
  console.log(JSON.stringify(done));
  const who = await ask(handler, { route: 'GET /api/session', site: 'console', cookie: done.cookies.at(-1)?.split(';')[0] });
  console.log(JSON.stringify(who.body));
});
