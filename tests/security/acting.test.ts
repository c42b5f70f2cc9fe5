// A page acts for whoever opened it: when somebody else has signed in with the same browser meanwhile, nothing is done for it.
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { SocketEvent } from '../../functions/auth/caller.ts';
import type { Account } from '../../functions/domain/account.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createSocketHandler } from '../../functions/pipeline/socket.ts';
import { createLogout } from '../../functions/routes/accounts/logout.ts';
import { actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { ACCOUNT_HEADER } from '../../shared/rules.ts';
import {
  aContext,
  addAgentAccount,
  addCustomerAccount,
  ask,
  lambdaContext,
  signedInAs,
} from '../support/accounts.ts';
import { type Engine, startEngine } from '../support/engine.ts';

let engine: Engine;
let customer: Account;
let agent: Account;
beforeAll(async () => {
  engine = await startEngine();
  customer = await addCustomerAccount(engine.db);
  agent = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'manage', 'administer'] });
});
afterAll(() => engine.stop());

const withSession = Object.entries<RouteSpec>(routes).filter(([, { by }]) => !by.includes('anyone'));

describe('over HTTP', () => {
  test.each(withSession)('%s', async (route, { by }) => {
    const me = by.includes('agent') ? agent : customer;
    let asked = 0;
    const handler = createHttpHandler(
      {
        [route]: async () => {
          asked++;
          return { error: { code: 'outdated' } };
        },
      },
      aContext(engine.db),
    );
    const cookie = await signedInAs(aContext(engine.db), me);
    const site = me === agent ? 'console' : 'portal';
    const as = async (account: string | undefined) =>
      (await ask(handler, { route, site, cookie, body: {}, headers: { [ACCOUNT_HEADER]: account } })).body;

    expect(await as('somebody-else')).toEqual({ error: { code: 'other_account' } });
    expect(asked).toBe(0);
    // Whatever else is wrong with an empty request, it is not who asks; a page of before this release does not say.
    for (const same of [me.id, undefined])
      expect(await as(same)).not.toEqual({ error: { code: 'other_account' } });
  });

  it('does not sign somebody else out', async () => {
    const context = aContext(engine.db);
    const reach = { deliver: async () => new Set<string>(), closeConnections: async () => new Set<string>() };
    const handler = createHttpHandler({ 'POST /api/logout': createLogout(reach as never) }, context);
    const cookie = await signedInAs(context, customer);
    const leave = (account: string) =>
      ask(handler, { route: 'POST /api/logout', cookie, headers: { [ACCOUNT_HEADER]: account } });

    const refused = await leave(agent.id);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'other_account' } } });
    expect(refused.cookies).toEqual([]);
    expect(await leave(customer.id)).toMatchObject({ status: 200 });
  });
});

describe('on a socket', () => {
  test.each(Object.keys(actions))('%s', async (action) => {
    let asked = 0;
    const handler = createSocketHandler(async () => {
      asked++;
      return { ok: {} };
    });
    const tell = async (isOther: string | undefined) => {
      const event = {
        body: JSON.stringify({ id: 1, action }),
        requestContext: {
          connectionId: 'c',
          requestId: 'r',
          routeKey: action,
          authorizer: {
            userId: customer.id,
            role: 'customer',
            sessionId: 's',
            login: 'l',
            name: 'n',
            permissions: '',
            isOther,
          },
        },
      };
      return JSON.parse(String(Object(await handler(event as unknown as SocketEvent, lambdaContext)).body));
    };
    expect(await tell('true')).toEqual({ re: 1, error: { code: 'other_account' } });
    expect(asked).toBe(0);
    expect(await tell(undefined)).toEqual({ re: 1, ok: {} });
  });
});
