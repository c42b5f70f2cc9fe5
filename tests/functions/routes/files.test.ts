// Files as a whole, on the real engine and a real S3: who may send one where, what becomes of it, who gets a link, and what is left of it when somebody dies on the way.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRemoveFiles } from '../../../functions/adapters/remove-files.ts';
import { createUploads, type Scan } from '../../../functions/adapters/uploads.ts';
import { createHttpHandler } from '../../../functions/pipeline/http.ts';
import { createBackofficeRoutes } from '../../../functions/routes/backoffice/index.ts';
import { createSentFileRoutes } from '../../../functions/routes/files/index.ts';
import { portalRoutes } from '../../../functions/routes/portal/index.ts';
import { readAccount } from '../../../functions/store/accounts.ts';
import { readChat, readEntries } from '../../../functions/store/log.ts';
import { markRemoving } from '../../../functions/store/remove.ts';
import { removeWithdrawn } from '../../../functions/workflows/remove-chat.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { ChatId } from '../../../shared/model.ts';
import type { FileId } from '../../../shared/sent-file.ts';
import { ask, signedInAs } from '../../support/accounts.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { createDesk, type Desk, end, join, newCid, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { createSegmentsInMemory } from '../../support/segment-files.ts';
import { aPng, aTellingPng, TELLTALE } from '../../support/some-pictures.ts';
import { codecs } from '../../support/uploads.ts';

let engine: Engine;
let bucket: Bucket;
let desk: Desk;
let chatId: ChatId;
let jan: Tab;
let anna: Tab;
/** What the scanner says, where there is one. */
let scan: { scans: boolean; said: Scan } = { scans: false, said: undefined };

beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));
beforeEach(async () => {
  await engine.clear();
  await means().removeUploads('');
  scan = { scans: false, said: undefined };
  // The bucket has a clock of its own, which is today's.
  desk = createDesk(engine.db, Date.now);
  await desk.settings({ max: 20 });
  [jan, anna] = [await desk.customer(), await desk.agent()];
  chatId = (await start(jan)).chat.id;
  await join(anna, chatId);
});

const means = () => {
  const given = { client: bucket.client, bucket: bucket.name };
  const uploads = createUploads({ ...given, scans: scan.scans });
  return {
    uploads: { ...uploads, scanned: async () => scan.said },
    removeUploads: createRemoveFiles(given),
    codecs,
  };
};

const request = async (tab: Tab, route: string, path: Record<string, string>, body: object = {}) => {
  const handler = createHttpHandler(
    {
      ...createSentFileRoutes(means()),
      ...portalRoutes,
      ...createBackofficeRoutes(createSegmentsInMemory().read),
    },
    desk.context,
  );
  const account = await readAccount(engine.db, tab.me.id);
  if (!account) throw new Error('no account');
  const { body: answer } = await ask(handler, {
    route,
    site: tab.me.role === 'agent' ? 'console' : 'portal',
    cookie: await signedInAs(desk.context, account),
    path,
    ...(route.startsWith('GET') ? {} : { body }),
  });
  return Object(answer);
};

const newId = () => newCid() as string as FileId;
const IN_CHAT = 'POST /api/chats/{chatId}/files';
const OF_CHAT = '/api/chats/{chatId}/files/{fileId}';

const begin = (tab: Tab, file: { fileId: FileId; name?: string; size: number }, chat = chatId) =>
  request(tab, IN_CHAT, { chatId: chat }, { name: 'a.png', ...file });
const put = (url: string, body: Uint8Array, type = 'application/octet-stream') =>
  fetch(url, { method: 'PUT', body: Buffer.from(body), headers: { 'content-type': type } });
const look = (tab: Tab, fileId: FileId, chat = chatId) =>
  request(tab, `POST ${OF_CHAT}`, { chatId: chat, fileId });
const links = (tab: Tab, fileId: FileId, chat = chatId) =>
  request(tab, `GET ${OF_CHAT}`, { chatId: chat, fileId });

/** Ready to be sent. */
const upload = async (tab: Tab, bytes: Uint8Array = aPng(), name = 'a.png') => {
  const fileId = newId();
  const { ok } = await begin(tab, { fileId, name, size: bytes.length });
  expect((await put(ok.url, bytes)).status).toBe(200);
  return { fileId, looked: await look(tab, fileId) };
};
const say = (tab: Tab, files: readonly FileId[], { text = '', cid = newCid(), after = 1 } = {}) =>
  tab.tryTo('chat.say', { chatId, cid, after, text, files: [...files] });
const sentIn = async () =>
  (await readEntries(engine.db, chatId)).flatMap((entry) =>
    entry.kind === 'message' && entry.files ? [entry.files.map(({ id }) => id)] : [],
  );
const sweepOn = async (minutes: number) => {
  desk.pass(minutes * 60_000);
  await sweep({
    ...desk.context,
    closeConnections: desk.closeConnections,
    removeUploads: means().removeUploads,
  });
};

describe('a file of a chat', () => {
  it('is begun, uploaded, looked into, sent and given out, with a small picture [S131]', async () => {
    const { fileId, looked } = await upload(jan, aTellingPng(6), '../IMG_1.PNG');
    const file = { id: fileId, name: 'IMG_1.png', kind: 'image', width: 2, height: 3, small: true };
    expect(looked).toEqual({ ok: { state: 'ready', file: { ...file, size: expect.any(Number) } } });
    expect(await say(jan, [fileId], { text: 'Dit zie ik' })).toMatchObject({
      ok: { entries: [{}, { text: 'Dit zie ik\n📎 IMG_1.png', own: 10, files: [file] }] },
    });
    const { ok } = await links(anna, fileId);
    const shown = await fetch(ok.url);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await shown.arrayBuffer()).includes(TELLTALE)).toBe(false);
    expect((await fetch(ok.small)).headers.get('content-type')).toBe('image/jpeg');
    const saved = await fetch(ok.save);
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="IMG_1.png"; filename*=UTF-8''IMG_1.png`,
    );
  });

  it('that is no picture is saved and never shown, whatever it says [S132]', async () => {
    const { fileId } = await upload(jan, Buffer.from('<html><script>alert(1)</script>'), 'é"\r\n.txt');
    await say(jan, [fileId]);
    const { ok } = await links(anna, fileId);
    for (const url of [ok.url, ok.save]) {
      const got = await fetch(url);
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(got.headers.get('content-disposition')).toBe(
        `attachment; filename="_.txt"; filename*=UTF-8''%C3%A9.txt`,
      );
    }
    expect(ok.small).toBeUndefined();
  });

  it('takes one PUT of its size and type to its place, and no other [S132]', async () => {
    const bytes = aPng();
    const { ok } = await begin(jan, { fileId: newId(), size: bytes.length });
    const key = new URL(ok.url).pathname.slice(1 + bucket.name.length + 1);
    expect(key).toMatch(new RegExp(`^in/${chatId}/[\\w-]{22}$`));
    expect((await put(ok.url, Buffer.concat([bytes, bytes]))).status).toBe(403);
    expect((await put(ok.url, bytes, 'text/html')).status).toBe(403);
    const elsewhere = ok.url.replace(`/in/${chatId}/`, `/files/${chatId}/`);
    expect((await put(elsewhere, bytes)).status).toBe(403);
    expect((await fetch(ok.url)).status).toBe(403);
    expect(await bucket.keys()).toEqual([]);
    expect((await put(ok.url, bytes)).status).toBe(200);
  });

  it('that was looked into cannot be replaced by a second upload [S132]', async () => {
    const bytes = aPng();
    const fileId = newId();
    const { ok } = await begin(jan, { fileId, size: bytes.length });
    await put(ok.url, bytes);
    const first = await look(jan, fileId);
    await put(ok.url, Buffer.alloc(bytes.length, 'x'));
    expect(await look(jan, fileId)).toEqual(first);
    await say(jan, [fileId]);
    const given = await fetch((await links(anna, fileId)).ok.url);
    expect(Buffer.from(await given.arrayBuffer())).toEqual(bytes);
  });

  it('looked into twice at once, with two contents, is one of them [S132]', async () => {
    const bytes = aPng(8, 8);
    const other = Buffer.from('t'.repeat(bytes.length));
    const fileId = newId();
    const { ok } = await begin(jan, { fileId, size: bytes.length });
    await put(ok.url, bytes);
    const [one, two] = await Promise.all([
      look(jan, fileId),
      (async () => {
        await put(ok.url, other);
        return look(jan, fileId);
      })(),
    ]);
    const ready = [one, two].filter((answer) => answer.ok);
    expect(new Set(ready.map(({ ok: { file } }) => JSON.stringify(file))).size).toBe(1);
    await say(jan, [fileId]);
    const given = Buffer.from(await (await fetch((await links(anna, fileId)).ok.save)).arrayBuffer());
    expect(given.length).toBe(ready[0].ok.file.size);
    expect(given.equals(bytes) || given.equals(other)).toBe(true);
  });

  it.each([
    [
      'a picture that is none',
      Buffer.concat([aPng().subarray(0, 30), Buffer.from('x')]),
      'a.png',
      'file_broken',
    ],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]), 'a.png', 'file_kind'],
    ['a page', Buffer.from('<html>'), 'a.html', 'file_kind'],
    ['what the desk does not take', Buffer.from([0, 1, 2, 255]), 'a.bin', 'file_kind'],
  ])('%s is refused, and nothing of it stays [S132]', async (_what, bytes, name, code) => {
    const { fileId, looked } = await upload(jan, bytes, name);
    expect(looked).toMatchObject({ error: { code } });
    expect(await bucket.keys()).toEqual([]);
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
  });
});

describe('who may', () => {
  it('another customer gets the answer of a chat that is not there, an agent outside it as well [S132]', async () => {
    const [stranger, bram] = [await desk.customer(), await desk.agent()];
    const { fileId } = await upload(jan);
    await say(jan, [fileId]);
    for (const tab of [stranger, bram]) {
      const none = await links(tab, newId(), newCid() as string as ChatId);
      expect(await links(tab, fileId)).toEqual(none);
      expect(await begin(tab, { fileId: newId(), size: 5 })).toEqual(none);
      expect(none).toMatchObject({ error: { code: 'not_found' } });
    }
  });

  it('of a file of another chat there is none in this one [S132]', async () => {
    const piet = await desk.customer();
    const { id: other } = (await start(piet)).chat;
    const fileId = newId();
    const bytes = aPng();
    const { ok } = await begin(piet, { fileId, size: bytes.length }, other);
    await put(ok.url, bytes);
    await look(piet, fileId, other);
    await piet.ask('chat.say', { chatId: other, cid: newCid(), after: 1, text: '', files: [fileId] });
    expect(await links(jan, fileId)).toMatchObject({ error: { code: 'not_found' } });
    expect(await links(anna, fileId, other)).toMatchObject({ error: { code: 'not_found' } });
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
  });

  it('one that was not sent is its sender’s alone, who alone sends it or takes it away [S132]', async () => {
    const { fileId } = await upload(jan);
    expect(await links(anna, fileId)).toMatchObject({ error: { code: 'not_found' } });
    expect((await links(jan, fileId)).ok.url).toBeDefined();
    expect(await look(anna, fileId)).toMatchObject({ error: { code: 'file_gone' } });
    expect(await say(anna, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
    await request(anna, `DELETE ${OF_CHAT}`, { chatId, fileId });
    expect((await links(jan, fileId)).ok.url).toBeDefined();
    await request(jan, `DELETE ${OF_CHAT}`, { chatId, fileId });
    expect(await bucket.keys()).toEqual([]);
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
  });

  it('who watches may, and after the end any agent of the helpdesk; a link works for a minute [S132]', async () => {
    const { fileId } = await upload(jan);
    await say(jan, [fileId]);
    const boss = await desk.agent(undefined, { permissions: ['helpdesk', 'manage'] });
    expect(await links(boss, fileId)).toMatchObject({ error: { code: 'not_found' } });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    const { ok } = await links(boss, fileId);
    expect(new URL(ok.url).searchParams.get('X-Amz-Expires')).toBe('60');
    await end(jan, chatId, { after: 3 });
    expect((await links(await desk.agent(), fileId)).ok.url).toBeDefined();
  });

  it('after the end of the chat none is begun, and one that is ready is not sent any more [S131]', async () => {
    const { fileId } = await upload(jan);
    await end(anna, chatId, { after: 1 });
    expect(await begin(jan, { fileId: newId(), size: 5 })).toMatchObject({ error: { code: 'chat_ended' } });
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'chat_ended' } });
  });
});

describe('what the desk takes', () => {
  const rules = { on: true, kinds: ['image'], megabytes: 1, most: 2, rev: 0 };
  it('is said to everyone, and is what counts: off, kind, size, number [S135]', async () => {
    const boss = await desk.agent(undefined, { permissions: ['helpdesk', 'manage'] });
    expect(await request(boss, 'PUT /api/file-rules', {}, rules)).toMatchObject({ ok: { rev: 1 } });
    expect(await request(jan, 'GET /api/file-rules', {})).toEqual({ ok: { ...rules, rev: 1 } });
    expect(await request(boss, 'PUT /api/file-rules', {}, { ...rules, most: 3 })).toMatchObject({
      error: { code: 'outdated' },
    });
    expect(await begin(jan, { fileId: newId(), size: 1024 * 1024 + 1 })).toEqual({
      error: { code: 'file_too_large', max: 1 },
    });
    const { looked } = await upload(jan, Buffer.from('tekst'), 'a.txt');
    expect(looked).toMatchObject({ error: { code: 'file_kind' } });
    const three = [await upload(jan), await upload(jan), await upload(jan)].map(({ fileId }) => fileId);
    expect(await say(jan, three)).toEqual({ error: { code: 'too_many_files', max: 2 } });
    expect(await say(jan, three.slice(1))).toHaveProperty('ok');
    await request(boss, 'PUT /api/file-rules', {}, { ...rules, on: false, rev: 1 });
    expect(await begin(jan, { fileId: newId(), size: 5 })).toEqual({ error: { code: 'files_off' } });
  });

  it('ten thousand small ones are a hundred an hour, and no more of one chat than both sides need [S135]', async () => {
    const answers = [];
    for (let count = 0; count < 102; count++) answers.push(await begin(jan, { fileId: newId(), size: 1 }));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
    expect(answers.at(-1)).toMatchObject({ error: { code: 'too_many_attempts' } });
  });
});

describe('where everything is scanned', () => {
  it('nobody sees it before it is clean [S135]', async () => {
    scan = { scans: true, said: undefined };
    const { fileId, looked } = await upload(jan);
    expect(looked).toMatchObject({ ok: { state: 'checking' } });
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
    expect(await links(jan, fileId)).toMatchObject({ error: { code: 'not_found' } });
    scan = { scans: true, said: 'clean' };
    expect(await look(jan, fileId)).toMatchObject({ ok: { state: 'ready' } });
    expect(await say(jan, [fileId])).toHaveProperty('ok');
  });

  it.each([
    ['infected', 'file_infected'],
    ['unscanned', 'file_unscanned'],
  ] as const)('what is %s is refused, and nothing of it stays [S135]', async (said, code) => {
    scan = { scans: true, said };
    const { fileId, looked } = await upload(jan);
    expect(looked).toEqual({ error: { code } });
    expect(await bucket.keys()).toEqual([]);
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
  });
});

describe('sent exactly once', () => {
  it('a file is in one message, however often and with whatever it is sent [S131]', async () => {
    const { fileId } = await upload(jan);
    const cid = newCid();
    const again = await Promise.all([1, 2, 3, 4].map(() => say(jan, [fileId], { cid })));
    for (const answer of again) expect(answer).toHaveProperty('ok');
    expect(await say(jan, [fileId])).toMatchObject({ error: { code: 'file_gone' } });
    expect(await sentIn()).toEqual([[fileId]]);
  });

  it('with one that is gone nothing is sent, and the others can be sent with something else [S131]', async () => {
    const { fileId } = await upload(jan);
    expect(await say(jan, [fileId, newId()])).toMatchObject({ error: { code: 'file_gone' } });
    expect(await say(jan, [fileId])).toHaveProperty('ok');
    expect(await sentIn()).toEqual([[fileId]]);
  });

  it('named twice it is there once [S131]', async () => {
    const { fileId } = await upload(jan);
    expect(await say(jan, [fileId, fileId])).toHaveProperty('ok');
    expect(await sentIn()).toEqual([[fileId]]);
  });
});

describe('what is left behind', () => {
  it('is taken away within the hour, whatever was done of it; what was sent stays [S131]', async () => {
    const bytes = aPng();
    await begin(jan, { fileId: newId(), size: bytes.length });
    const { ok } = await begin(jan, { fileId: newId(), size: bytes.length });
    await put(ok.url, bytes);
    const { fileId: ready } = await upload(jan);
    const { fileId: sent } = await upload(jan);
    await say(jan, [sent]);
    await sweepOn(1);
    expect((await bucket.keys()).length).toBeGreaterThan(4);
    await sweepOn(46);
    await sweepOn(2);
    const keys = await bucket.keys();
    expect(keys.filter((key) => !key.startsWith(`files/${chatId}/${sent}/`))).toEqual([]);
    expect(keys).toHaveLength(2);
    expect(await say(jan, [ready], { after: 3 })).toMatchObject({ error: { code: 'file_gone' } });
    expect((await links(anna, sent)).ok.url).toBeDefined();
    const items = (await engine.scan()).filter((item) => JSON.stringify(item).includes('SIDE#FILE'));
    expect(items).toHaveLength(1);
  });

  it('goes with the chat [S134]', async () => {
    const { fileId } = await upload(jan);
    await say(jan, [fileId]);
    await begin(jan, { fileId: newId(), size: 5 });
    await end(jan, chatId, { after: 1 });
    const chat = await readChat(engine.db, chatId, { consistent: true });
    const marked = chat && (await markRemoving(engine.db, chat));
    if (!marked) throw new Error('no chat');
    const { removeUploads } = means();
    const context = {
      ...desk.context,
      removeUploads,
      removeFiles: async () => {},
      segmentFiles: createSegmentsInMemory(),
    };
    const removal = { random: Math.random, now: desk.now(), allowance: { left: 1000 } };
    expect(await removeWithdrawn(context, marked, removal)).toBe(true);
    expect(await bucket.keys()).toEqual([]);
    expect(await links(jan, fileId)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('goes with a message that is taken back: no link at once, no bytes a minute later [S134]', async () => {
    const { fileId } = await upload(jan);
    await say(jan, [fileId]);
    await jan.ask('chat.redact', { chatId, seq: 3, cid: newCid() });
    const [entry] = (await readEntries(engine.db, chatId)).filter(({ seq }) => seq === 3);
    expect(entry).not.toHaveProperty('files');
    expect(JSON.stringify(await engine.scan())).not.toContain('a.png');
    expect(await links(anna, fileId)).toMatchObject({ error: { code: 'not_found' } });
    await sweepOn(2);
    expect(await bucket.keys()).toEqual([]);
  });
});
