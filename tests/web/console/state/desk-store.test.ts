// What follows an event: reactions in their order, each with the state before and after, and a screen that is drawn once.
import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { createDeskStore } from '../../../../web/console/state/desk-store.ts';
import { aChatId, aChatSummary } from '../../../support/builders.ts';

test('reactions run in their order with the state before and after, and the screen is drawn when they are through', () => {
  const { state, dispatch, react } = createDeskStore();
  const jan = aChatId('Jan');
  const seen: string[] = [];
  react(
    (before, after, { event }) =>
      seen.push(`${event} ${before.chats.has(jan)} ${after.chats.has(jan)} ${state.value === after}`),
    () => seen.push('second'),
  );
  const stop = effect(() => void seen.push(`drawn with ${state.value.chats.size}`));
  dispatch({ event: 'chat.changed', chat: aChatSummary('Jan') });
  expect(seen).toEqual(['drawn with 0', 'chat.changed false true true', 'second', 'drawn with 1']);
  stop();
});
