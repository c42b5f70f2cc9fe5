// When the console notifies an agent, and that it is silent once everything is handled.
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatSummary } from '../../../../shared/model.ts';
import { createNotifier, type DeskAlert, listAlerts } from '../../../../web/console/state/notifier.ts';
import { emptyDesk } from '../../../../web/console/state/state.ts';
import {
  aChatId,
  aChatSummary,
  anAgentSummary,
  anInvitation,
  anna,
  bram,
} from '../../../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const waiting = (name: string): DeskAlert => ({
  kind: 'waiting',
  chatId: aChatId(name),
  nickname: name,
  count: 1,
});
const unread = (name: string, count: number): DeskAlert => ({ ...waiting(name), kind: 'unread', count });

const setUp = (choices = {}) => {
  const alerts = signal<readonly DeskAlert[]>([]);
  const isNotifying = signal(true);
  const storage = createStorage();
  const shown = new Set<string>();
  let sounds = 0;
  const notifier = createNotifier({
    alerts,
    storage,
    isNotifying,
    output: {
      playSound: () => {
        sounds++;
      },
      notify: ({ kind, nickname }) => {
        shown.add(`${kind} ${nickname}`);
        return () => shown.delete(`${kind} ${nickname}`);
      },
    },
  });
  notifier.choose({ sound: true, desktop: true, ...choices });
  return { alerts, isNotifying, storage, shown, notifier, sounds: () => sounds };
};

describe('ringing', () => {
  test('is off until the agent switches it on, and the choice is kept', () => {
    const { storage } = setUp({ own: false });
    const again = createNotifier({
      alerts: signal([]),
      storage,
      isNotifying: signal(true),
      output: { playSound: () => {}, notify: () => () => {} },
    });
    expect(again.choices.value).toEqual({ sound: true, desktop: true, own: false, unanswered: true });
    const quiet = createNotifier({
      alerts: signal([]),
      storage: createStorage(),
      isNotifying: signal(true),
      output: { playSound: () => {}, notify: () => () => {} },
    });
    expect(quiet.choices.value).toMatchObject({ sound: false, desktop: false });
  });

  test("is for one of the agent's tabs; the next one takes over without ringing for what is known", () => {
    const { alerts, isNotifying, shown, sounds } = setUp();
    isNotifying.value = false;
    alerts.value = [waiting('Jan')];
    expect([sounds(), ...shown]).toEqual([0]);
    isNotifying.value = true;
    expect(sounds()).toBe(0);
    alerts.value = [waiting('Jan'), waiting('Petra')];
    expect([sounds(), ...shown]).toEqual([1, 'waiting Petra']);
    isNotifying.value = false;
    vi.advanceTimersByTime(60_000);
    expect([sounds(), ...shown]).toEqual([1]);
  });

  test('comes back for a chat nobody answers, until somebody joins', () => {
    const { alerts, shown, sounds } = setUp();
    alerts.value = [waiting('Jan')];
    expect(sounds()).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(4);
    expect([...shown]).toEqual(['waiting Jan']);
    alerts.value = [];
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(4);
    expect([...shown]).toEqual([]);
  });

  test('is once for each new message in an own chat, and over when it is read', () => {
    const { alerts, shown, sounds } = setUp();
    alerts.value = [unread('Jan', 1)];
    alerts.value = [unread('Jan', 2)];
    alerts.value = [unread('Jan', 2)];
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(2);
    alerts.value = [];
    expect([...shown]).toEqual([]);
    alerts.value = [unread('Jan', 1)];
    expect(sounds()).toBe(3);
  });

  test('is for what was chosen only', () => {
    const { alerts, sounds, shown, notifier } = setUp({ own: false, desktop: false });
    alerts.value = [unread('Jan', 1)];
    expect(sounds()).toBe(0);
    notifier.choose({ own: true, unanswered: false });
    alerts.value = [unread('Jan', 2), waiting('Petra')];
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBeGreaterThan(0);
    const rung = sounds();
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(rung);
    expect([...shown]).toEqual([]);
  });

  test('switched off is silent at once', () => {
    const { alerts, sounds, shown, notifier } = setUp();
    alerts.value = [waiting('Jan')];
    notifier.choose({ sound: false, desktop: false });
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(1);
    expect([...shown]).toEqual([]);
  });

  test('stops when the console closes', () => {
    const { alerts, sounds, shown, notifier } = setUp();
    alerts.value = [waiting('Jan')];
    notifier.close();
    vi.advanceTimersByTime(60_000);
    expect(sounds()).toBe(1);
    expect([...shown]).toEqual([]);
  });
});

describe('what asks for an agent', () => {
  const state = (chats: readonly ChatSummary[], onDuty = true) => ({
    ...emptyDesk,
    me: anna,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    agents: new Map([[anna.id, anAgentSummary(anna, { onDuty })]]),
  });
  const invited = aChatSummary('Petra', {
    state: 'active',
    agents: [bram],
    invitations: [anInvitation({ agent: anna, by: bram })],
  });

  test('[S27] [S82] unanswered and incoming chats; unanswered ones only on duty', () => {
    const chats = [aChatSummary('Jan', { state: 'waiting' }), aChatSummary('Kees'), invited];
    expect(listAlerts(state(chats), []).map(({ kind }) => kind)).toEqual(['waiting', 'incoming']);
    expect(listAlerts(state(chats, false), []).map(({ kind }) => kind)).toEqual(['incoming']);
  });

  test('[S82] an invitation lapses with its chat', () => {
    expect(listAlerts(state([{ ...invited, state: 'ended' }]), [])).toEqual([]);
  });

  test('[S84] new messages in own windows, not in watched ones', () => {
    const window = (isWatched: boolean, count: number) => ({
      chatId: invited.id,
      isWatched,
      unread: signal(count),
    });
    expect(listAlerts(state([]), [window(false, 0), window(true, 3)])).toEqual([]);
    expect(listAlerts(state([]), [window(false, 2)])).toMatchObject([{ kind: 'unread', count: 2 }]);
  });
});
