// The product in one process on the real engine: people at sockets and at the HTTP API, through the handlers that Lambda runs, with everything counted.
import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import * as v from 'valibot';
import { createChatTyping } from '../../functions/actions/chat-typing.ts';
import { conversationActions } from '../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../functions/actions/desk-actions.ts';
import type { DeskContext } from '../../functions/adapters/context.ts';
import { createDeliver } from '../../functions/adapters/deliver.ts';
import type { Files } from '../../functions/adapters/files.ts';
import { authorize, welcome } from '../../functions/auth/authorizer.ts';
import { callerOf, type SocketEvent } from '../../functions/auth/caller.ts';
import { type Account, displayName, type Site } from '../../functions/domain/account.ts';
import { Telling } from '../../functions/domain/telling.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createRun } from '../../functions/pipeline/run.ts';
import { createSocketHandler } from '../../functions/pipeline/socket.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { createEmbedRoutes } from '../../functions/routes/embed/index.ts';
import { createFactorsRoutes } from '../../functions/routes/factors/index.ts';
import { createSentFileRoutes } from '../../functions/routes/files/index.ts';
import { createTranscriptLink } from '../../functions/routes/files/transcript-link.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { createExport } from '../../functions/routes/privacy/customer-export.ts';
import { createErase, customer } from '../../functions/routes/privacy/customers.ts';
import { createSignInRoutes } from '../../functions/routes/sign-in/index.ts';
import { addGroup } from '../../functions/store/accounts.ts';
import { DESK } from '../../functions/store/keys.ts';
import { createTranscripts } from '../../functions/transcript/transcripts.ts';
import { cleanUp } from '../../functions/workflows/cleanup.ts';
import { disconnect } from '../../functions/workflows/disconnect.ts';
import { indexChats } from '../../functions/workflows/index-chats.ts';
import { renewOf } from '../../functions/workflows/renew.ts';
import type { Reach } from '../../functions/workflows/revoke-access.ts';
import { sweep } from '../../functions/workflows/sweep.ts';
import { tell } from '../../functions/workflows/tell.ts';
import type { FunctionName } from '../../infra/constructs/function-names.ts';
import { specs } from '../../infra/constructs/functions.ts';
import { type ActionInput, type ActionName, type ActionReply, actions } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { ServerEvent } from '../../shared/events.ts';
import type { Permission, Sid, UserId } from '../../shared/model.ts';
import { type RouteName, routes } from '../../shared/routes.ts';
import { fonts } from '../functions/transcript/chats.ts';
import {
  addAgentAccount,
  addCustomerAccount,
  ask as askOverHttp,
  headersOf,
  lambdaContext,
  signedInAs,
} from '../support/accounts.ts';
import type { Engine } from '../support/engine.ts';
import { embedMeans } from '../support/portal-tokens.ts';
import { createScriptedProvider, signInMeans } from '../support/scripted-provider.ts';
import { testSecrets } from '../support/secrets.ts';
import { createSegmentsInMemory } from '../support/segment-files.ts';
import { createUploadsInMemory } from '../support/uploads.ts';
import { createMeter } from './meter.ts';

/** One tab of one person. */
export interface Socket {
  readonly account: Account;
  readonly sid: Sid;
  readonly connection: string;
  readonly inbox: ServerEvent[];
  /** Sends a frame as the browser does. @throws the refusal's code. */
  ask<N extends ActionName>(action: N, input: ActionInput<N>): Promise<ActionReply<N>>;
  /** As `ask`, giving the refusal instead of throwing. */
  tryTo<N extends ActionName>(action: N, input: ActionInput<N>): Promise<Result<ActionReply<N>>>;
  /** As API Gateway tells it. */
  disconnect(): Promise<void>;
}

/** Texts of a fixed length, so that the bytes of a frame do not depend on how much was made before. */
const createNames = () => {
  let made = 0;
  return (prefix: string, length: number): string =>
    `${prefix}${String(++made).padStart(length - prefix.length, '0')}`;
};

export type Rig = Awaited<ReturnType<typeof createRig>>;

/**
 * @param engine its table is emptied first.
 * @param random never waits between two tries unless it is given: how long they take is not measured here.
 */
export const createRig = async (engine: Engine, { random = (): number => 0 } = {}) => {
  await engine.clear();
  const { db } = engine;
  const meter = createMeter(engine.capacity);
  const name = createNames();
  const sockets = new Map<string, Socket>();
  const silent: string[] = [];
  const files = createFiles(meter.filePut, meter.fileGot);
  const segmentFiles = createSegmentsInMemory((request) =>
    request === 'get' ? meter.fileGot() : meter.filePut(),
  );
  const uploads = createUploadsInMemory((request) => (request === 'get' ? meter.fileGot() : meter.filePut()));
  let time = Date.UTC(2026, 10, 22, 9, 0, 0);

  const context: DeskContext = {
    db,
    now: () => time,
    newId: () => name('id', 22),
    random,
    deliver: createDeliver(async (connection, body) => {
      const socket = sockets.get(connection);
      if (!socket && !silent.some((prefix) => connection.startsWith(prefix))) return 'gone';
      meter.posted(body);
      socket?.inbox.push(JSON.parse(body));
      return 'sent';
    }),
    // Lambda has taken it; it runs when the answer is out.
    async handOver(telling) {
      meter.handedOver();
      handedOver.push(JSON.stringify(telling));
      return true;
    },
    publish: async (...events) => {
      meter.published(events.length);
      renewals.push(...events.filter(({ type }) => type === 'renewal.due'));
    },
  };
  const handedOver: string[] = [];
  const renewals: unknown[] = [];
  let isHeld = false;
  const { handOver: _none, ...alone } = context;
  /** Runs what was handed over, as the function that tells many. */
  const runHandedOver = async () => {
    if (isHeld) return;
    for (let next = handedOver.shift(); next !== undefined; next = handedOver.shift()) {
      const told = meter.mark();
      await tell(alone, v.parse(Telling, JSON.parse(next)));
      meter.invoked({ name: 'tell', memory: specs.tell.memory }, MS_A_POST * told().posts);
    }
  };
  // What a worker remembers of whoever types is of this rig alone: its chats and times are those of every other.
  const conversation = { ...conversationActions, 'chat.typing': createChatTyping() };
  const handlers = {
    conversation: createSocketHandler(createRun<'conversation'>(context, conversation), unlimited),
    desk: createSocketHandler(createRun(context, deskActions), unlimited),
  };
  const reach: Reach = {
    deliver: context.deliver,
    handOver: context.handOver,
    async closeConnections(connections) {
      const unknown = connections.filter((connection) => !sockets.has(connection));
      for (const connection of connections) sockets.delete(connection);
      return new Set(unknown);
    },
  };
  const provider = createScriptedProvider(context.now);
  const means = signInMeans(provider, context.now, reach);
  const http = createHttpHandler(
    {
      ...portalRoutes,
      ...createBackofficeRoutes(segmentFiles.read),
      ...createAccountsRoutes(reach, true),
      ...createFactorsRoutes(reach, testSecrets),
      ...createEmbedRoutes(embedMeans(reach)),
      ...createSignInRoutes(means),
      [TRANSCRIPT]: createTranscriptLink({ files, fonts }),
      'GET /api/customers': customer,
      'POST /api/customers/{customerId}/export': createExport({
        files,
        transcripts: createTranscripts({ files, fonts }),
        sent: { get: async () => new Uint8Array() },
      }),
      'POST /api/customers/{customerId}/erase': createErase({
        ...reach,
        removeFiles,
        removeUploads: uploads.removeUploads,
        segmentFiles,
      }),
      ...createSentFileRoutes(uploads),
    },
    context,
  );
  const invoke = (lambda: FunctionName) => meter.invoked({ name: lambda, memory: specs[lambda].memory });

  const eventOf = (account: Account, connection: string, permissions: readonly Permission[]) =>
    ({
      requestContext: {
        connectionId: connection,
        requestId: 'request-1',
        routeKey: 'route',
        authorizer: {
          userId: account.id,
          role: account.role,
          sessionId: 'session',
          login: account.login,
          name: displayName(account),
          permissions: permissions.join(' '),
        },
      },
    }) as unknown as SocketEvent;

  /** A socket that is open; what opening one takes is in `connect`. */
  const open = async (account: Account): Promise<Socket> => {
    const connection = name('connection-', 16);
    const event = eventOf(account, connection, account.role === 'agent' ? account.permissions : ['chat']);
    const inbox: ServerEvent[] = [];
    let frames = 0;
    const socket: Socket = {
      account,
      connection,
      inbox,
      sid: name('', 8) as Sid,
      async ask(action, input) {
        const answer = await socket.tryTo(action, input);
        if ('error' in answer) throw new Error(`${action}: ${answer.error.code}`);
        return answer.ok;
      },
      async tryTo(action, input) {
        const body = JSON.stringify({ id: ++frames, action, ...input });
        const { group, reply } = actions[action];
        meter.sent(body);
        invoke(group);
        const answer = await handlers[group]({ ...event, body } as SocketEvent, lambdaContext);
        await runHandedOver();
        const text = typeof answer === 'object' ? (answer.body ?? '') : '';
        if (reply !== null) meter.replied(text);
        const { re: _re, ...result } = JSON.parse(text);
        return result;
      },
      async disconnect() {
        sockets.delete(connection);
        invoke('connect');
        await disconnect(context, callerOf(event));
        await runHandedOver();
      },
    };
    sockets.set(connection, socket);
    return socket;
  };

  let people = 0;
  return {
    engine,
    db,
    context,
    meter,
    provider,
    /** The bucket of what people send. */
    uploads,
    /** Moves the clock on by `ms`. */
    pass(ms: number) {
      time += ms;
    },
    now: () => time,
    newId: context.newId,
    open,
    isOpen: ({ connection }: Socket) => sockets.has(connection),
    /** Connections whose name begins like this are there, and nobody listens. */
    answerFor: (prefix: string) => void silent.push(prefix),
    async customer(): Promise<Account> {
      await addGroup(db, { id: 'with-chat', name: 'Klanten met chat', permissions: ['chat'] });
      return addCustomerAccount(db, {
        id: name('person-', 22) as UserId,
        login: `klant${++people}`,
        name: `Klant ${people}`,
        groups: ['with-chat'],
      });
    },
    agent: (permissions: Permission[] = ['helpdesk']): Promise<Account> =>
      addAgentAccount(db, {
        id: name('person-', 22) as UserId,
        login: `agent${++people}`,
        name: `Agent ${people}`,
        permissions,
      }),
    /** The authorizer and `$connect`: what API Gateway runs before a socket is open. */
    async connect(account: Account, cookie: string): Promise<void> {
      invoke('connect');
      invoke('connect');
      const site = account.role === 'customer' ? 'portal' : 'console';
      const event = {
        methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:api/ws/$connect',
        headers: { ...headersOf(site), cookie },
        requestContext: { requestId: 'request-1' },
      } as Pick<APIGatewayRequestAuthorizerEvent, 'methodArn' | 'headers'> & {
        requestContext: { requestId: string };
      };
      const { context: identity } = await authorize(context, unlimited, event);
      const opened = {
        requestContext: { connectionId: name('connection-', 16), authorizer: identity },
      } as unknown as SocketEvent;
      if (!(await welcome(context, callerOf(opened), { headers: event.headers ?? {} })).isLetIn)
        throw new Error('not let in');
    },
    /** The cookie of a signed-in browser; making the session is not counted as part of anything. */
    cookieOf: (account: Account): Promise<string> => signedInAs(context, account),
    /** Asks the HTTP API. @throws the answer when it is a refusal. */
    async request<N extends RouteName>(
      route: N,
      {
        account,
        cookie,
        path,
        query,
        body,
        site = account?.role === 'agent' ? 'console' : 'portal',
        form,
        mayRefuse = false,
      }: {
        account?: Account;
        /** Where it is of no account. */
        site?: Site;
        /** As another server sends it. */
        form?: Record<string, string>;
        cookie?: string;
        path?: Record<string, string>;
        query?: Record<string, string>;
        body?: unknown;
        /** A refusal is an answer as well. */
        mayRefuse?: boolean;
      },
    ) {
      meter.requested();
      invoke(routes[route].group);
      const answer = await askOverHttp(http, {
        route,
        site,
        cookie,
        ...(path && { path }),
        ...(query && { query }),
        body,
        ...(form && { raw: new URLSearchParams(form).toString() }),
      });
      await runHandedOver();
      if (answer.status >= 400 && !mayRefuse)
        throw new Error(`${route} answered ${JSON.stringify(answer.body)}`);
      return answer;
    },
    async sweep(): Promise<void> {
      invoke('sweep');
      const given = {
        ...context,
        ...reach,
        removeFiles,
        removeUploads: uploads.removeUploads,
        segmentFiles,
      };
      await sweep(given);
      await cleanUp(given);
      await runHandedOver();
    },
    /** Runs what the sweep called the function for that speaks with providers. */
    async renew(): Promise<void> {
      for (let next = renewals.shift(); next !== undefined; next = renewals.shift()) {
        invoke('sign-in');
        await renewOf({ ...context, ...means }, next);
      }
    },
    /** The search index, up to an hour ago. */
    async index(): Promise<void> {
      invoke('sweep');
      await indexChats({ ...context, segmentFiles }, DESK, { left: Number.POSITIVE_INFINITY });
    },
    /** What is handed over waits until it is let go: so what an answer waits for is told from what follows. */
    holdTelling(): () => Promise<void> {
      isHeld = true;
      return () => {
        isHeld = false;
        return runHandedOver();
      };
    },
    /** The engine stays; its calls are no longer counted here. */
    stop: () => meter.stop(),
  };
};

/** Files are not counted when they go: S3 asks nothing for that. */
const removeFiles = async (): Promise<void> => {};

/** Milliseconds of processor that a post takes (docs/decisions/043), at the memory of the function that tells many. */
const MS_A_POST = 1.3;

/** A bench asks faster than people, by a clock that stands still. */
const unlimited = { take: () => true };

const TRANSCRIPT = 'POST /api/chats/{chatId}/transcript';

/** A bucket that counts its requests; the link itself costs nothing until someone follows it. */
const createFiles = (onPut: () => void, onGet: () => void): Files => {
  const bodies = new Map<string, Uint8Array>();
  return {
    async madeAt(key) {
      onGet();
      return bodies.has(key) ? Number.POSITIVE_INFINITY : undefined;
    },
    async put({ key, body }) {
      onPut();
      bodies.set(key, body);
    },
    async get(key) {
      onGet();
      return bodies.get(key) ?? new Uint8Array();
    },
    async link() {
      return 'https://bucket/transcript.pdf';
    },
  };
};
