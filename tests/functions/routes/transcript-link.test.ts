// The route as a whole, on the real engine and a real S3: who gets a link, what is behind it, and how often it is made.

import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../../functions/adapters/context.ts';
import { createFiles } from '../../../functions/adapters/files.ts';
import type { Account } from '../../../functions/domain/account.ts';
import type { Chat } from '../../../functions/domain/chat.ts';
import { attempt, limits } from '../../../functions/domain/throttle.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createTranscriptLink } from '../../../functions/routes/files/transcript-link.ts';
import { fromChat, fromEntry } from '../../../functions/store/items.ts';
import { takeAttempt } from '../../../functions/store/throttle.ts';
import { toKnownZone } from '../../../functions/transcript/times.ts';
import { ChatId, type Entry } from '../../../shared/model.ts';
import { aContext, addAgentAccount, addCustomerAccount, ask, signedInAs } from '../../support/accounts.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { aLog, fonts, START } from '../transcript/chats.ts';
import { readPdf } from '../transcript/reader.ts';

const ROUTE = 'POST /api/chats/{chatId}/transcript';
const Link = v.object({ ok: v.object({ url: v.string() }) });

let engine: Engine;
let bucket: Bucket;
let context: Context;
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
  // The bucket has a clock of its own, which is today's.
  context = { ...aContext(engine.db), now: Date.now };
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));

const aChat = async (
  customer: Account,
  entries: readonly Entry[],
  agents: Chat['agents'] = [],
): Promise<Chat> => {
  const { id, login, name } = customer;
  const end = entries.find((entry) => entry.kind === 'ended');
  const chat: Chat = {
    id: v.parse(ChatId, context.newId()),
    rev: 1,
    customer: { id, login, name },
    nickname: 'Jan',
    startedAt: START,
    preview: true,
    agents,
    invitations: [],
    watchers: {},
    sessions: {},
    tally: { notes: 1, manned: 0 },
    ...(end && { ended: { at: end.at, reason: end.reason } }),
  };
  await engine.db.put(fromChat(chat), asScene);
  for (const entry of entries) await engine.db.put(fromEntry(chat.id, entry), asScene);
  return chat;
};

const aConversation = () => aLog().started('Jan').says('customer', 'Jan', 'Mijn factuur klopt niet 👍');

const request = async (account: Account, chatId: string, more: Record<string, string> = {}) => {
  const files = createFiles({ client: bucket.client, bucket: bucket.name });
  const handler = createHttpHandler({ [ROUTE]: createTranscriptLink({ files, fonts }) }, context);
  return ask(handler, {
    route: ROUTE,
    site: account.role === 'customer' ? 'portal' : 'console',
    cookie: await signedInAs(context, account),
    path: { chatId },
    body: { language: 'nl', timeZone: 'Europe/Amsterdam', ...more },
  });
};

const linkOf = ({ body }: { body: unknown }): string => v.parse(Link, body).ok.url;
const download = async (url: string) => {
  const response = await fetch(url);
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
};
const keysOf = async ({ id }: Chat) =>
  (await bucket.keys()).filter((key) => key.startsWith(`transcripts/${id}/`));

test('[S65] gives the customer a link that saves the PDF of the own chat', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().ended('customer').entries);
  const answer = await request(customer, chat.id);
  expect(answer.status).toBe(200);
  const url = linkOf(answer);
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
  const { response, bytes } = await download(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="chat-2026-11-22.pdf"');
  const [page] = await readPdf(bytes);
  expect(page?.text).toContain('Mijn factuur klopt niet 👍');
  expect(page?.text).toContain('U heeft de chat beëindigd');
});

test('[S65] speaks to the customer, and names the customer to an agent, whoever asked first', async () => {
  const customer = await addCustomerAccount(engine.db);
  const agent = await addAgentAccount(engine.db);
  for (const accounts of [
    [customer, agent],
    [agent, customer],
  ]) {
    const chat = await aChat(customer, aConversation().ended('customer').entries);
    for (const account of accounts) {
      const [page] = await readPdf((await download(linkOf(await request(account, chat.id)))).bytes);
      const own = ['U heeft de chat gestart', 'U heeft de chat beëindigd'];
      const others = ['Jan heeft de chat gestart', 'De klant heeft de chat beëindigd'];
      const [said, unsaid] = account === customer ? [own, others] : [others, own];
      for (const line of said) expect(page?.text).toContain(line);
      for (const line of unsaid) expect(page?.text).not.toContain(line);
    }
    expect(await keysOf(chat)).toHaveLength(2);
  }
});

test('[A14] a link that was changed is refused', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().entries);
  const other = await aChat(await addCustomerAccount(engine.db), aConversation().entries);
  const url = linkOf(await request(customer, chat.id));
  const signature = new URL(url).searchParams.get('X-Amz-Signature') ?? '';
  const forged = signature.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  expect((await download(url.replace(signature, forged))).response.status).toBe(403);
  expect((await download(url.replace(chat.id, other.id))).response.status).toBe(403);
  expect((await download(url.replace('X-Amz-Expires=300', 'X-Amz-Expires=3000'))).response.status).toBe(403);
  expect((await download(url)).response.status).toBe(200);
});

test('[A14] another customer gets the answer of a chat that is not there, and nothing is made', async () => {
  const chat = await aChat(await addCustomerAccount(engine.db), aConversation().entries);
  const stranger = await addCustomerAccount(engine.db);
  const foreign = await request(stranger, chat.id);
  const absent = await request(stranger, context.newId());
  expect(foreign).toEqual(absent);
  expect(foreign).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  expect(await keysOf(chat)).toEqual([]);
});

test('[S92] a running chat is for the agents in it: whoever would read along watches it, which is noted', async () => {
  const inIt = await addAgentAccount(engine.db);
  const { id, name } = inIt;
  const chat = await aChat(await addCustomerAccount(engine.db), aConversation().entries, [{ id, name }]);
  for (const permissions of [['helpdesk'], ['helpdesk', 'manage', 'administer']] as const) {
    const outsider = await addAgentAccount(engine.db, { permissions: [...permissions] });
    expect((await request(outsider, chat.id)).status).toBe(404);
  }
  expect((await request(inIt, chat.id)).status).toBe(200);
});

test('an agent of the helpdesk gets an ended one, an agent without that permission does not', async () => {
  const chat = await aChat(await addCustomerAccount(engine.db), aConversation().ended('customer').entries);
  expect((await request(await addAgentAccount(engine.db), chat.id)).status).toBe(200);
  const clerk = await addAgentAccount(engine.db, { permissions: ['administer'] });
  expect(await request(clerk, chat.id)).toMatchObject({
    status: 403,
    body: { error: { code: 'forbidden' } },
  });
});

test('[A14] who is not signed in gets nothing', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().entries);
  const files = createFiles({ client: bucket.client, bucket: bucket.name });
  const handler = createHttpHandler({ [ROUTE]: createTranscriptLink({ files, fonts }) }, context);
  const body = { language: 'nl', timeZone: 'Europe/Amsterdam' };
  expect((await ask(handler, { route: ROUTE, path: { chatId: chat.id }, body })).status).toBe(401);
});

test('an ended chat’s PDF is made once for its customer and once for the helpdesk, whoever asks', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().ended('customer').entries);
  let puts = 0;
  const files = createFiles({ client: bucket.client, bucket: bucket.name });
  const counted = {
    ...files,
    put: (file: Parameters<typeof files.put>[0]) => {
      puts++;
      return files.put(file);
    },
  };
  const handler = createHttpHandler({ [ROUTE]: createTranscriptLink({ files: counted, fonts }) }, context);
  for (const account of [
    customer,
    customer,
    await addAgentAccount(engine.db),
    await addAgentAccount(engine.db),
  ]) {
    const { status } = await ask(handler, {
      route: ROUTE,
      site: account.role === 'customer' ? 'portal' : 'console',
      cookie: await signedInAs(context, account),
      path: { chatId: chat.id },
      body: { language: 'nl', timeZone: 'Europe/Amsterdam' },
    });
    expect(status).toBe(200);
  }
  expect(puts).toBe(2);
  expect(await keysOf(chat)).toHaveLength(2);
});

test('a chat that went on gets a new PDF, and so does another language or time zone', async () => {
  const customer = await addCustomerAccount(engine.db);
  const log = aConversation();
  const chat = await aChat(customer, log.entries);
  await request(customer, chat.id);
  log.says('customer', 'Jan', 'Bent u daar nog?');
  for (const entry of log.entries) await engine.db.put(fromEntry(chat.id, entry), asScene);
  const { bytes } = await download(linkOf(await request(customer, chat.id)));
  expect((await readPdf(bytes))[0]?.text).toContain('Bent u daar nog?');
  await request(customer, chat.id, { language: 'en' });
  await request(customer, chat.id, { timeZone: 'Asia/Tokyo' });
  expect(await keysOf(chat)).toHaveLength(4);
});

test('a time zone nobody knows is no reason to fail', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().entries);
  expect((await request(customer, chat.id, { timeZone: 'Mars/Olympus' })).status).toBe(200);
});

test('a bucket that does not answer is an internal error without a word of why', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().entries);
  const client = new S3Client({
    endpoint: 'http://127.0.0.1:1',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const files = createFiles({ client, bucket: bucket.name });
  const handler = createHttpHandler({ [ROUTE]: createTranscriptLink({ files, fonts }) }, context);
  const answer = await ask(handler, {
    route: ROUTE,
    cookie: await signedInAs(context, customer),
    path: { chatId: chat.id },
    body: { language: 'nl', timeZone: 'UTC' },
  });
  expect(answer).toMatchObject({
    status: 500,
    body: { error: { code: 'internal', requestId: 'request-1' } },
  });
});

test('a zone is one file however it is spelled, and what is no name of a zone is UTC', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().ended('customer').entries);
  const spellings = ['Europe/Amsterdam', 'europe/amsterdam', 'EUROPE/AMSTERDAM', 'eUrOpE/aMsTeRdAm'];
  for (const timeZone of spellings) expect((await request(customer, chat.id, { timeZone })).status).toBe(200);
  expect(await keysOf(chat)).toHaveLength(1);
  for (const timeZone of [
    'UTC',
    '+01:23',
    '-11:59',
    '+0100',
    'Mars/Olympus',
    ' Europe/Amsterdam',
    '\ud800',
    '',
  ])
    expect((await request(customer, chat.id, { timeZone })).status).toBe(200);
  expect(await keysOf(chat)).toHaveLength(2);
});

test('the names this system has for zones are few enough to keep a file for each', () => {
  const names = Intl.supportedValuesOf('timeZone');
  const spelled = fc.tuple(fc.constantFrom(...names), fc.infiniteStream(fc.boolean()));
  fc.assert(
    fc.property(fc.oneof(fc.string(), spelled), (given) => {
      const asked =
        typeof given === 'string'
          ? given
          : Array.from(given[0], (letter) => (given[1].next().value ? letter.toUpperCase() : letter)).join(
              '',
            );
      const known = toKnownZone(asked);
      expect(toKnownZone(known)).toBe(known);
      expect(['UTC', ...names]).toContain(known);
    }),
  );
});

test('PDFs that have to be drawn are counted; those that are there can be had as often as wanted', async () => {
  const customer = await addCustomerAccount(engine.db);
  const chat = await aChat(customer, aConversation().ended('customer').entries);
  const most = limits.drawing.attempts;
  const counted = attempt('drawing', customer.id);
  for (let taken = 1; taken < most; taken++) await takeAttempt(engine.db, counted, context.now());
  expect((await request(customer, chat.id)).status).toBe(200);
  expect((await request(customer, chat.id)).status).toBe(200);
  expect(await request(customer, chat.id, { language: 'en' })).toMatchObject({
    status: 429,
    body: { error: { code: 'too_many_attempts' } },
  });
  const other = await addCustomerAccount(engine.db);
  const theirs = await aChat(other, aConversation().ended('customer').entries);
  expect((await request(other, theirs.id)).status).toBe(200);
});
