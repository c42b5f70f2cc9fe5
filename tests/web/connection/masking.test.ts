// What leaves a browser of a number that is typed: nothing of it, in a message or in a preview.
import { describe, expect, test, vi } from 'vitest';
import { createLaterTyping } from '../../../web/connection/later-typing.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { createMaskedPreviewing, maskMessage } from '../../../web/widget/browser/masking.ts';
import { chatId, fromAnna, joined, storedTexts, world } from './support/world.ts';

// The page around the chat, as far as it is told.
vi.stubGlobal(
  'document',
  Object.assign(new EventTarget(), { title: '(2) Meldingen', body: { dataset: {} } }),
);
vi.stubGlobal('location', { pathname: '/meldingen' });

const CARD = 'kaart 5555 5555 5555 4444';
const MASKED = 'kaart •••• •••• •••• 4444';

/** A page whose part that masks comes when it is let. */
const open = async () => {
  let come = () => {};
  let fail = () => {};
  const part = new Promise<void>((resolve, reject) => {
    come = resolve;
    fail = () => reject(new Error('no network'));
  });
  part.catch(() => {});
  const all = world();
  const createTyping = createLaterTyping(async () => {
    await part;
    return createMaskedPreviewing;
  });
  const page = all.openPage(createTyping, undefined, {
    mask: (text, about) =>
      part.then(
        () => maskMessage(text, about),
        () => text,
      ),
  });
  all.server.add(chatId, joined);
  await all.clock.until(() => page.conversation.entries.value.length > 1);
  return { ...all, page, conversation: page.conversation, come, fail };
};

describe('a number', () => {
  test('is masked in the own bubble, in the outbox and on the wire [S139]', async () => {
    const all = await open();
    all.come();
    all.conversation.say(CARD);
    await all.clock.advance(0);
    expect(all.conversation.outgoing.value.map(({ text }) => text)).toEqual([MASKED]);
    expect(all.page.outbox.load(chatId).map(({ text }) => text)).toEqual([MASKED]);
    await all.clock.advance(5_000);
    expect(storedTexts(all.server)).toEqual([MASKED]);
    expect(JSON.stringify(all.server.frames('chat.say'))).not.toContain('5555');
  });

  test('waits in the browser until the part that masks it is there [S139]', async () => {
    const all = await open();
    all.conversation.typing(CARD);
    all.conversation.say(CARD);
    await all.clock.advance(5_000);
    expect(all.server.frames('chat.say')).toEqual([]);
    all.come();
    await all.clock.advance(5_000);
    expect(storedTexts(all.server)).toEqual([MASKED]);
  });

  test('goes to the server, which masks it, where that part does not come [S139]', async () => {
    const all = await open();
    all.fail();
    all.conversation.typing(CARD);
    all.conversation.say(CARD);
    await all.clock.advance(5_000);
    expect(storedTexts(all.server)).toEqual([CARD]);
    expect(all.server.frames('chat.preview')).toEqual([]);
  });

  test('is masked in every preview; what was typed before is told when the part is there [S43] [S139]', async () => {
    const all = await open();
    all.conversation.typing(CARD);
    await all.clock.advance(5_000);
    expect(all.server.frames('chat.preview')).toEqual([]);
    all.come();
    await all.clock.advance(5_000);
    expect(all.server.frames('chat.preview')).toMatchObject([{ text: MASKED }]);
  });

  test('is a BSN where the helpdesk asked for one [S139]', async () => {
    const all = await open();
    all.come();
    all.server.add(chatId, fromAnna('Wat is uw BSN?', 'asked'));
    await all.clock.advance(100);
    all.conversation.typing('123456782');
    await all.clock.advance(5_000);
    expect(all.server.frames('chat.preview')).toMatchObject([{ text: '•••••••••' }]);
  });

  test('goes as it is once an agent let it through, but not in a preview [S139]', async () => {
    const all = await open();
    all.come();
    const chat = all.conversation.chat.peek();
    const about = {
      ...all.conversation,
      chat: { ...all.conversation.chat, peek: () => chat && { ...chat, allowed: true } },
    };
    expect(maskMessage(CARD, about as never)).toBe(CARD);
    expect(maskMessage(CARD, all.conversation)).toBe(MASKED);
  });
});

test('it is fetched once, when a chat is there [S43]', async () => {
  const all = world();
  let fetched = 0;
  const page = all.openPage(
    createLaterTyping(async () => {
      fetched++;
      return createPreviewing;
    }),
  );
  all.server.add(chatId, joined);
  await all.clock.until(() => page.conversation.entries.value.length > 1);
  expect(fetched).toBe(1);
  page.conversation.typing('D');
  page.conversation.typing('Da');
  await all.clock.advance(2_000);
  expect(fetched).toBe(1);
  expect(all.server.frames('chat.preview')).toMatchObject([{ text: 'Da' }]);
});
