// Accounts, sessions and HTTP requests for tests, with a clock that can be moved. Writes through the store, as the product does.
import { randomBytes, scryptSync } from 'node:crypto';
import type { Context as LambdaContext } from 'aws-lambda';
import * as v from 'valibot';
import type { Context } from '../../functions/adapters/context.ts';
import type { Publishing } from '../../functions/adapters/publish.ts';
import { cookieName, signIn } from '../../functions/auth/session.ts';
import { type Account, roleOf, type Site } from '../../functions/domain/account.ts';
import type { createHttpHandler } from '../../functions/pipeline/http.ts';
import { addAccount, readAccount } from '../../functions/store/accounts.ts';
import type { Db } from '../../functions/store/db.ts';
import type { Reach } from '../../functions/workflows/revoke-access.ts';
import { UserId } from '../../shared/model.ts';
import { PublishedEvent } from '../../shared/published-events.ts';
import { TEST_MS } from './patience.ts';

export const PASSWORD = 'correct horse battery';

const newId = () => randomBytes(16).toString('base64url');

export interface Clock {
  advance(ms: number): void;
}

/** What other systems were told, in order. */
export interface Published {
  readonly published: readonly PublishedEvent[];
  /** Mails that the function that sends was called for, in order. */
  readonly mailsDue: string[];
}

/** A context on a real table whose time stands still until it is moved. */
export const aContext = (db: Db): Context & Publishing & Clock & Published => {
  let time = Date.UTC(2026, 10, 22, 12);
  const published: PublishedEvent[] = [];
  const mailsDue: string[] = [];
  return {
    db,
    now: () => time,
    newId,
    random: Math.random,
    advance: (ms) => {
      time += ms;
    },
    published,
    mailsDue,
    publish: async (...events) => {
      for (const event of events) {
        if (event.type === 'mail.due') mailsDue.push(event.mailId);
        else if (event.type !== 'renewal.due')
          published.push(v.parse(PublishedEvent, JSON.parse(JSON.stringify(event))));
      }
    },
  };
};

/** With the parameters that a hash keeps weaker than those of a new one, which takes a fifth of a second on purpose. */
const weak = { n: 1024, r: 8, p: 1 };
const salt = randomBytes(16);
const hash = scryptSync(PASSWORD, salt, 32, { N: weak.n, r: weak.r, p: weak.p });
/** That of `PASSWORD`. */
export const passwordHash = { ...weak, salt: salt.toString('base64url'), hash: hash.toString('base64url') };

let made = 0;

type Made<R extends Account['role']> = Extract<Account, { role: R }>;

const person = () => {
  const login = `person${++made}`;
  return {
    id: v.parse(UserId, newId()),
    login,
    name: `Name of ${login}`,
    password: passwordHash,
    blocked: false,
    rev: 0,
    epoch: 0,
  };
};

export const addCustomerAccount = async (
  db: Db,
  given: Partial<Made<'customer'>> = {},
): Promise<Made<'customer'>> => {
  const account = { ...person(), role: 'customer' as const, groups: [], ...given };
  await addAccount(db, account);
  return account;
};

export const addAgentAccount = async (db: Db, given: Partial<Made<'agent'>> = {}): Promise<Made<'agent'>> => {
  const account = {
    ...person(),
    role: 'agent' as const,
    permissions: ['helpdesk' as const],
    ...given,
  };
  await addAccount(db, account);
  return account;
};

/** The `Cookie` header of a browser in which this account is signed in. */
export const signedInAs = async (context: Context, account: Account): Promise<string> => {
  const site: Site = account.role === roleOf('portal') ? 'portal' : 'console';
  // As it is now: a new password or a block began another epoch.
  return `${cookieName(site)}=${await signIn(context, site, (await readAccount(context.db, account.id)) ?? account)}`;
};

export const HOST: Readonly<Record<Site, string>> = {
  portal: 'portal.example.nl',
  console: 'console.example.nl',
};

/** The headers CloudFront and a page of the own site give a request. */
export const headersOf = (site: Site): Record<string, string> => ({
  'x-site': site,
  'x-origin-secret': 'of-a-test',
  'x-viewer-host': HOST[site],
  origin: `https://${HOST[site]}`,
  'content-type': 'application/json',
});

export interface Asked {
  /** `GET /api/session`, with parameters filled in by `path`. */
  readonly route: string;
  readonly site?: Site;
  readonly cookie?: string | undefined;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  /** Instead of `body`: sent as it is. */
  readonly raw?: string;
  /** Added to those of the site; `undefined` takes one away. */
  readonly headers?: Record<string, string | undefined>;
  readonly sourceIp?: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, unknown>;
  readonly cookies: readonly string[];
}

/** For routes that reach out to the connected, where nobody is. */
export const nobodyThere: Reach = { deliver: async () => new Set(), closeConnections: async () => new Set() };

type Handler = ReturnType<typeof createHttpHandler>;

/** Asks a handler the way API Gateway does (payload format 2.0). */
export const ask = async (
  handler: Handler,
  { route, site = 'portal', cookie, path, query, body, raw, headers = {}, sourceIp = '192.0.2.1' }: Asked,
): Promise<Answered> => {
  const [method = '', rawPath = ''] = route.split(' ');
  const all = Object.entries({ ...headersOf(site), ...headers });
  const answer = await handler(
    {
      routeKey: route,
      headers: Object.fromEntries(all.filter(([, value]) => value !== undefined)),
      cookies: cookie ? cookie.split('; ') : undefined,
      pathParameters: path,
      queryStringParameters: query,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      isBase64Encoded: false,
      requestContext: {
        accountId: '123456789012',
        apiId: 'api',
        domainName: 'api.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'api',
        http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent: 'test' },
        requestId: 'request-1',
        routeKey: route,
        stage: '$default',
        time: '22/Nov/2026:12:00:00 +0000',
        timeEpoch: 0,
      },
    },
    lambdaContext,
  );
  return {
    status: answer.statusCode ?? 0,
    body: JSON.parse(answer.body || 'null'),
    headers: answer.headers ?? {},
    cookies: answer.cookies ?? [],
  };
};

const unused = () => {};

export const lambdaContext: LambdaContext = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
  memoryLimitInMB: '256',
  awsRequestId: 'request-1',
  logGroupName: '/aws/lambda/test',
  logStreamName: 'test',
  // What ends a handler early is held against the machine's clock, so it is no less than a test has.
  getRemainingTimeInMillis: () => TEST_MS,
  done: unused,
  fail: unused,
  succeed: unused,
};
