// What the chat window shows after what: the table of its views, press by press and answer by answer.
import { signal } from '@preact/signals';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ChatId } from '../../../shared/model.ts';
import type { Conversation } from '../../../web/connection/types.ts';
import { step, type View, type ViewChange } from '../../../web/widget/model/view.ts';

const aConversation = (letter: string): Conversation => ({
  chatId: v.parse(ChatId, letter.repeat(22)),
  chat: signal(undefined),
  entries: signal([]),
  outgoing: signal([]),
  preview: signal(false),
  endsAt: signal(undefined),
  attached: {},
  say: () => undefined,
  again: () => {},
  discard: () => '',
  end: async () => ({ lost: true }),
  typing: () => {},
  close: () => {},
});

const chat = aConversation('a');
const next = aConversation('b');
const failure = { error: { code: 'no_room' } } as const;

const changes: readonly ViewChange[] = [
  { kind: 'start' },
  { kind: 'started', chat: next },
  { kind: 'download' },
  { kind: 'downloaded' },
  { kind: 'refused', failure },
  { kind: 'leave' },
  { kind: 'stay' },
  { kind: 'end' },
  { kind: 'over' },
  { kind: 'gone' },
  { kind: 'follow', chat: next },
  { kind: 'rate' },
  { kind: 'rated' },
  { kind: 'close' },
];

const walk = (view: View, ...kinds: ViewChange['kind'][]): View =>
  kinds.reduce((current, kind) => {
    const change = changes.find((one) => one.kind === kind);
    return change ? step(current, change) : current;
  }, view);

const ended: View = { kind: 'ended', chat };

describe('the views of the chat window', () => {
  test('[S21] Start chat leads from the form to the conversation', () => {
    expect(walk({ kind: 'form' }, 'start', 'started')).toEqual({ kind: 'talking', chat: next });
  });

  test('[S14] a refused start leads back to the form, with the reason', () => {
    expect(walk({ kind: 'form' }, 'start', 'refused')).toEqual({ kind: 'form', failure });
    expect(walk({ kind: 'form' }, 'start', 'refused', 'start')).toEqual({ kind: 'starting' });
  });

  test('[S60] the cross asks first; [S61] going on changes nothing', () => {
    expect(walk({ kind: 'talking', chat }, 'leave')).toEqual({ kind: 'leaving', chat });
    expect(walk({ kind: 'talking', chat }, 'leave', 'stay')).toEqual({ kind: 'talking', chat });
  });

  test('[S62] ending waits for the server, and asks again when that failed', () => {
    expect(walk({ kind: 'leaving', chat }, 'end')).toEqual({ kind: 'ending', chat });
    expect(walk({ kind: 'leaving', chat }, 'end', 'over')).toEqual(ended);
    expect(walk({ kind: 'leaving', chat }, 'end', 'refused')).toEqual({ kind: 'leaving', chat, failure });
  });

  test('[S64] an end from the other side closes the question of the cross', () => {
    expect(walk({ kind: 'leaving', chat }, 'over')).toEqual(ended);
    expect(walk({ kind: 'leaving', chat }, 'over', 'stay', 'end')).toEqual(ended);
  });

  test('[S66] a next chat starts from the choices; a refusal leaves the old one readable', () => {
    expect(walk(ended, 'start', 'started')).toEqual({ kind: 'talking', chat: next });
    expect(walk(ended, 'start')).toEqual({ kind: 'starting', chat });
    expect(walk(ended, 'start', 'refused')).toEqual({ kind: 'ended', chat, failure });
  });

  test('[S65] one thing at a time: no new chat while the PDF is made, but closing is possible', () => {
    const downloading = walk(ended, 'download');
    expect(downloading).toEqual({ kind: 'downloading', chat });
    expect(walk(downloading, 'start')).toBe(downloading);
    expect(walk(downloading, 'close').kind).toBe('rating');
    expect(walk(downloading, 'downloaded')).toEqual(ended);
  });

  test('[S67] [S70] Sluiten asks for stars, and then closes with or without them', () => {
    expect(walk(ended, 'close')).toEqual({ kind: 'rating', chat });
    expect(walk(ended, 'close', 'close').kind).toBe('closed');
    expect(walk(ended, 'close', 'rate')).toEqual({ kind: 'sending', chat });
    expect(walk(ended, 'close', 'rate', 'refused')).toEqual({ kind: 'rating', chat, failure });
    expect(walk(ended, 'close', 'rate', 'close').kind).toBe('closed');
    // Not on the way to a next chat.
    expect(walk(ended, 'start', 'close').kind).toBe('starting');
  });

  test('what another tab does to the chat is followed, whatever is asked about it here', () => {
    const asked = ['talking', 'leaving', 'ending', 'ended', 'downloading', 'rating', 'sending'] as const;
    for (const kind of asked) {
      expect(walk({ kind, chat }, 'gone')).toEqual({ kind: 'closed', chat });
      expect(walk({ kind, chat }, 'follow')).toEqual({ kind: 'talking', chat: next });
    }
    expect(walk({ kind: 'form' }, 'follow')).toEqual({ kind: 'talking', chat: next });
    // The answer of the server is on its way.
    expect(walk({ kind: 'starting' }, 'follow')).toEqual({ kind: 'starting' });
  });

  test('a running chat cannot be closed without ending it', () => {
    for (const kind of ['talking', 'leaving', 'ending'] as const)
      expect(walk({ kind, chat }, 'close')).toEqual({ kind, chat });
  });

  test('late answers change nothing, and no change loses a chat that was on the screen', () => {
    const views: readonly View[] = [
      { kind: 'form' },
      { kind: 'starting' },
      { kind: 'talking', chat },
      { kind: 'leaving', chat },
      { kind: 'ending', chat },
      ended,
      { kind: 'starting', chat },
      { kind: 'downloading', chat },
      { kind: 'rating', chat },
      { kind: 'sending', chat },
      { kind: 'closed' },
    ];
    for (const view of views)
      for (const change of changes) {
        const after = step(view, change);
        if (view.chat) expect(after.chat).toBeDefined();
        if (view.kind === 'closed') expect(after).toBe(view);
        // What the window shows below the log, the composer or the choices, is about a chat.
        if (!after.chat) expect(['form', 'starting', 'closed']).toContain(after.kind);
      }
  });
});
