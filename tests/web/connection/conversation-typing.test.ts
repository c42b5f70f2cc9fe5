// What of typing goes to the other side, and what comes back.
import { describe, expect, test } from 'vitest';
import { createTypingSign } from '../../../web/connection/typing.ts';
import { chatId, inWorld, joined, world } from './support/world.ts';

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

  test.each([`a${'😀'.repeat(2_000)}`, '👍'.repeat(3_999), '😀'.repeat(4_000)])(
    'as many characters as a message may have are shown whole (%#)',
    async (text) => {
      const all = await withAnna();
      all.conversation.typing(text);
      await all.clock.advance(1_000);
      expect(all.server.frames('chat.preview').at(-1)?.text).toBe(text);
      all.conversation.typing(`a${'😀'.repeat(4_000)}`);
      await all.clock.advance(60_000);
      expect(all.server.frames('chat.preview').at(-1)?.text).toBe(`a${'😀'.repeat(3_999)}`);
    },
  );

  test('an emptied text clears', async () => {
    const all = await withAnna();
    await typeOut(all, 'hallo');
    all.conversation.typing('');
    await all.clock.advance(1_000);
    expect(all.server.frames('chat.preview').map(({ text }) => text)).toEqual(['hal', '']);
  });

  test('[S26] without an agent only that there is typing, at most twice a minute; with one what is typed, and not that', async () => {
    const all = await inWorld();
    await typeOut(all, sixty);
    expect(all.server.frames('chat.preview')).toEqual([]);
    expect(all.server.frames('chat.typing')).toHaveLength(1);
    await typeOut(all, sixty, 400);
    await typeOut(all, sixty, 400);
    expect(all.server.frames('chat.typing')).toHaveLength(2);
    all.server.add(chatId, joined);
    await all.clock.advance(60_000);
    await typeOut(all, sixty);
    expect(all.server.frames('chat.typing')).toHaveLength(2);
    expect(all.server.frames('chat.preview').length).toBeGreaterThan(0);
  });

  test('[S26] where previews are off that is not told either', async () => {
    const off = world();
    off.server.preview = false;
    const { conversation } = off.openPage();
    await off.clock.advance(1_000);
    conversation.typing('geheim');
    await off.clock.advance(60_000);
    expect(off.server.frames('chat.typing')).toEqual([]);
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
