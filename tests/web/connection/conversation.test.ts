// That what is said is stored once and in order, whatever the network does, up to the end of the chat.
import { describe, expect, test } from 'vitest';
import type { Cid } from '../../../shared/model.ts';
import { chatId, fromAnna, inWorld, storedTexts } from './support/world.ts';

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

  test('blank lines around a text are no part of it; those within are', async () => {
    const { clock, conversation, page } = await inWorld();
    for (const text of ['einde\n\n\n', '\n \nbegin', 'een\n\ntwee']) conversation.say(text);
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(page.texts()).toEqual(['einde', 'begin', 'een\n\ntwee']);
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
