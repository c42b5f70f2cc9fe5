// From when on a customer who waits is offered to leave a message.
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { CustomerChat, Entry } from '../../../shared/model.ts';
import { createWaiting } from '../../../web/widget/model/waiting.ts';
import { createClock } from '../connection/support/clock.ts';

const anna = { id: 'a'.repeat(22), name: 'Anna' } as CustomerChat['agents'][number];

const setUp = () => {
  const clock = createClock();
  const chat = signal<CustomerChat | undefined>(undefined);
  const entries = signal<readonly Entry[]>([]);
  const waiting = createWaiting(clock, signal({ chat, entries }));
  const state = (state: CustomerChat['state'], agents: CustomerChat['agents'] = []) => {
    chat.value = { id: 'c'.repeat(22), state, nickname: 'Jan', agents } as CustomerChat;
  };
  const add = (entry: object) => {
    entries.value = [...entries.value, { seq: entries.value.length + 1, at: clock.now(), ...entry } as Entry];
  };
  return { clock, waiting, state, add };
};

test('[S38] two minutes after the question, while nobody takes part', async () => {
  const { clock, waiting, state, add } = setUp();
  add({ kind: 'started' });
  state('online');
  await clock.advance(600_000);
  expect(waiting.isLong.value).toBe(false);
  add({ kind: 'message' });
  state('waiting');
  await clock.advance(119_000);
  expect(waiting.isLong.value).toBe(false);
  await clock.advance(2000);
  expect(waiting.isLong.value).toBe(true);
  add({ kind: 'joined' });
  state('active', [anna]);
  expect(waiting.isLong.value).toBe(false);
});

test('[S38] [S153] after the last agent went away, from then on; not once the chat is over', async () => {
  const { clock, waiting, state, add } = setUp();
  add({ kind: 'message' });
  add({ kind: 'joined' });
  state('active', [anna]);
  await clock.advance(600_000);
  add({ kind: 'away' });
  state('waiting', [anna]);
  expect(waiting.isLong.value).toBe(false);
  await clock.advance(121_000);
  expect(waiting.isLong.value).toBe(true);
  state('ended');
  expect(waiting.isLong.value).toBe(false);
});
