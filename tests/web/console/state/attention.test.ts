// When the console calls for an agent, and that it is silent once everything is handled.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatSummary } from '../../../../shared/model.ts';
import { type Call, createAttention, listCalls } from '../../../../web/console/state/attention.ts';
import { emptyDesk } from '../../../../web/console/state/state.ts';
import { aChat, aChatId, anAgent, anInvitation, anna, bram } from '../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const waiting = (name: string): Call => ({
  kind: 'waiting',
  chatId: aChatId(name),
  nickname: name,
  count: 1,
});
const unread = (name: string, count: number): Call => ({ ...waiting(name), kind: 'unread', count });

const setUp = (choices = {}) => {
  const calls = signal<readonly Call[]>([]);
  const isRinging = signal(true);
  const storage = createStorage();
  const shown = new Set<string>();
  let chimes = 0;
  const attention = createAttention({
    calls,
    storage,
    isRinging,
    alarm: {
      chime: () => {
        chimes++;
      },
      notify: ({ kind, nickname }) => {
        shown.add(`${kind} ${nickname}`);
        return () => shown.delete(`${kind} ${nickname}`);
      },
    },
  });
  attention.choose({ sound: true, desktop: true, ...choices });
  return { calls, isRinging, storage, shown, attention, chimes: () => chimes };
};

describe('ringing', () => {
  test('is off until the agent switches it on, and the choice is kept', () => {
    const { storage } = setUp({ own: false });
    const again = createAttention({
      calls: signal([]),
      storage,
      isRinging: signal(true),
      alarm: { chime: () => {}, notify: () => () => {} },
    });
    expect(again.choices.value).toEqual({ sound: true, desktop: true, own: false, unanswered: true });
    const quiet = createAttention({
      calls: signal([]),
      storage: createStorage(),
      isRinging: signal(true),
      alarm: { chime: () => {}, notify: () => () => {} },
    });
    expect(quiet.choices.value).toMatchObject({ sound: false, desktop: false });
  });

  test("is for one of the agent's tabs; the next one takes over without ringing for what is known", () => {
    const { calls, isRinging, shown, chimes } = setUp();
    isRinging.value = false;
    calls.value = [waiting('Jan')];
    expect([chimes(), ...shown]).toEqual([0]);
    isRinging.value = true;
    expect(chimes()).toBe(0);
    calls.value = [waiting('Jan'), waiting('Petra')];
    expect([chimes(), ...shown]).toEqual([1, 'waiting Petra']);
    isRinging.value = false;
    vi.advanceTimersByTime(60_000);
    expect([chimes(), ...shown]).toEqual([1]);
  });

  test('comes back for a chat nobody answers, until somebody joins', () => {
    const { calls, shown, chimes } = setUp();
    calls.value = [waiting('Jan')];
    expect(chimes()).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(4);
    expect([...shown]).toEqual(['waiting Jan']);
    calls.value = [];
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(4);
    expect([...shown]).toEqual([]);
  });

  test('is once for each new message in an own chat, and over when it is read', () => {
    const { calls, shown, chimes } = setUp();
    calls.value = [unread('Jan', 1)];
    calls.value = [unread('Jan', 2)];
    calls.value = [unread('Jan', 2)];
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(2);
    calls.value = [];
    expect([...shown]).toEqual([]);
    calls.value = [unread('Jan', 1)];
    expect(chimes()).toBe(3);
  });

  test('is for what was chosen only', () => {
    const { calls, chimes, shown, attention } = setUp({ own: false, desktop: false });
    calls.value = [unread('Jan', 1)];
    expect(chimes()).toBe(0);
    attention.choose({ own: true, unanswered: false });
    calls.value = [unread('Jan', 2), waiting('Petra')];
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBeGreaterThan(0);
    const rung = chimes();
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(rung);
    expect([...shown]).toEqual([]);
  });

  test('switched off is silent at once', () => {
    const { calls, chimes, shown, attention } = setUp();
    calls.value = [waiting('Jan')];
    attention.choose({ sound: false, desktop: false });
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(1);
    expect([...shown]).toEqual([]);
  });

  test('stops when the console closes', () => {
    const { calls, chimes, shown, attention } = setUp();
    calls.value = [waiting('Jan')];
    attention.close();
    vi.advanceTimersByTime(60_000);
    expect(chimes()).toBe(1);
    expect([...shown]).toEqual([]);
  });
});

describe('what asks for an agent', () => {
  const state = (chats: readonly ChatSummary[], onDuty = true) => ({
    ...emptyDesk,
    me: anna,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    agents: new Map([[anna.id, anAgent(anna, { onDuty })]]),
  });
  const invited = aChat('Petra', {
    state: 'active',
    agents: [bram],
    invitations: [anInvitation({ agent: anna, by: bram })],
  });

  test('[S27] [S82] unanswered and incoming chats; unanswered ones only on duty', () => {
    const chats = [aChat('Jan', { state: 'waiting' }), aChat('Kees'), invited];
    expect(listCalls(state(chats), []).map(({ kind }) => kind)).toEqual(['waiting', 'incoming']);
    expect(listCalls(state(chats, false), []).map(({ kind }) => kind)).toEqual(['incoming']);
  });

  test('[S82] an invitation lapses with its chat', () => {
    expect(listCalls(state([{ ...invited, state: 'ended' }]), [])).toEqual([]);
  });

  test('[S84] new messages in own windows, not in watched ones', () => {
    const window = (isWatched: boolean, count: number) => ({
      chatId: invited.id,
      isWatched,
      unread: signal(count),
    });
    expect(listCalls(state([]), [window(false, 0), window(true, 3)])).toEqual([]);
    expect(listCalls(state([]), [window(false, 2)])).toMatchObject([{ kind: 'unread', count: 2 }]);
  });
});
