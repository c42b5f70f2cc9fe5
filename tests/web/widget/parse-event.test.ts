// That the guard of the chat window takes what the schemas take, and nothing that the views could not show.
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ServerEvent } from '../../../shared/events.ts';
import { addEntries, emptyTimeline, type ShownEntry } from '../../../shared/timeline.ts';
import { makeLines } from '../../../web/widget/model/lines.ts';
import { parseEvent } from '../../../web/widget/model/parse-event.ts';

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const id = fc
  .array(fc.constantFrom(...base64url), { minLength: 22, maxLength: 22 })
  .map((letters) => letters.join(''));
const text = fc.string({ unit: 'binary' });
const person = fc.record({ id, name: text });
const author = fc.record({ id, name: text, role: fc.constantFrom('customer', 'agent') });
/** A time that can be written as a date; the schemas take any number. */
const at = fc.integer({ min: -8.64e15, max: 8.64e15 });
const seq = fc.nat();
const reason = fc.constantFrom('customer', 'agent', 'timeout', 'connection', 'saved', 'deleted');
const kind = <const K extends string>(name: K) => fc.constant(name);

const entry = fc.oneof(
  fc.record({ kind: kind('started'), seq, at, nickname: text, welcome: text }),
  fc.record({ kind: kind('message'), seq, at, cid: id, author, text }),
  fc.record({ kind: kind('joined'), seq, at, cid: id, agent: person }),
  fc.record({ kind: kind('left'), seq, at, cid: id, agent: person }),
  fc.record(
    { kind: kind('ended'), seq, at, reason, cid: id, by: author },
    { requiredKeys: ['kind', 'seq', 'at', 'reason'] },
  ),
);
const event = fc.oneof(
  fc.record({ event: kind('room.changed'), open: fc.boolean(), rev: fc.double({ noNaN: true }) }),
  fc.record({ event: kind('agent.typing'), chatId: id, name: text }),
  fc.record({ event: kind('entries.added'), chatId: id, entries: fc.array(entry) }),
  fc.record(
    { event: kind('chat.expiring'), chatId: id, seq, endsAt: at, now: at },
    { requiredKeys: ['event', 'chatId', 'seq', 'now'] },
  ),
  fc.record({ event: kind('preview.switched'), chatId: id, on: fc.boolean() }),
);
/** With fields that only a newer server knows. */
const newer = fc
  .tuple(event, fc.dictionary(fc.string(), fc.jsonValue()))
  .map(([known, more]) => ({ ...more, ...known }));

test('what the schemas take of the pushes to a customer, it takes', () => {
  fc.assert(
    fc.property(newer, (frame) => {
      expect(v.safeParse(ServerEvent, frame).success).toBe(true);
      expect(parseEvent(frame)).toEqual(frame);
    }),
  );
});

/** Somewhere in it, however deep, another value or none. */
const spoilt = (value: unknown, path: readonly number[], by: unknown): unknown => {
  const [at, ...rest] = path;
  if (typeof value !== 'object' || value === null || at === undefined) return by;
  const keys = Object.keys(value);
  const key = keys[at % keys.length];
  if (key === undefined) return by;
  const changed = spoilt(Reflect.get(value, key), rest, by);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...value, [key]: changed };
};
const hostile = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(
      newer,
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(undefined, 1e300, -1e300, -1, 1.5, '__proto__', 'constructor', 'toString'),
      ),
    )
    .map(([frame, path, by]) => spoilt(frame, path, by)),
);

const draw = (entries: readonly ShownEntry[]) => {
  for (const line of makeLines(addEntries(emptyTimeline, entries).entries)) new Date(line.at).toISOString();
  // Also those that wait behind a gap.
  const { ahead } = addEntries(emptyTimeline, entries);
  for (const line of makeLines([...ahead.values()])) new Date(line.at).toISOString();
};

test('[A4] of anything else it throws at nothing, and lets nothing through that cannot be drawn', () => {
  fc.assert(
    fc.property(hostile, (frame) => {
      const parsed = parseEvent(frame);
      if (parsed?.event === 'entries.added') draw(parsed.entries);
      if (parsed?.event === 'agent.typing') expect(typeof parsed.name).toBe('string');
      if (parsed?.event === 'preview.switched') expect(typeof parsed.on).toBe('boolean');
      if (parsed?.event === 'chat.expiring') new Date(parsed.endsAt ?? parsed.now).toISOString();
      if (parsed?.event === 'room.changed')
        expect([typeof parsed.open, typeof parsed.rev]).toEqual(['boolean', 'number']);
    }),
    { numRuns: 2000 },
  );
});

describe('it refuses', () => {
  const message = {
    kind: 'message',
    seq: 1,
    at: 1,
    cid: 'c'.repeat(22),
    author: { role: 'agent', id: 'a'.repeat(22), name: 'Anna' },
    text: 'x',
  };
  const added = (...entries: unknown[]) => ({ event: 'entries.added', chatId: 'k'.repeat(22), entries });

  test.each([
    ['an entry without a kind', added(message, { ...message, kind: undefined })],
    ['an entry of another kind without a place', added({ ...message, kind: 'moved', seq: 'first' })],
    ['an entry of another kind at a time that is none', added({ ...message, kind: 'moved', at: 1e300 })],
    ['an entry without text', added({ ...message, text: undefined })],
    ['an author without a name', added({ ...message, author: { id: 'a', role: 'agent' } })],
    ['a time that is none', added({ ...message, at: 1e300 })],
    ['entries that are no list', { ...added(), entries: { length: 1 } }],
    ['an event that every object has', { event: '__proto__' }],
    ['what is for consoles', { event: 'preview.changed', chatId: 'k'.repeat(22), rev: 1, text: 'x' }],
  ])('%s', (_, frame) => {
    expect(parseEvent(frame)).toBeUndefined();
  });

  test('and takes what was left whole', () => {
    expect(parseEvent(added(message))).toEqual(added(message));
  });
});
