// Every action and every route as one can knock at them: through the real pipelines, on the real engine, by people who may. Independent of any test.

import { createFiles } from '../../functions/adapters/files.ts';
import type { Buckets } from '../../functions/auth/rate-limit.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createBackofficeRoutes } from '../../functions/routes/backoffice/index.ts';
import { createEmbedRoutes } from '../../functions/routes/embed/index.ts';
import { createFactorsRoutes } from '../../functions/routes/factors/index.ts';
import { createSentFileRoutes } from '../../functions/routes/files/index.ts';
import { createTranscriptLink } from '../../functions/routes/files/transcript-link.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import { createExport } from '../../functions/routes/privacy/customer-export.ts';
import { createErase, customer as findCustomer } from '../../functions/routes/privacy/customers.ts';
import { createSignInRoutes } from '../../functions/routes/sign-in/index.ts';
import { readAccount } from '../../functions/store/accounts.ts';
import { createTranscripts } from '../../functions/transcript/transcripts.ts';
import type { Refusal } from '../../shared/errors.ts';
import { fonts } from '../functions/transcript/chats.ts';
import { ask, signedInAs } from './accounts.ts';
import type { Bucket } from './bucket.ts';
import { createDesk, end, join, newCid, say, start, type Tab } from './desk.ts';
import type { Engine } from './engine.ts';
import { toJson } from './hostile.ts';
import { embedMeans } from './portal-tokens.ts';
import { createScriptedProvider, signInMeans } from './scripted-provider.ts';
import { testSecrets } from './secrets.ts';
import { createSegmentsInMemory } from './segment-files.ts';
import { sendFrame } from './send-frame.ts';
import { addTicket } from './tickets.ts';
import { createUploadsInMemory } from './uploads.ts';

const unlimited: Buckets = { take: () => true };

export interface Knocked {
  readonly ok?: unknown;
  readonly error?: Refusal;
}
type Input = Readonly<Record<string, unknown>>;

/** A customer with a running and an ended chat and a ticket, and an agent who may everything. */
export const createDoors = async (engine: Engine, bucket: Bucket) => {
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
  const colleague = await desk.agent();
  const accountOf = async ({ me }: Tab) => {
    const account = await readAccount(engine.db, me.id);
    if (!account) throw new Error('no account');
    return account;
  };
  const { number } = await addTicket(engine.db, { customer: await accountOf(customer) });

  const files = createFiles({ client: bucket.client, bucket: bucket.name });
  const transcripts = createTranscripts({ files, fonts });
  const uploads = createUploadsInMemory();
  const reach = { deliver: desk.context.deliver, closeConnections: desk.closeConnections };
  const handler = createHttpHandler(
    {
      ...portalRoutes,
      ...createBackofficeRoutes(createSegmentsInMemory().read),
      ...createAccountsRoutes(reach),
      ...createFactorsRoutes(reach, testSecrets),
      ...createEmbedRoutes(embedMeans(reach)),
      ...createSignInRoutes(signInMeans(createScriptedProvider(desk.now), desk.now, reach)),
      'POST /api/chats/{chatId}/transcript': createTranscriptLink({ files, fonts }),
      ...createSentFileRoutes(uploads),
      'GET /api/customers': findCustomer,
      'POST /api/customers/{customerId}/export': createExport({ files, transcripts, sent: files }),
      'POST /api/customers/{customerId}/erase': createErase({
        ...reach,
        removeFiles: async () => {},
        removeUploads: uploads.removeUploads,
        segmentFiles: createSegmentsInMemory(),
      }),
    },
    desk.context,
    { requests: unlimited, anonymous: unlimited },
  );
  const cookies = new Map<string, string>();
  const cookieOf = async (tab: Tab): Promise<string> => {
    const cookie = cookies.get(tab.me.id) ?? (await signedInAs(desk.context, await accountOf(tab)));
    cookies.set(tab.me.id, cookie);
    return cookie;
  };

  return {
    desk,
    agent,
    customer,
    running,
    ended,
    /** Values by the name of the field, for what has to exist. */
    values: (chatId: string) => ({
      chatId,
      number: String(number),
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
      fileId: newCid(),
      files: [],
      // Refused before it is hashed, which takes a fifth of a second on purpose.
      password: 'demo',
    }),

    askAction: ({ me }: Tab, name: string, input: Input): Promise<Knocked> =>
      sendFrame(desk.context, me, toJson({ id: 1, action: name, ...input }), unlimited),

    /** @param tab who asks; nobody, for a route that is anyone's. */
    async askRoute(tab: Tab | undefined, name: string, input: Input): Promise<Knocked> {
      const inPath = new Set([...name.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field));
      const texts = (given: readonly (readonly [string, unknown])[]) =>
        Object.fromEntries(given.map(([field, value]) => [field, String(value)]));
      const path = Object.entries(input).filter(([field]) => inPath.has(field));
      const rest = Object.entries(input).filter(([field]) => !inPath.has(field));
      const { body } = await ask(handler, {
        route: name,
        site: tab?.me.role === 'agent' ? 'console' : 'portal',
        cookie: tab && (await cookieOf(tab)),
        path: texts(path),
        ...(name.startsWith('GET ') ? { query: texts(rest) } : { raw: toJson(Object.fromEntries(rest)) }),
      });
      return Object(body);
    },
  };
};
