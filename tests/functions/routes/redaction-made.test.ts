// What was made of a chat before a message of it was taken back: PDFs, exports and what the search index has of it go, and made again they are without the text.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../../functions/adapters/files.ts';
import { createRemoveFiles } from '../../../functions/adapters/remove-files.ts';
import { createSegmentFiles, type SegmentFiles } from '../../../functions/adapters/segment-files.ts';
import { DESK } from '../../../functions/store/keys.ts';
import { readFinalHead, readHead } from '../../../functions/store/log.ts';
import { holdIndex, readIndex } from '../../../functions/store/search-index.ts';
import { createTranscripts, type TranscriptOptions } from '../../../functions/transcript/transcripts.ts';
import type { EraseContext } from '../../../functions/workflows/erase.ts';
import { findChats } from '../../../functions/workflows/find-chats.ts';
import { indexChats, readSegment } from '../../../functions/workflows/index-chats.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { Permission } from '../../../shared/model.ts';
import { type Bucket, startBucket } from '../../support/bucket.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { fonts } from '../transcript/chats.ts';
import { readPdf } from '../transcript/reader.ts';

let engine: Engine;
let bucket: Bucket;
let desk: Desk;
let segmentFiles: SegmentFiles;
let context: EraseContext;
beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));
beforeEach(async () => {
  await engine.clear();
  const given = { client: bucket.client, bucket: bucket.name };
  const removeFiles = createRemoveFiles(given);
  await removeFiles('');
  segmentFiles = createSegmentFiles(given);
  desk = createDesk(engine.db);
  context = { ...desk.context, closeConnections: desk.closeConnections, removeFiles, segmentFiles };
});

const SECRET = 'kwartelei';
const HOUR = 60 * 60_000;
const manages: Permission[] = ['helpdesk', 'manage'];

const aChat = async () => {
  const boss = await desk.agent('Ohadmin', { permissions: manages });
  const customer = await desk.customer('jansen');
  const { chat } = await start(customer, { nickname: 'Jan' });
  await say(customer, chat.id, 'Mijn printer doet het niet');
  await join(boss, chat.id);
  await say(customer, chat.id, `Het wachtwoord is ${SECRET}`, { after: 3 });
  return { boss, customer, chatId: chat.id };
};
const redact = (boss: Tab, { chatId }: Pick<Awaited<ReturnType<typeof aChat>>, 'chatId'>) =>
  boss.ask('chat.redact', { chatId, seq: 4, cid: newCid() });
/** Two minutes, so that what is due in the next one is done. */
const pass = async () => {
  for (let minute = 0; minute < 2; minute++) {
    desk.pass(60_000);
    await sweep(context);
  }
};

describe('a PDF', () => {
  const files = () => createFiles({ client: bucket.client, bucket: bucket.name });
  const draw = async (options: TranscriptOptions) => {
    const transcripts = createTranscripts({ files: files(), fonts });
    if (!(await transcripts.isMade(context, options))) await transcripts.make(context, options);
    const key = transcripts.keyOf(options);
    const pages = await readPdf(await files().get(key));
    return { key, text: pages.map(({ text }) => text).join('\n') };
  };
  const optionsFor = (head: TranscriptOptions['head']) =>
    ({ head, reader: 'customer', language: 'nl', timeZone: 'Europe/Amsterdam' }) as const;

  it('of a chat that runs or has ended is another one at once, and the one of before is gone with the next sweep [S138]', async () => {
    for (const isEnded of [false, true]) {
      const { boss, customer, chatId } = await aChat();
      if (isEnded) await end(customer, chatId, { after: 4 });
      const read = isEnded ? readFinalHead : readHead;
      const before = await read(engine.db, chatId);
      if (!before) throw new Error('no chat');
      const old = await draw(optionsFor(before));
      expect(old.text).toContain(SECRET);
      await redact(boss, { chatId });
      const after = await read(engine.db, chatId);
      if (!after) throw new Error('no chat');
      const fresh = await draw(optionsFor(after));
      expect(fresh.key).not.toBe(old.key);
      expect(fresh.text).not.toContain(SECRET);
      expect(fresh.text).toContain('Bericht verwijderd');
      expect(await bucket.keys()).toContain(old.key);
      await pass();
      expect(await bucket.keys()).not.toContain(old.key);
      await engine.clear();
      desk = createDesk(engine.db);
      context = { ...context, ...desk.context };
    }
  });

  it('and an export of its customer goes too [S138]', async () => {
    const { boss, customer, chatId } = await aChat();
    const key = `exports/${customer.me.id}/before.zip`;
    await files().put({ key, body: Buffer.from(SECRET), type: 'application/zip' });
    await redact(boss, { chatId });
    await pass();
    expect(await bucket.keys()).not.toContain(key);
  });
});

describe('the search index', () => {
  const find = async (text: string, of = DESK) => {
    const search = { who: '', agent: '', text, from: 0, to: desk.now() };
    return (await findChats({ db: engine.db, readSegment: segmentFiles.read }, of, search)).found;
  };
  const bodies = async () => {
    const { segments } = await readIndex(engine.db, DESK);
    return Promise.all(segments.map(async (segment) => (await readSegment(context, segment)).body));
  };

  it('finds the chat by its other words and no more by these, and its segment is written anew [S138]', async () => {
    const { boss, customer, chatId } = await aChat();
    await end(customer, chatId, { after: 4 });
    await boss.ask('chat.save', { chatId });
    desk.pass(3 * HOUR);
    await indexChats(context, DESK, { left: 2000 });
    expect((await readIndex(engine.db, DESK)).segments).toHaveLength(1);
    expect((await find(SECRET)).map(({ chat }) => chat.id)).toEqual([chatId]);
    const [old] = await bodies();
    await redact(boss, { chatId });
    // At once, as what is found is read before it is shown.
    expect(await find(SECRET)).toEqual([]);
    await pass();
    const [fresh, ...others] = await bodies();
    expect(others).toEqual([]);
    expect(fresh?.length).toBeLessThan(old?.length ?? 0);
    expect(await bucket.keys()).toHaveLength(1);
    expect((await find('printer')).map(({ chat }) => chat.id)).toEqual([chatId]);
    expect(await find(SECRET)).toEqual([]);
    expect((await find('printer', 'a-desk-without-index')).map(({ chat }) => chat.id)).toEqual([chatId]);
  });

  it('is left to the next minute when somebody is at it, and done then [S138]', async () => {
    const { boss, customer, chatId } = await aChat();
    await end(customer, chatId, { after: 4 });
    await boss.ask('chat.save', { chatId });
    desk.pass(3 * HOUR);
    await indexChats(context, DESK, { left: 2000 });
    await redact(boss, { chatId });
    await holdIndex(engine.db, DESK, { by: 'somebody', now: desk.now() });
    const [old] = await bodies();
    desk.pass(60_000);
    await sweep(context);
    expect((await bodies())[0]?.length).toBe(old?.length);
    for (let minute = 0; minute < 3; minute++) await pass();
    expect((await bodies())[0]?.length).toBeLessThan(old?.length ?? 0);
  });
});
