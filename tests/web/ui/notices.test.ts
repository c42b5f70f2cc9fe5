// Which messages go by themselves, and when: confirmations, after 8 seconds in which nobody reads them.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatId } from '../../../shared/model.ts';
import { createNotices, type Notice } from '../../../web/console/state/notices.ts';
import { createNoticeList } from '../../../web/ui/notices.ts';

const PASSES_MS = 8_000;
beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const aList = () => createNoticeList<{ says: string }>({ isPassing: ({ says }) => says === 'done' });
const said = (list: ReturnType<typeof aList>) => list.shown.value.map(({ says }) => says);

test('a confirmation goes after 8 seconds, an error does not go by itself', () => {
  const list = aList();
  list.post({ says: 'done' });
  list.post({ says: 'refused' });
  vi.advanceTimersByTime(PASSES_MS - 1);
  expect(said(list)).toEqual(['done', 'refused']);
  vi.advanceTimersByTime(1);
  expect(said(list)).toEqual(['refused']);
  vi.advanceTimersByTime(100 * PASSES_MS);
  expect(said(list)).toEqual(['refused']);
});

describe('while somebody reads', () => {
  test.each(['pointer', 'focus'] as const)('by %s none goes; afterwards the 8 seconds begin anew', (by) => {
    const list = aList();
    list.post({ says: 'done' });
    vi.advanceTimersByTime(PASSES_MS - 1);
    list.setRead(by, true);
    vi.advanceTimersByTime(100 * PASSES_MS);
    expect(said(list)).toEqual(['done']);
    list.setRead(by, false);
    vi.advanceTimersByTime(PASSES_MS - 1);
    expect(said(list)).toEqual(['done']);
    vi.advanceTimersByTime(1);
    expect(said(list)).toEqual([]);
  });

  test('a pointer that goes away leaves the one whose focus is in them', () => {
    const list = aList();
    list.post({ says: 'done' });
    list.setRead('focus', true);
    list.setRead('pointer', true);
    list.setRead('pointer', false);
    vi.advanceTimersByTime(100 * PASSES_MS);
    expect(said(list)).toEqual(['done']);
  });

  test('closing the last one, with the focus in its cross, is the end of reading', () => {
    const list = aList();
    list.post({ says: 'done' });
    list.setRead('focus', true);
    list.dismiss(list.shown.value[0]?.id ?? 0);
    list.post({ says: 'done' });
    vi.advanceTimersByTime(PASSES_MS);
    expect(said(list)).toEqual([]);
  });
});

test('of what the console says, only what confirms an act of this agent goes by itself', () => {
  const chat = { nickname: 'Jan', chatId: 'c'.repeat(22) as ChatId };
  const ticket = { nickname: 'Jan', ticket: 7 };
  const all: { readonly [K in Notice['kind']]: Extract<Notice, { kind: K }> } = {
    saved: { kind: 'saved', ...ticket },
    deleted: { kind: 'deleted', ...chat },
    left: { kind: 'left', ...chat },
    saved_elsewhere: { kind: 'saved_elsewhere', ...ticket },
    missed: { kind: 'missed', ...ticket },
    closed_elsewhere: { kind: 'closed_elsewhere', ...chat },
    nothing_to_save: { kind: 'nothing_to_save', ...chat },
    handed_over: { kind: 'handed_over', ...chat, to: 'Bram' },
    unsaid: { kind: 'unsaid', ...chat, text: 'Half antw' },
    mentioned: { kind: 'mentioned', ...chat, by: 'Anna' },
    declined: { kind: 'declined', nickname: 'Jan', by: 'Bram' },
    fields_unsaved: { kind: 'fields_unsaved' },
    refused: { kind: 'refused', refusal: { code: 'busy' } },
    lost: { kind: 'lost' },
  };
  const passing = Object.values(all).filter((notice) => {
    const { post, shown } = createNotices({ unsaid: () => [], saveUnsaid: () => {} });
    post(notice);
    vi.advanceTimersByTime(PASSES_MS);
    return shown.value.length === 0;
  });
  expect(passing.map(({ kind }) => kind)).toEqual(['saved', 'deleted', 'left']);
});
