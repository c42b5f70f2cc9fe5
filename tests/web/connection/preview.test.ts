// That the agent sees the newest of what a customer types, and never what has already come as a message.
import { signal } from '@preact/signals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerEvent } from '../../../shared/events.ts';
import type { Cid, CustomerChat, Entry } from '../../../shared/model.ts';
import { createPreview, nextRev } from '../../../web/connection/preview.ts';
import { aChatId } from '../../support/builders.ts';
import { scaled } from '../../support/scale.ts';
import { anna, customer } from './support/server.ts';

const chatId = aChatId();
const NOW = 1_800_000_000_000;

const aWindow = () => {
  const entries = signal<readonly Entry[]>([]);
  const chat = signal<CustomerChat | undefined>({
    id: chatId,
    nickname: 'Jan',
    state: 'active',
    agents: [anna],
  });
  const listeners = new Set<(event: ServerEvent) => void>();
  const listen = (onEvent: (event: ServerEvent) => void) => {
    listeners.add(onEvent);
    return () => void listeners.delete(onEvent);
  };
  const preview = createPreview({ listen }, { chatId, entries, chat });
  const push = (rev: number, text: string, of = chatId) => {
    for (const hear of listeners) hear({ event: 'preview.changed', chatId: of, rev, text });
  };
  const message = (
    text: string,
    author: { role: 'customer' | 'agent'; id: typeof anna.id; name: string } = customer,
  ) => {
    const seq = entries.value.length + 1;
    const cid = aChatId(`${seq}`) as string as Cid;
    entries.value = [...entries.value, { seq, at: NOW, kind: 'message', cid, author, text }];
  };
  return { entries, chat, preview, push, message };
};

test('[S42] the newest revision wins, an older one that comes late changes nothing', () => {
  const { preview, push } = aWindow();
  push(nextRev(0, 0, NOW + 2), 'hallo daar');
  push(nextRev(0, 0, NOW + 1), 'hal');
  push(nextRev(0, 0, NOW + 9), 'iemand anders', aChatId('other'));
  expect(preview.text.value).toBe('hallo daar');
  push(nextRev(0, 0, NOW + 3), '');
  expect(preview.text.value).toBe('');
});

test('[S43] is gone when the customer’s message comes, and stays gone when it comes late', () => {
  const { preview, push, message } = aWindow();
  push(nextRev(0, 0, NOW), 'hal');
  message('Goedemiddag', { role: 'agent', ...anna });
  expect(preview.text.value).toBe('hal');
  message('halloo');
  expect(preview.text.value).toBe('');
  push(nextRev(0, 0, NOW + 5), 'haloo');
  expect(preview.text.value).toBe('');
  push(nextRev(0, 1, NOW + 1), 'nog iets');
  expect(preview.text.value).toBe('nog iets');
});

test('[A10] a revision that nothing could follow goes with the messages that do, and hides no later preview for good', () => {
  const { preview, push, message } = aWindow();
  push(Number.MAX_SAFE_INTEGER, 'blijft staan?');
  expect(preview.text.value).toBe('blijft staan?');
  for (const text of ['een', 'twee', 'drie', 'vier']) message(text);
  expect(preview.text.value).toBe('');
  push(nextRev(0, 4, NOW), 'en nu');
  expect(preview.text.value).toBe('en nu');
});

test('is not shown in an ended chat', () => {
  const { preview, push, chat } = aWindow();
  push(nextRev(0, 0, NOW), 'hal');
  chat.value = chat.value && { ...chat.value, state: 'ended' };
  expect(preview.text.value).toBe('');
});

test('a clock that goes back does not stop revisions from growing', () => {
  const first = nextRev(0, 2, NOW);
  const second = nextRev(first, 2, NOW - 86_400_000);
  expect(second).toBeGreaterThan(first);
  expect(Number.isSafeInteger(nextRev(0, 4_000, NOW))).toBe(true);
});

test('[F21] in whatever order previews and messages arrive, none shows after its message', async ({
  annotate,
}) => {
  let previews = 0;
  // What the customer did: pieces typed, then the message sent, a few times over.
  const typed = fc.array(fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(typed, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (messages, order) => {
      let rev = 0;
      const arrivals = messages.flatMap((pieces, said) => [
        ...pieces.map((text, at) => {
          rev = nextRev(rev, said, NOW + said * 1_000 + at);
          return { rev, said, text };
        }),
        { message: said },
      ]);
      const mixed = arrivals.map((arrival, at) => ({ arrival, key: order[at] ?? 0 }));
      // Messages come in the order of the log; previews come whenever.
      const late = mixed.sort((a, b) => a.key - b.key).map(({ arrival }) => arrival);
      const { preview, push, message, entries } = aWindow();
      for (const arrival of late) {
        if ('message' in arrival) message('klaar');
        else {
          previews++;
          push(arrival.rev, arrival.text);
        }
        const shown = arrivals.find(
          (other) => 'rev' in other && other.text === preview.text.value && preview.text.value,
        );
        if (shown && 'said' in shown)
          expect(
            arrivals.some(
              (other) => 'rev' in other && other.text === shown.text && other.said >= entries.value.length,
            ),
          ).toBe(true);
      }
    }),
    { numRuns: scaled(100, 2_000) },
  );
  await annotate(`${previews} previews`, 'figures');
});
