// The unclosed chats: which they are and why, the list kept up to date, closing several, undoing a deletion.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatSummary, Person, UnclosedChat } from '../../../../shared/model.ts';
import { findUnclosed } from '../../../../web/console/state/known-unclosed.ts';
import { emptyDesk } from '../../../../web/console/state/state.ts';
import { formatAge } from '../../../../web/console/unclosed/format-age.ts';
import {
  createUnclosed,
  findReasons,
  keepListed,
  UNDO_MS,
} from '../../../../web/console/unclosed/unclosed.ts';
import { aChatId, aChatSummary, anAgentSummary, anna, bram } from '../../../support/builders.ts';
import { ended, settle, setUpDesk } from '../support/set-up-desk.ts';

describe('which and why', () => {
  test('[S99] the reason is the end, or the customer who is gone, or that no agent is there', () => {
    const kinds = (given: Partial<ChatSummary>, ...there: readonly Person[]) =>
      findReasons(aChatSummary('Jan', given), (id) => there.some((agent) => agent.id === id)).map(
        ({ kind }) => kind,
      );
    expect(kinds({ state: 'ended', ended: { at: 1, reason: 'timeout' }, goneSince: 1 })).toEqual(['ended']);
    expect(kinds({ state: 'active', agents: [bram], goneSince: 1 }, bram)).toEqual(['gone']);
    expect(kinds({ state: 'active', agents: [bram], goneSince: 1 }, anna)).toEqual(['gone', 'unattended']);
    expect(kinds({ state: 'active', agents: [bram] })).toEqual(['unattended']);
    expect(kinds({ state: 'waiting', goneSince: 1 })).toEqual(['gone', 'unattended']);
  });

  test.each([
    [-5000, '< 1 min'],
    [59_999, '< 1 min'],
    [7 * 60_000, '7 min'],
    [125 * 60_000, '2 uur 5 min'],
    [24 * 60 * 60_000 - 1, '23 uur 59 min'],
    [60 * 60 * 60_000, '2 dagen'],
  ])('[S99] a line of %i ms ago is "%s" old', (ms, written) => {
    expect(formatAge(ms, 'nl')).toBe(written);
  });

  test('[S104] counts what is ended, has no agent there, lost its customer two minutes ago or was joined by nobody for three', () => {
    const chats = [
      aChatSummary('waiting', { state: 'waiting', startedAt: -60_000 }),
      aChatSummary('just come', { state: 'waiting', startedAt: 0 }),
      aChatSummary('mine', { state: 'active', agents: [anna] }),
      aChatSummary('brams', { state: 'active', agents: [bram] }),
      aChatSummary('left', { state: 'active', agents: [{ ...bram, id: aChatSummary('x').customer.id }] }),
      aChatSummary('gone', { state: 'active', agents: [anna], goneSince: 1000 }),
      aChatSummary('over', { state: 'ended', agents: [anna], ended: { at: 1, reason: 'agent' } }),
      aChatSummary('closed', { state: 'closed', ended: { at: 1, reason: 'agent' } }),
    ];
    const state = {
      ...emptyDesk,
      me: anna,
      chats: new Map(chats.map((chat) => [chat.id, chat])),
      // Off duty, and here to finish the running chats (S6).
      agents: new Map([[bram.id, anAgentSummary(bram, { onDuty: false })]]),
      consoles: new Map([[bram.id, { open: true, at: 0 }]]),
    };
    const names = (now: number) => findUnclosed(state, now).map(({ nickname }) => nickname);
    expect(names(119_999)).toEqual(['left', 'over']);
    expect(names(120_999)).toEqual(['waiting', 'left', 'over']);
    expect(names(121_000)).toEqual(['waiting', 'left', 'gone', 'over']);
    // A console that is loaded again is no reason yet.
    const without = { ...state, consoles: new Map([[bram.id, { open: false, at: 1000 }]]) };
    expect(findUnclosed(without, 5999).map(({ nickname }) => nickname)).not.toContain('brams');
    expect(findUnclosed(without, 6000).map(({ nickname }) => nickname)).toContain('brams');
  });

  test('what is no longer listed is no longer chosen', () => {
    const rows = [{ chat: aChatSummary('Jan') }, { chat: aChatSummary('Petra') }];
    expect([...keepListed(new Set([aChatId('Jan'), aChatId('Kees')]), rows)]).toEqual([aChatId('Jan')]);
  });
});

describe('the list', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const asScene = async (...names: string[]) => {
    const chats = names.map((name) => ended(name, { agents: [bram] }));
    const { server, desk, notices } = await setUpDesk(chats);
    const refreshes: number[] = [];
    const rows: UnclosedChat[] = chats.map((chat) => ({ chat }));
    server.answer('unclosed.list', () => ({ ok: { chats: rows } }));
    server.answer('chat.save', () => ({ ok: { ticket: 7 } }));
    const unclosed = createUnclosed({
      ...desk,
      close: desk.chats.close,
      refresh: () => void refreshes.push(1),
    });
    const stop = unclosed.open();
    await settle();
    const listed = () => unclosed.rows.value?.map(({ chat }) => chat.nickname);
    return { server, desk, notices, unclosed, listed, stop, rows, refreshes };
  };

  test('[S13] [S104] lists what was never told here, and asks for the desk when that knows one the list does not', async () => {
    const { server, desk, listed, rows, refreshes } = await asScene('Jan');
    expect(refreshes).toEqual([]);
    // Went while the desk did not look closely: no push, but the server lists it.
    const gone = aChatSummary('Kees', {
      state: 'active',
      agents: [anna],
      goneSince: Date.now() - 120_000,
      rev: 9,
    });
    rows.push({ chat: gone });
    server.push({ event: 'chat.changed', chat: ended('Petra', { agents: [bram] }) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(listed()).toEqual(['Jan', 'Kees']);
    expect(desk.unclosed.value.map(({ nickname }) => nickname)).toContain('Kees');
    // Petra is not in the server's list, here she is.
    expect(refreshes).toEqual([1]);
    server.push({ event: 'chat.changed', chat: ended('Petra', { agents: [bram], rev: 20 }) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(refreshes).toEqual([1]);
  });

  test('[S99] is read when it opens, and once after a burst of changes', async () => {
    const { server, desk, stop } = await asScene('Jan', 'Petra');
    expect(server.inputs('unclosed.list')).toHaveLength(1);
    expect(desk.unclosed.value).toHaveLength(2);
    for (const rev of [7, 8, 9]) server.push({ event: 'chat.changed', chat: ended('Kees', { rev }) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.inputs('unclosed.list')).toHaveLength(2);
    stop();
    server.push({ event: 'chat.changed', chat: ended('Kees', { rev: 10 }) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.inputs('unclosed.list')).toHaveLength(2);
  });

  test('[S101] [S102] saves several, tells the tickets, and a refusal at its own chat', async () => {
    const { server, unclosed, listed, notices } = await asScene('Jan', 'Petra');
    server.answer('chat.save', ({ chatId }) =>
      chatId === aChatId('Jan') ? { ok: { ticket: 7 } } : { error: { code: 'customer_connected' } },
    );
    unclosed.choose([aChatId('Jan'), aChatId('Petra')], true);
    await unclosed.save([...unclosed.chosen.value]);
    expect(unclosed.saved.value).toEqual([7]);
    expect(listed()).toEqual(['Petra']);
    expect([...unclosed.chosen.value]).toEqual([aChatId('Petra')]);
    expect(unclosed.faultsByChat.value.get(aChatId('Petra'))).toEqual({
      error: { code: 'customer_connected' },
    });
    expect(notices()).toEqual([]);
  });

  test('[S99] goes on behind the page that is shown, past pages without a row, and reads as far again after a change', async () => {
    const chats = ['Jan', 'Petra', 'Kees'].map((name) => ended(name, { agents: [bram] }));
    const { server, unclosed, listed } = await asScene();
    const [first, second, third] = chats.map((chat) => ({ chat }));
    if (!first || !second || !third) throw new Error('three chats');
    const pages: Readonly<Record<string, object>> = {
      '': { chats: [first], next: 'a' },
      a: { chats: [], next: 'b' },
      b: { chats: [second], next: 'c' },
      c: { chats: [third] },
    };
    server.answer('unclosed.list', (input) => ({ ok: pages[String(Object(input).from ?? '')] }) as never);
    server.push({ event: 'chat.changed', chat: first.chat });
    await vi.advanceTimersByTimeAsync(1000);
    expect(listed()).toEqual(['Jan']);
    expect(unclosed.hasMore.value).toBe(true);
    await unclosed.more();
    expect(listed()).toEqual(['Jan', 'Petra']);
    expect(unclosed.hasMore.value).toBe(true);
    server.push({ event: 'chat.changed', chat: { ...first.chat, rev: 30 } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(listed()).toEqual(['Jan', 'Petra']);
    await unclosed.more();
    expect(listed()).toEqual(['Jan', 'Petra', 'Kees']);
    expect(unclosed.hasMore.value).toBe(false);
  });

  test('[S103] a deletion can be undone for some seconds', async () => {
    const { server, unclosed, listed } = await asScene('Jan', 'Petra');
    await unclosed.remove([aChatId('Jan')]);
    expect(listed()).toEqual(['Petra']);
    expect(unclosed.removed.value).toEqual([aChatId('Jan')]);
    const undoing = unclosed.undo();
    server.push({ event: 'chat.changed', chat: ended('Jan', { agents: [bram], rev: 20 }) });
    await undoing;
    expect(server.inputs('chat.undelete')).toEqual([{ chatId: aChatId('Jan') }]);
    expect(unclosed.undone.value).toBe(1);
    expect(listed()).toEqual(['Jan', 'Petra']);

    await unclosed.remove([aChatId('Petra')]);
    await vi.advanceTimersByTimeAsync(UNDO_MS);
    expect(unclosed.removed.value).toEqual([]);
  });

  test('an undo that is not answered can be tried again', async () => {
    const { server, unclosed } = await asScene('Jan');
    await unclosed.remove([aChatId('Jan')]);
    server.answer('chat.undelete', () => ({ lost: true }));
    await unclosed.undo();
    expect(unclosed.removed.value).toEqual([aChatId('Jan')]);
    expect(unclosed.faultsByChat.value.get(aChatId('Jan'))).toEqual({ lost: true });
  });
});
