// Pages stay open over a deployment: what an older page says this release understands, what this release says an older page understands, and the reverse for a page that is newer than the server it reaches.
//
// A release keeps its protocol with `node tests/support/protocol.ts`. After that this fails for a change that would break
// open pages; such a change takes two releases: first one that takes both, then one that says the new.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import { ServerEvent } from '../../shared/events.ts';
import type { Entry } from '../../shared/model.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { FIRST, terms } from '../../shared/terms.ts';
import { addEntries, emptyTimeline, hasGap, isKnown } from '../../shared/timeline.ts';
import { parseEvent } from '../../web/connection/parse-event.ts';
import { parseEvent as parseInWidget } from '../../web/widget/model/parse-event.ts';
import { anyInput } from '../support/any-input.ts';
import { type Protocol, protocol, recorded } from '../support/protocol.ts';
import { misfits, type Shape, without } from '../support/protocol-shape.ts';

// Written by the script of this very type.
const older = JSON.parse(readFileSync(recorded, 'utf8')) as Protocol;

const calls = (of: Protocol) => Object.entries({ ...of.actions, ...of.routes });
const today = new Map(calls(protocol));

describe.each(calls(older))('%s, as an older page knows it', (name, was) => {
  it('is there, for whom it was', () => {
    expect(today.get(name)?.by).toEqual(expect.arrayContaining([...was.by]));
  });

  it('takes what the page sends', () => {
    expect(misfits(today.get(name)?.input ?? was.input, was.input)).toEqual([]);
  });

  it('gives what the page reads', () => {
    const reply = today.get(name)?.reply;
    expect(reply === undefined).toBe(was.reply === undefined);
    if (was.reply && reply) expect(readByCode(misfits(was.reply, toFirst(reply)))).toEqual([]);
  });
});

/** Kinds, reasons and pushes that came later; an older page gets what it knows instead (functions/domain/speaking.ts). */
const newer = new Set(
  Object.values(terms).flatMap((table) =>
    Object.entries(table).flatMap(([word, term]) => (term === FIRST ? [] : [word])),
  ),
);
const toFirst = (shape: Shape): Shape => without(shape, (word) => newer.has(word));

/** The types of a reply are for the compiler: a browser takes a word it does not know as it is. */
const readByCode = (found: readonly string[]) => found.filter((misfit) => !misfit.includes('is not known'));

describe('pushes', () => {
  it('of a kind an older page knows are read by it, whole; those it does not know it ignores', () => {
    if (older.events.kind !== 'variant' || protocol.events.kind !== 'variant') throw new Error('no variants');
    for (const [event, option] of Object.entries(older.events.options)) {
      const now = protocol.events.options[event];
      expect([event, now ? misfits(option, toFirst(now)) : 'gone']).toEqual([event, []]);
    }
  });

  it('of an older server are read by a page of today, whole', () => {
    if (older.events.kind !== 'variant' || protocol.events.kind !== 'variant') throw new Error('no variants');
    for (const [event, was] of Object.entries(older.events.options)) {
      const now = protocol.events.options[event];
      expect([event, now ? misfits(now, was) : 'gone']).toEqual([event, []]);
    }
  });

  it.each([
    ['the console', parseEvent],
    ['the chat window', parseInWidget],
  ])('that %s does not know are ignored, and fields it does not know as well', (_, parse) => {
    expect(parse({ event: 'something.new', chatId: 'A'.repeat(22) })).toBeUndefined();
    const known = { event: 'room.changed', open: true, rev: 3 };
    expect(parse({ ...known, since: 5, more: { of: ['it'] } })).toMatchObject(known);
  });
});

const A = 'A'.repeat(22);
const anna = { id: A, name: 'Anna' };
/** Of any release: known kinds as they are, others with whatever they carry. */
const anyWords = fc.oneof(
  fc.record({
    kind: fc.constant('message'),
    cid: fc.constant(A),
    author: fc.constant({ ...anna, role: 'customer' }),
    text: fc.string(),
  }),
  fc.record({ kind: fc.constantFrom('joined', 'left'), cid: fc.constant(A), agent: fc.constant(anna) }),
  fc.record({
    kind: fc.constant('ended'),
    reason: fc.constantFrom('agent', 'unanswered', 'blocked', 'constructor'),
  }),
  fc
    .tuple(
      fc.constantFrom('moved', 'merged', 'toString', '__proto__', ''),
      fc.dictionary(fc.string(), fc.jsonValue()),
    )
    .map(([kind, more]) => ({ ...more, kind })),
);
const anyLog = fc
  .array(anyWords, { minLength: 1, maxLength: 15 })
  .map((all) => all.map((words, index) => ({ ...words, seq: index + 1, at: 1000 + index })));

describe.each([
  ['the console', parseEvent],
  ['the chat window', parseInWidget],
])('%s of today, on the words of a newer server', (_, parse) => {
  it('loses no entry, keeps them in order and waits for none, in whatever pieces they come', () => {
    const pieces = fc
      .tuple(anyLog, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), fc.infiniteStream(fc.nat()))
      .map(([log, sizes, order]) => {
        const cut: (typeof log)[] = [];
        for (let from = 0; from < log.length; ) {
          const size = sizes.next().value ?? 1;
          cut.push(log.slice(from, from + size));
          from += size;
        }
        // Pushes overtake each other.
        const pushes = cut.map((entries) => ({ entries, place: order.next().value ?? 0 }));
        return { log, pushes: pushes.toSorted((a, b) => a.place - b.place).map(({ entries }) => entries) };
      });
    fc.assert(
      fc.property(pieces, ({ log, pushes }) => {
        let timeline = emptyTimeline;
        for (const entries of pushes) {
          const event = parse(JSON.parse(JSON.stringify({ event: 'entries.added', chatId: A, entries })));
          if (event?.event !== 'entries.added') throw new Error('a push is lost');
          timeline = addEntries(timeline, event.entries);
        }
        expect(hasGap(timeline)).toBe(false);
        expect(timeline.entries).toEqual(
          log.map((entry) =>
            isKnown(entry.kind) ? entry : { kind: 'unknown', seq: entry.seq, at: entry.at },
          ),
        );
      }),
    );
  });

  it('an answer, which nobody checks, is kept the same way', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { entries } = addEntries(emptyTimeline, log as unknown as Entry[]);
        expect(entries.map(({ seq }) => seq)).toEqual(log.map(({ seq }) => seq));
        expect(entries.filter(({ kind }) => kind !== 'unknown' && !isKnown(kind))).toEqual([]);
      }),
    );
  });
});

describe('a page that is newer than the server', () => {
  const known = {
    values: { textId: 'A'.repeat(22), minutes: '15' },
    text: (field: string) => `some ${field}`,
  };
  const specs = Object.entries<ActionSpec | RouteSpec>({ ...actions, ...routes });

  it.each(specs)('%s: fields the server does not know are left out, not refused', (_, { input }) => {
    const given = Object(anyInput(input, known));
    const parsed = v.safeParse(input, { ...given, somethingNew: { deep: [1] } });
    expect(parsed.issues).toBeUndefined();
    expect(parsed.output).not.toHaveProperty('somethingNew');
  });

  it('gets its refusal for an action there is not; see socket.ts for the answer', () => {
    const refusals = protocol.refusals.kind === 'variant' ? Object.keys(protocol.refusals.options) : [];
    expect(refusals).toContain('unknown_action');
  });

  it('is told only what is in the table: every push is one of it', () => {
    expect(v.safeParse(ServerEvent, { event: 'something.new' }).success).toBe(false);
  });
});

describe('the comparison', () => {
  const text: Shape = { kind: 'text' };
  const object = (fields: Record<string, Shape>): Shape => ({
    kind: 'object',
    fields: Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, { shape }])),
  });
  it.each<[string, Shape, Shape]>([
    ['a field that is gone', object({ a: text }), object({})],
    ['a field that became a number', object({ a: text }), object({ a: { kind: 'number' } })],
    [
      'a field that may be missing',
      object({ a: text }),
      { kind: 'object', fields: { a: { shape: text, optional: true } } },
    ],
    ['a word that is new', { kind: 'one of', words: ['a'] }, { kind: 'one of', words: ['a', 'b'] }],
    ['a longer text', { kind: 'text', most: 10 }, { kind: 'text', most: 20 }],
    ['another look', { kind: 'text', pattern: '^a$' }, text],
    [
      'a kind of entry that is new',
      { kind: 'variant', key: 'kind', options: {} },
      { kind: 'variant', key: 'kind', options: { moved: object({}) } },
    ],
  ])('finds %s', (_, reader, writer) => {
    expect(misfits(reader, writer)).toHaveLength(1);
    expect(misfits({ kind: 'array', item: reader }, { kind: 'array', item: writer })).toHaveLength(1);
  });

  it('leaves out what an older page gets in other words', () => {
    const moved = { kind: 'variant', key: 'kind', options: { moved: object({}), said: text } } as const;
    expect(without({ kind: 'array', item: moved }, (word) => word === 'moved')).toEqual({
      kind: 'array',
      item: { kind: 'variant', key: 'kind', options: { said: text } },
    });
    const words = { kind: 'one of', words: ['timeout', 'unanswered'] } as const;
    expect(without(object({ reason: words }), (word) => word === 'unanswered')).toEqual(
      object({ reason: { kind: 'one of', words: ['timeout'] } }),
    );
  });

  it('takes more than it reads', () => {
    expect(misfits(object({ a: text }), object({ a: { kind: 'text', most: 5 }, b: text }))).toEqual([]);
  });
});
