// How long an agent is shown as typing.
import { signal } from '@preact/signals';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServerEvent } from '../../../shared/events.ts';
import { ChatId, Entry } from '../../../shared/model.ts';
import type { Connection, Conversation } from '../../../web/connection/types.ts';
import { createTyping } from '../../../web/widget/model/typing.ts';

const chatId = v.parse(ChatId, 'k'.repeat(22));
const otherId = v.parse(ChatId, 'o'.repeat(22));

const message = (seq: number, role: 'agent' | 'customer') =>
  v.parse(Entry, {
    seq,
    at: seq,
    kind: 'message',
    cid: String(seq).padStart(22, 'x'),
    author: { role, id: role.padEnd(22, '-'), name: role },
    text: 'x',
  });

const aTyping = () => {
  const listeners = new Set<(event: ServerEvent) => void>();
  const connection: Pick<Connection, 'listen'> = {
    listen: (onEvent) => {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
  };
  const entries = signal<readonly Entry[]>([]);
  const chat = signal<Pick<Conversation, 'chatId' | 'entries'> | undefined>({ chatId, entries });
  const typing = createTyping(connection, chat);
  const hear = (name: string, about = chatId) => {
    for (const listen of listeners) listen({ event: 'agent.typing', chatId: about, name });
  };
  return { typing, entries, hear, listeners };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('[S45] an agent who types', () => {
  test('is shown until sixteen seconds after the last sign', () => {
    const { typing, hear } = aTyping();
    hear('Anna');
    vi.advanceTimersByTime(13_000);
    hear('Anna');
    vi.advanceTimersByTime(15_900);
    expect(typing.name.value).toBe('Anna');
    vi.advanceTimersByTime(200);
    expect(typing.name.value).toBeUndefined();
  });

  test('is gone with what the helpdesk says, not with what the customer says', () => {
    const { typing, entries, hear } = aTyping();
    hear('Anna');
    entries.value = [message(1, 'customer')];
    expect(typing.name.value).toBe('Anna');
    entries.value = [...entries.value, message(2, 'agent')];
    expect(typing.name.value).toBeUndefined();
  });

  test('in another chat is not shown, and nothing listens after closing', () => {
    const { typing, hear, listeners } = aTyping();
    hear('Anna', otherId);
    expect(typing.name.value).toBeUndefined();
    typing.close();
    expect(listeners.size).toBe(0);
  });
});
