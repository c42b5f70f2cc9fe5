// How far a customer has read, and on which page that is: told with what is typed, or a while later by itself.
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../shared/model.ts';
import { createPreview } from '../../../web/connection/preview.ts';
import { createPreviewing } from '../../../web/connection/typing.ts';
import { findRead } from '../../../web/console/state/chat-progress.ts';
import { aConversation, anna } from '../../support/builders.ts';
import { chatId, fromAnna, joined, world } from './support/world.ts';

const tickets: Page = { path: '/tickets', title: 'Meldingen' };

const open = async (page?: Page) => {
  const all = world();
  const beside = signal<{ seen?: number; page?: Page | undefined }>({ page });
  const tab = all.openPage(createPreviewing, undefined, { beside });
  await all.clock.until(() => tab.conversation.entries.value.length > 0);
  const read = () => {
    beside.value = { ...beside.value, seen: tab.conversation.entries.value.length };
  };
  const told = () => all.server.frames('chat.preview').map(({ seen, page, text }) => ({ seen, page, text }));
  const join = async () => {
    all.server.add(chatId, joined);
    await all.clock.advance(100);
    read();
  };
  return { ...all, tab, conversation: tab.conversation, beside, read, told, join };
};

describe('how far a customer has read', () => {
  test('is told ten seconds later by itself, once [S140]', async () => {
    const all = await open();
    await all.join();
    all.server.add(chatId, fromAnna('Klopt dit nummer?', 'asked'));
    await all.clock.advance(9_000);
    all.read();
    await all.clock.advance(60_000);
    const seen = all.told().map((told) => told.seen);
    expect(seen.at(-1)).toBe(3);
    expect(seen).toHaveLength(new Set(seen).size);
  });

  test('goes with the preview of whoever answers within ten seconds: no frame more while people talk [S140]', async () => {
    const all = await open();
    await all.join();
    for (let round = 0; round < 5; round++) {
      all.server.add(chatId, fromAnna(`Vraag ${round}`, `asked-${round}`));
      await all.clock.advance(1_000);
      all.read();
      await all.clock.advance(4_000);
      all.conversation.typing('Ja');
      await all.clock.advance(1_000);
      all.conversation.say('Ja');
      await all.clock.advance(1_000);
      all.read();
    }
    expect(all.told()).toHaveLength(5);
    expect(all.told().every(({ seen, text }) => seen !== undefined && text === 'Ja')).toBe(true);
  });

  test('is told to nobody while no agent is there, and to whoever joins [S140]', async () => {
    const all = await open();
    all.read();
    await all.clock.advance(60_000);
    expect(all.told()).toEqual([]);
    await all.join();
    await all.clock.advance(11_000);
    expect(all.told()).toEqual([{ seen: 2, page: undefined, text: '' }]);
  });

  test('stands under the last message that was read, until the customer says something [S140]', () => {
    const said = aConversation('Jan', [
      ['klant', 'Dag'],
      [anna, 'Dag Jan'],
      [anna, 'Wat is er?'],
    ]);
    expect(findRead(said, 2)).toBeUndefined();
    expect(findRead(said, 3)?.seq).toBe(3);
    expect(findRead(said, 99)?.seq).toBe(4);
    const answered = aConversation('Jan', [
      ['klant', 'Dag'],
      [anna, 'Dag Jan'],
      ['klant', 'De factuur'],
    ]);
    expect(findRead(answered, 99)).toBeUndefined();
  });

  test('only ever grows at the agent’s, whatever comes late [S140]', async () => {
    const all = await open();
    let push: (event: object) => void = () => {};
    const listen = (onEvent: (event: never) => void) => {
      push = onEvent as typeof push;
      return () => {};
    };
    const preview = createPreview({ listen }, all.conversation);
    for (const seen of [3, 1, undefined])
      push({ event: 'preview.changed', chatId, rev: 1, text: '', seen, page: seen && tickets });
    expect([preview.seen.value, preview.page.value]).toEqual([3, tickets]);
  });
});

describe('the page a customer is on', () => {
  test('is told three seconds later, and again to whoever joins [S141]', async () => {
    const all = await open(tickets);
    await all.join();
    await all.clock.advance(3_500);
    expect(all.told()).toMatchObject([{ page: tickets, text: '' }]);
    all.beside.value = { ...all.beside.value, page: { path: '/profile', title: 'Profiel' } };
    await all.clock.advance(3_500);
    expect(all.told()).toMatchObject([{ page: tickets }, { page: { path: '/profile' } }]);
    await all.clock.advance(60_000);
    expect(all.told()).toHaveLength(2);
  });
});
