// That what is said is stored once and in order, whatever the network does, and that the window shows what the server has.
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../shared/errors.ts';
import type { Cid, Sid, UserId } from '../../../shared/model.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { type CreateTyping, createPreviewing, createTypingSign } from '../../../web/connection/typing.ts';
import { createClock } from './support/clock.ts';
import { aChatId, anna, createLocks, createServer, type TestServer } from './support/server.ts';
import { aStorage } from './support/storage.ts';

const chatId = aChatId();

/** A helpdesk, and pages of one browser that come and go. */
const world = () => {
  const clock = createClock();
  const storage = aStorage();
  const server = createServer(clock, () => 0.5);
  const alone = createLocks();
  let pages = 0;
  const openPage = (
    createTyping: CreateTyping = createPreviewing,
    sid = `tab-${++pages}`.padEnd(8, '0') as Sid,
  ) => {
    const outside = { ...server.outside(), alone };
    const connection = createConnection(parseEvent, outside);
    const outbox = createOutbox({ userId: 'user', storage });
    const refusals: Refusal[] = [];
    const onRefused = (refusal: Refusal) => void refusals.push(refusal);
    const conversation = createConversation({
      connection,
      outbox,
      chatId,
      sid,
      createTyping,
      onRefused,
      outside,
    });
    const texts = () => conversation.entries.value.flatMap((e) => (e.kind === 'message' ? [e.text] : []));
    const close = () => {
      conversation.close();
      connection.close();
    };
    return { outside, connection, outbox, conversation, refusals, texts, close };
  };
  return { clock, server, openPage };
};

const inWorld = async () => {
  const all = world();
  const page = all.openPage();
  await all.clock.until(() => page.conversation.entries.value.length > 0);
  return { ...all, page, conversation: page.conversation };
};

const storedTexts = (server: TestServer) =>
  server.log(chatId).flatMap((e) => (e.kind === 'message' ? [e.text] : []));
const fromAnna = (text: string, cid = text) =>
  ({
    kind: 'message',
    cid: aChatId(cid) as string as Cid,
    author: { role: 'agent', ...anna },
    text,
  }) as const;
const joined = { kind: 'joined', cid: aChatId('join') as string as Cid, agent: anna } as const;

describe('saying', () => {
  test('[S24] is shown at once as on its way, and from the log once stored', async () => {
    const { clock, conversation, page } = await inWorld();
    expect(conversation.say('hallo')).toBeUndefined();
    expect(conversation.outgoing.value).toMatchObject([{ text: 'hallo', state: 'sending' }]);
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(page.texts()).toEqual(['hallo']);
    expect(page.outbox.load(chatId)).toEqual([]);
  });

  test('says what is wrong with a text and does not take it', async () => {
    const { conversation } = await inWorld();
    expect(conversation.say(' \n ')).toBe('empty_text');
    expect(conversation.say('x'.repeat(4_001))).toBe('text_too_long');
    expect(conversation.outgoing.value).toEqual([]);
  });

  test('one at a time, in order, each with its own cid and a cursor of its moment', async () => {
    const { clock, server, conversation, page } = await inWorld();
    for (const text of ['een', 'twee', 'drie']) conversation.say(text);
    let most = 0;
    server.network = {
      request: () => {
        most = Math.max(most, server.frames('chat.say').length - storedTexts(server).length);
        return [200];
      },
    };
    await clock.until(() => page.texts().length === 3);
    expect(most).toBe(1);
    expect(storedTexts(server)).toEqual(['een', 'twee', 'drie']);
    const cids = server.frames('chat.say').map(({ cid }) => cid ?? '');
    expect(new Set(cids).size).toBe(3);
    for (const cid of cids) expect(cid).toMatch(/^[\w-]{22}$/);
  });

  test('a lost reply is retried with the same cid and cursor, and stored once', async () => {
    const { clock, server, conversation, page } = await inWorld();
    let replies = 0;
    server.network = {
      reply: (frame) => (frame.action === 'chat.say' && replies++ === 0 ? 'gateway error' : [10]),
    };
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value.length === 0);
    const [first, second] = server.frames('chat.say');
    expect(second).toMatchObject({ cid: first?.cid, after: first?.after, text: 'hallo' });
    expect([storedTexts(server), page.texts()]).toEqual([['hallo'], ['hallo']]);
  });

  test('a connection that goes before the reply: the sync shows it stored, nothing is sent again', async () => {
    const { clock, server, conversation, page } = await inWorld();
    server.network = { reply: (frame) => (frame.action === 'chat.say' ? [] : [10]) };
    conversation.say('hallo');
    await clock.advance(100);
    server.lines[0]?.drop();
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(server.frames('chat.say')).toHaveLength(1);
    expect(page.texts()).toEqual(['hallo']);
  });

  test('typed without a connection, it goes when there is one', async () => {
    const { clock, server, conversation, page } = await inWorld();
    server.network = { handshake: () => 'refused' };
    server.lines[0]?.drop();
    conversation.say('een');
    conversation.say('twee');
    await clock.advance(120_000);
    expect(conversation.outgoing.value).toMatchObject([{ state: 'sending' }, { state: 'sending' }]);
    server.network = {};
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(page.texts()).toEqual(['een', 'twee']);
  });

  test('[F19] after long away the cursor moves up, as the log shows the message is not there', async () => {
    const { clock, server, conversation } = await inWorld();
    server.network = { handshake: () => 'refused' };
    server.lines[0]?.drop();
    conversation.say('nog daar?');
    for (let n = 0; n < 500; n++) server.add(chatId, fromAnna(`bericht ${n}`));
    server.network = {};
    await clock.until(() => conversation.outgoing.value.length === 0);
    await clock.advance(10_000);
    expect(storedTexts(server).filter((text) => text === 'nog daar?')).toHaveLength(1);
    expect(conversation.entries.value).toEqual(server.log(chatId));
  });

  test('[F19] `behind` fetches the log as the server has it, and says it again under the same cid', async () => {
    const { clock, server, conversation, page } = await inWorld();
    for (const text of ['een', 'twee', 'drie']) server.add(chatId, fromAnna(text));
    await clock.until(() => page.texts().length === 3);
    server.log(chatId).length = 2;
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(storedTexts(server)).toEqual(['een', 'hallo']);
    expect(page.texts()).toEqual(['een', 'hallo']);
    const says = server.frames('chat.say');
    expect(says.map(({ after }) => after)).toEqual([4, 2]);
    expect(new Set(says.map(({ cid }) => cid)).size).toBe(1);
  });

  test('busy and internal are tried again, five times', async () => {
    const { clock, server, conversation, page } = await inWorld();
    server.refuse('chat.say', { code: 'busy' }, { code: 'internal', requestId: 'r' });
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(page.texts()).toEqual(['hallo']);
    server.refuse('chat.say', ...Array.from({ length: 6 }, () => ({ code: 'internal' }) as const));
    conversation.say('nog een');
    await clock.until(() => conversation.outgoing.value[0]?.state === 'failed', 200_000);
    expect(server.frames('chat.say')).toHaveLength(9);
  });

  test('a refused message keeps its text: again under its own cid, or back to the composer', async () => {
    const { clock, server, conversation, page } = await inWorld();
    server.refuse('chat.say', { code: 'not_participant' }, { code: 'not_participant' });
    conversation.say('een');
    conversation.say('twee');
    conversation.say('drie');
    await clock.until(() => page.texts().length === 1);
    const [een, twee] = conversation.outgoing.value;
    if (!een || !twee) throw new Error('both should be there');
    expect(een).toMatchObject({ text: 'een', state: 'failed', refusal: { code: 'not_participant' } });
    conversation.again(een.cid);
    expect(conversation.discard(twee.cid)).toBe('twee');
    expect(conversation.outgoing.value).toMatchObject([{ cid: een.cid, state: 'sending' }]);
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(page.texts()).toEqual(['drie', 'een']);
    expect(page.outbox.load(chatId)).toEqual([]);
  });

  test('a message on its way cannot be taken back', async () => {
    const { conversation } = await inWorld();
    conversation.say('een');
    expect(conversation.discard(conversation.outgoing.value[0]?.cid ?? ('' as Cid))).toBe('');
    expect(conversation.outgoing.value).toHaveLength(1);
  });

  test('when the session is over it waits, it does not fail', async () => {
    const { clock, server, conversation } = await inWorld();
    server.refuse('chat.say', { code: 'not_signed_in' });
    conversation.say('hallo');
    await clock.advance(5_000);
    expect(conversation.outgoing.value).toMatchObject([{ state: 'sending' }]);
  });
});

describe('the log', () => {
  test('[F5] pushes in any order, twice or for another chat give one log', async () => {
    const { clock, server, conversation, page } = await inWorld();
    const delays = [[250, 300], [10], [100], [5, 7]];
    server.network = { push: () => delays.shift() ?? [10] };
    for (const text of ['een', 'twee', 'drie', 'vier']) server.add(chatId, fromAnna(text));
    server.add(aChatId('other'), fromAnna('elders'));
    await clock.advance(290);
    expect(server.frames('chat.sync')).toHaveLength(1);
    expect(page.texts()).toEqual(['een', 'twee', 'drie', 'vier']);
    expect(conversation.entries.value).toEqual(server.log(chatId));
  });

  test('a gap that stays is fetched within a second', async () => {
    const { clock, server, conversation } = await inWorld();
    const fates = [[], [10]];
    server.network = { push: () => fates.shift() ?? [10] };
    server.add(chatId, fromAnna('een'));
    server.add(chatId, fromAnna('twee'));
    await clock.advance(1_000);
    expect(server.frames('chat.sync')).toHaveLength(2);
    expect(conversation.entries.value).toEqual(server.log(chatId));
  });

  test('a push that failed for good is noticed in 40 s, and an ended chat is left alone', async () => {
    const { clock, server, page } = await inWorld();
    server.network = { push: () => [] };
    server.add(chatId, fromAnna('hallo?'));
    await clock.advance(41_000);
    expect(page.texts()).toEqual(['hallo?']);
    await clock.advance(80_000);
    expect(server.frames('chat.sync')).toHaveLength(4);
    expect(server.frames('ping')).toHaveLength(0);
    server.add(chatId, { kind: 'ended', reason: 'timeout' });
    await clock.advance(41_000);
    const { length } = server.frames('chat.sync');
    await clock.advance(600_000);
    expect(server.frames('chat.sync')).toHaveLength(length);
  });

  test('a long log comes in pages', async () => {
    const all = world();
    all.server.pageSize = 10;
    for (let n = 0; n < 95; n++) all.server.add(chatId, fromAnna(`${n}`));
    const { conversation } = all.openPage();
    await all.clock.until(() => conversation.entries.value.length === 96);
    expect(all.server.frames('chat.sync')).toHaveLength(10);
  });

  test('a reconnect and a rotation tie the new connection to the chat', async () => {
    const { clock, server, page } = await inWorld();
    server.lines[0]?.drop();
    server.add(chatId, fromAnna('gemist'));
    await clock.until(() => page.texts().length === 1);
    await clock.advance(120 * 60_000);
    expect(server.openLines().every((line) => line.chats.has(chatId))).toBe(true);
    server.add(chatId, fromAnna('daarna'));
    await clock.advance(50);
    expect(page.texts()).toEqual(['gemist', 'daarna']);
  });

  test('a sync that finds the server busy goes on; a refused one stops', async () => {
    const { clock, server, openPage } = world();
    server.refuse('chat.sync', { code: 'busy' }, { code: 'internal' });
    const page = openPage();
    await clock.until(() => page.conversation.entries.value.length === 1);
    server.refuse('chat.sync', { code: 'not_found' });
    const other = openPage();
    await clock.advance(30_000);
    expect(server.frames('chat.sync')).toHaveLength(4);
    expect(other.conversation.entries.value).toEqual([]);
    expect([page.refusals, other.refusals]).toEqual([[], [{ code: 'not_found' }]]);
  });

  test('[S27][S38][S89] state and agents follow the entries', async () => {
    const { clock, server, conversation } = await inWorld();
    const bram = { id: 'agent-0000000000000002' as UserId, name: 'Bram' };
    const seen = () => [
      conversation.chat.value?.state,
      conversation.chat.value?.agents.map(({ name }) => name),
    ];
    expect(seen()).toEqual(['online', []]);
    conversation.say('hallo');
    await clock.until(() => conversation.chat.value?.state === 'waiting');
    server.add(chatId, joined);
    server.add(chatId, { ...joined, cid: aChatId('join2') as string as Cid, agent: bram });
    await clock.advance(100);
    expect(seen()).toEqual(['active', ['Anna', 'Bram']]);
    server.add(chatId, { kind: 'left', cid: aChatId('left') as string as Cid, agent: anna });
    await clock.advance(100);
    expect(seen()).toEqual(['active', ['Bram']]);
    server.add(chatId, { kind: 'ended', reason: 'timeout' });
    await clock.advance(100);
    expect(seen()).toEqual(['ended', ['Bram']]);
  });

  test('what start or join answered saves the first sync, not the next', async () => {
    const { clock, server, openPage } = world();
    const first = openPage();
    await clock.until(() => first.conversation.entries.value.length === 1);
    const { connection, outbox, outside } = first;
    const chat = first.conversation.chat.value;
    if (!chat) throw new Error('no chat');
    const known = { chat, entries: first.conversation.entries.value, preview: true };
    const sid = 'sid-0000' as Sid;
    const deps = { connection, outbox, chatId, sid, createTyping: createPreviewing, known, outside };
    const conversation = createConversation(deps);
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(server.frames('chat.sync')).toHaveLength(1);
    server.lines[0]?.drop();
    await clock.advance(20_000);
    expect(server.frames('chat.sync').filter((frame) => frame.sid === sid)).toHaveLength(1);
  });
});

describe('the end', () => {
  test('[S62] comes after what was said, once however often it is asked', async () => {
    const { clock, server, conversation } = await inWorld();
    server.network = { request: () => [150] };
    conversation.say('dank u');
    const answers = Promise.all([conversation.end(), conversation.end()]);
    await clock.until(() => conversation.chat.value?.state === 'ended');
    await clock.advance(500);
    for (const answer of await answers) expect(answer).toHaveProperty('ok');
    expect(server.log(chatId).map(({ kind }) => kind)).toEqual(['started', 'message', 'ended']);
  });

  test('somebody else was first: that is as good', async () => {
    const { clock, server, conversation } = await inWorld();
    server.network = { push: () => [] };
    server.add(chatId, { kind: 'ended', reason: 'agent' });
    const answer = conversation.end();
    await clock.until(() => conversation.chat.value?.state === 'ended');
    expect(await answer).toEqual({ ok: {} });
  });

  test('a message to an ended chat fails with that refusal, and the window learns of the end', async () => {
    const { clock, server, conversation } = await inWorld();
    server.network = { push: () => [] };
    server.add(chatId, { kind: 'ended', reason: 'timeout' });
    conversation.say('te laat');
    await clock.until(() => conversation.chat.value?.state === 'ended');
    expect(conversation.outgoing.value).toMatchObject([{ state: 'failed', refusal: { code: 'chat_ended' } }]);
  });
});

describe('reload', () => {
  test('[F20] [S52] a new page sends what the old one could not, with the same cid and cursor', async () => {
    const { clock, server, openPage, page, conversation } = await inWorld();
    server.network = { reply: (frame) => (frame.action === 'chat.say' ? [] : [10]), request: () => [10] };
    conversation.say('een');
    conversation.say('twee');
    await clock.advance(200);
    page.close();
    // The first was stored, its reply never came; the second never left.
    expect(storedTexts(server)).toEqual(['een']);
    server.network = { handshake: () => 'refused' };
    const next = openPage();
    await clock.until(() => next.conversation.outgoing.value.length === 2);
    expect(next.conversation.outgoing.value).toMatchObject([{ text: 'een' }, { text: 'twee' }]);
    server.network = {};
    await clock.until(() => next.conversation.outgoing.value.length === 0);
    expect(storedTexts(server)).toEqual(['een', 'twee']);
    expect(next.texts()).toEqual(['een', 'twee']);
    await clock.advance(1_000);
    expect(next.outbox.load(chatId)).toEqual([]);
  });

  test('a message that was never stored goes again unchanged', async () => {
    const { clock, server, openPage, page, conversation } = await inWorld();
    server.network = { request: (frame) => (frame.action === 'chat.say' ? [] : [10]) };
    conversation.say('hallo');
    await clock.advance(200);
    page.close();
    server.network = {};
    const next = openPage();
    await clock.until(() => next.texts().length === 1);
    const [first, second] = server.frames('chat.say');
    expect({ ...second, id: 0 }).toEqual({ ...first, id: 0 });
  });

  test('a failed message stays failed with its reason', async () => {
    const { clock, server, openPage, page, conversation } = await inWorld();
    server.refuse('chat.say', { code: 'forbidden' });
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value[0]?.state === 'failed');
    await clock.advance(100);
    page.close();
    const next = openPage();
    await clock.until(() => next.conversation.outgoing.value.length === 1);
    await clock.advance(5_000);
    expect(next.conversation.outgoing.value).toMatchObject([
      { state: 'failed', refusal: { code: 'forbidden' } },
    ]);
    expect(server.frames('chat.say')).toHaveLength(1);
  });

  test('[F20] [S47] a draft is kept while typing, and is gone once said', async () => {
    const { clock, openPage, page, conversation } = await inWorld();
    conversation.typing('hal');
    await clock.advance(300);
    conversation.typing('hallo');
    page.close();
    await clock.advance(0);
    const next = openPage();
    expect(next.outbox.loadDraft(chatId)).toBe('hallo');
    next.conversation.say('hallo');
    await clock.advance(1_000);
    expect(openPage().outbox.loadDraft(chatId)).toBe('');
  });

  test('[F14] two tabs that find the same leftovers store them once', async () => {
    const { clock, server, openPage, page, conversation } = await inWorld();
    server.network = { request: (frame) => (frame.action === 'chat.say' ? [] : [10]) };
    for (const text of ['een', 'twee', 'drie']) conversation.say(text);
    await clock.advance(500);
    page.close();
    server.network = {};
    const before = server.frames('chat.say').length;
    const tabs = [openPage(), openPage()];
    await clock.until(() => tabs.every((tab) => tab.texts().length === 3));
    expect(storedTexts(server)).toEqual(['een', 'twee', 'drie']);
    // The second tab may hear of the last one just after its own turn began.
    expect(server.frames('chat.say').length - before).toBeLessThanOrEqual(4);
    await clock.advance(1_000);
    for (const tab of tabs) expect(tab.conversation.outgoing.value).toEqual([]);
  });
});

describe('typing', () => {
  const withAnna = async () => {
    const all = await inWorld();
    all.server.add(chatId, joined);
    await all.clock.advance(100);
    return all;
  };
  /** Types a text key by key, with `ms` between two keys. */
  const typeOut = async (all: Awaited<ReturnType<typeof inWorld>>, text: string, ms = 200) => {
    for (let length = 1; length <= text.length; length++) {
      all.conversation.typing(text.slice(0, length));
      await all.clock.advance(ms);
    }
  };
  const sixty = 'Mijn bestelling van vorige week is nog steeds niet geleverd!';

  test('[S43] a typed message of 60 characters costs two frames', async () => {
    for (const ms of [150, 200, 300]) {
      const all = await withAnna();
      await typeOut(all, sixty, ms);
      all.conversation.say(sixty);
      all.conversation.typing('');
      await all.clock.advance(60_000);
      expect(all.server.frames('chat.preview')).toHaveLength(2);
    }
  });

  test('the first comes within 0.7 s, the last text within 24 s, an unchanged text never again', async () => {
    const all = await withAnna();
    await typeOut(all, 'ha', 300);
    await all.clock.advance(100);
    expect(all.server.frames('chat.preview')).toMatchObject([{ text: 'ha' }]);
    await typeOut(all, sixty, 200);
    await all.clock.advance(24_000);
    expect(all.server.frames('chat.preview').at(-1)?.text).toBe(sixty);
    const { length } = all.server.frames('chat.preview');
    all.conversation.typing(`${sixty}!`);
    all.conversation.typing(sixty);
    await all.clock.advance(60_000);
    expect(all.server.frames('chat.preview')).toHaveLength(length);
  });

  test('an emptied text clears', async () => {
    const all = await withAnna();
    await typeOut(all, 'hallo');
    all.conversation.typing('');
    await all.clock.advance(1_000);
    expect(all.server.frames('chat.preview').map(({ text }) => text)).toEqual(['hal', '']);
  });

  test('nothing without an agent, nor while previews are off; what is there is shown when one joins', async () => {
    const all = await inWorld();
    await typeOut(all, 'hallo');
    await all.clock.advance(10_000);
    expect(all.server.frames('chat.preview')).toEqual([]);
    all.server.add(chatId, joined);
    await all.clock.advance(1_000);
    expect(all.server.frames('chat.preview')).toMatchObject([{ text: 'hallo' }]);

    const off = world();
    off.server.preview = false;
    off.server.add(chatId, joined);
    const { conversation } = off.openPage();
    await off.clock.advance(1_000);
    conversation.typing('geheim');
    await off.clock.advance(60_000);
    expect(off.server.frames('chat.preview')).toEqual([]);
  });

  test('revisions grow, also over a reload', async () => {
    const all = await withAnna();
    await typeOut(all, sixty);
    all.conversation.say(sixty);
    await all.clock.until(() => all.page.texts().length === 1);
    await typeOut(all, sixty);
    all.page.close();
    const next = all.openPage();
    await all.clock.advance(1_000);
    await typeOut({ ...all, conversation: next.conversation }, sixty);
    const revs = all.server.frames('chat.preview').map(({ rev }) => rev ?? 0);
    expect(revs.length).toBeGreaterThan(4);
    expect(revs).toEqual([...new Set(revs)].sort((a, b) => a - b));
    expect(revs.every(Number.isSafeInteger)).toBe(true);
  });

  test('[S45] an agent’s typing is told at most every 13 s, so once for a typical message, without its text', async () => {
    const all = world();
    all.server.add(chatId, joined);
    const page = all.openPage(createTypingSign);
    await all.clock.until(() => page.conversation.entries.value.length === 2);
    for (let second = 0; second < 20; second++) {
      page.conversation.typing('x'.repeat(second + 1));
      await all.clock.advance(1_000);
    }
    expect(all.server.frames('chat.typing')).toHaveLength(2);
    expect(Object.keys(all.server.frames('chat.typing')[0] ?? {})).toEqual(['id', 'action', 'chatId']);
    expect(all.server.frames('chat.preview')).toEqual([]);
  });
});
