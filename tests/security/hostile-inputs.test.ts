// Every field of every action and route, one at a time, with what breaks careless servers: refused by name or done, and never a failure.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationActions } from '../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../functions/actions/desk-actions.ts';
import { createRun } from '../../functions/actions/run.ts';
import { officeActions } from '../../functions/http/office-routes.ts';
import { createPeopleActions } from '../../functions/http/people-routes.ts';
import { httpActions } from '../../functions/http/routes.ts';
import { createFiles } from '../../functions/platform/files.ts';
import type { Buckets } from '../../functions/platform/flood.ts';
import { createHttpHandler } from '../../functions/platform/http.ts';
import { createSocketHandler, type SocketEvent } from '../../functions/platform/socket.ts';
import { createErase, customer as findCustomer } from '../../functions/privacy/customers.ts';
import { createExport } from '../../functions/privacy/export.ts';
import { addGroup, readAccount } from '../../functions/store/accounts.ts';
import { createMakeTranscript, createTranscripts } from '../../functions/transcript/make-transcript.ts';
import { type ActionName, type ActionSpec, actions } from '../../shared/actions.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { type RouteName, routes } from '../../shared/routes.ts';
import { fonts } from '../functions/transcript/chats.ts';
import { anyInput } from '../support/any-input.ts';
import { type Bucket, startBucket } from '../support/bucket.ts';
import { createDesk, end, join, newCid, say, start, type Tab } from '../support/desk.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { toJson, type Variant, variantsOf } from '../support/hostile.ts';
import { watchKeys } from '../support/key-rules.ts';
import { aCustomer, ask, lambdaContext, signedInAs } from '../support/people.ts';
import { aTicket } from '../support/tickets.ts';

let engine: Engine;
let bucket: Bucket;
let keyFaults: () => readonly string[];
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
  keyFaults = watchKeys(engine.capacity);
  // More than a page, so that there is something before and behind every place.
  for (let count = 0; count < 30; count++) await aCustomer(engine.db);
  await addGroup(engine.db, { id: 'group', name: 'Groep', permissions: [] });
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));

const unlimited: Buckets = { take: () => true };

/** A customer with a running and an ended chat and a ticket, and an agent who may everything. */
const aWorld = async () => {
  const desk = createDesk(engine.db);
  const agent = await desk.agent(undefined, { permissions: ['helpdesk', 'manage', 'administer'] });
  const customer = await desk.customer();
  const talk = async () => {
    const { chat } = await start(customer);
    await say(customer, chat.id, 'Hallo');
    await join(agent, chat.id);
    return chat.id;
  };
  const ended = await talk();
  await end(customer, ended, { after: 3 });
  const running = await talk();
  const account = await readAccount(engine.db, customer.me.id);
  const colleague = await desk.agent();
  if (!account) throw new Error('no account');
  const { number } = await aTicket(engine.db, { customer: account });
  const values = (chatId: string) => ({
    chatId,
    number,
    agent: colleague.me.id,
    sid: agent.sid,
    cid: newCid(),
    after: 3,
    customer: customer.me.id,
    customerId: customer.me.id,
    accountId: customer.me.id,
    groupId: 'group',
    month: '2026-11',
    language: 'nl',
    timeZone: 'Europe/Amsterdam',
    cursor: '1795000000000',
    // Refused before it is hashed, which takes a fifth of a second on purpose.
    password: 'demo',
  });
  return { desk, agent, customer, running, ended, values };
};
type World = Awaited<ReturnType<typeof aWorld>>;

const inputOf = (schema: unknown, values: Readonly<Record<string, unknown>>) =>
  Object(anyInput(schema, { values, text: () => 'woord' })) as Record<string, unknown>;

const failing = async (variants: readonly Variant[], codeOf: (variant: Variant) => Promise<string>) => {
  const faults: string[] = [];
  for (const variant of variants) {
    const known = keyFaults().length;
    const code = await codeOf(variant);
    const fault = code === 'internal' ? code : keyFaults()[known];
    if (fault) faults.push(`${variant.field} ${toJson(variant.input).slice(0, 200)}: ${fault}`);
  }
  return faults;
};

describe.each(Object.entries<ActionSpec>(actions))('%s', (name, spec) => {
  const askAs = async (world: World, { me }: Tab, input: object): Promise<string> => {
    const run = createRun<'conversation' | 'desk'>(world.desk.context, {
      ...conversationActions,
      ...deskActions,
    });
    const event: Pick<SocketEvent, 'body'> & { requestContext: object } = {
      body: toJson({ id: 1, action: name satisfies string as ActionName, ...input }),
      requestContext: {
        connectionId: me.connection,
        routeKey: name,
        requestId: 'request-1',
        authorizer: {
          userId: me.id,
          sessionId: me.sessionId,
          role: me.role,
          login: me.login,
          name: me.name,
          permissions: [...me.permissions].join(' '),
        },
      },
    };
    const answer = await createSocketHandler(run, unlimited)(event as SocketEvent, lambdaContext);
    return JSON.parse((answer as { body: string }).body).error?.code ?? 'ok';
  };

  it.each(spec.by)('never fails, whatever %s sends', async (role) => {
    const world = await aWorld();
    const chats = 'chatId' in spec.input.entries ? [world.running, world.ended] : [world.running];
    for (const chatId of chats) {
      const variants = variantsOf(inputOf(spec.input, world.values(chatId)));
      expect(
        await failing(variants, (variant) =>
          askAs(world, role === 'agent' ? world.agent : world.customer, variant.input),
        ),
      ).toEqual([]);
    }
  });
});

describe.each(Object.entries<RouteSpec>(routes))('%s', (name, spec) => {
  const handlerOf = ({ desk: { context, hangUp } }: World) => {
    const files = createFiles({ client: bucket.client, bucket: bucket.name });
    const transcripts = createTranscripts({ files, fonts });
    const reach = { deliver: context.deliver, hangUp };
    return createHttpHandler(
      {
        ...httpActions,
        ...officeActions,
        ...createPeopleActions(reach),
        'POST /api/chats/{chatId}/transcript': createMakeTranscript({ files, fonts }),
        'GET /api/customers': findCustomer,
        'POST /api/customers/{customerId}/export': createExport({ files, transcripts }),
        'POST /api/customers/{customerId}/erase': createErase({ ...reach, removeFiles: async () => {} }),
      },
      context,
      { requests: unlimited, strangers: unlimited },
    );
  };
  const isGet = name.startsWith('GET ');
  const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);

  it.each(spec.by)('never fails, whatever %s sends', async (by) => {
    const world = await aWorld();
    const handler = handlerOf(world);
    const site = by === 'agent' ? 'console' : 'portal';
    const account = await readAccount(engine.db, (by === 'agent' ? world.agent : world.customer).me.id);
    if (!account) throw new Error('no account');
    const cookie = by === 'anyone' ? undefined : await signedInAs(world.desk.context, account);
    const codeOf = async ({ input }: Variant) => {
      const given = Object.entries(input);
      const path = Object.fromEntries(
        given.flatMap(([field, value]) => (inPath.includes(field) ? [[field, String(value)]] : [])),
      );
      const rest = given.filter(([field]) => !inPath.includes(field));
      const { body } = await ask(handler, {
        route: name satisfies string as RouteName,
        site,
        cookie,
        path,
        ...(isGet
          ? { query: Object.fromEntries(rest.map(([field, value]) => [field, String(value)])) }
          : { raw: toJson(Object.fromEntries(rest)) }),
      });
      return Object(body).error?.code ?? 'ok';
    };
    const variants = variantsOf(inputOf(spec.input, world.values(world.ended)), { textOnly: isGet });
    expect(await failing(variants, codeOf)).toEqual([]);
  });
});
