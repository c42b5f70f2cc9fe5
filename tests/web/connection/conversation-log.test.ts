// That the window shows what the server has, also after a reload.
import { describe, expect, test } from 'vitest';
import type { Cid, Sid, UserId } from '../../../shared/model.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { aChatId } from '../../support/builders.ts';
import { anna } from './support/server.ts';
import { chatId, fromAnna, inWorld, joined, storedTexts, world } from './support/world.ts';

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
    const { connection, outbox, environment } = first;
    const chat = first.conversation.chat.value;
    if (!chat) throw new Error('no chat');
    const known = { chat, entries: first.conversation.entries.value, preview: true };
    const sid = 'sid-0000' as Sid;
    const deps = { connection, outbox, chatId, sid, createTyping: createPreviewing, known, environment };
    const conversation = createConversation(deps);
    conversation.say('hallo');
    await clock.until(() => conversation.outgoing.value.length === 0);
    expect(server.frames('chat.sync')).toHaveLength(1);
    server.lines[0]?.drop();
    await clock.advance(20_000);
    expect(server.frames('chat.sync').filter((frame) => frame.sid === sid)).toHaveLength(1);
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
