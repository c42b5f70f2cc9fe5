// Pages stay open over a deployment: what an older page says this release understands, what this release says an older page understands, and the reverse for a page that is newer than the server it reaches.
//
// A release keeps its protocol with `node tests/support/protocol.ts`. After that this fails for a change that would break
// open pages; such a change takes two releases: first one that takes both, then one that says the new.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import { ServerEvent } from '../../shared/events.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { parseEvent } from '../../web/connection/parse-event.ts';
import { parseEvent as parseInWidget } from '../../web/widget/parse-event.ts';
import { anyInput } from '../support/any-input.ts';
import { type Protocol, protocol, recorded } from '../support/protocol.ts';
import { misfits, type Shape } from '../support/protocol-shape.ts';

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
    if (was.reply && reply) expect(readByCode(misfits(was.reply, reply))).toEqual([]);
  });
});

/** The types of a reply are for the compiler: a browser takes a word it does not know as it is. */
const readByCode = (found: readonly string[]) => found.filter((misfit) => !misfit.includes('is not known'));

describe('pushes', () => {
  it('of a kind an older page knows are read by it, whole; those it does not know it ignores', () => {
    if (older.events.kind !== 'variant' || protocol.events.kind !== 'variant') throw new Error('no variants');
    for (const [event, option] of Object.entries(older.events.options)) {
      const now = protocol.events.options[event];
      expect([event, now ? misfits(option, now) : 'gone']).toEqual([event, []]);
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

describe('a page that is newer than the server', () => {
  const known = { values: {}, text: (field: string) => `some ${field}` };
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

  it('takes more than it reads', () => {
    expect(misfits(object({ a: text }), object({ a: { kind: 'text', most: 5 }, b: text }))).toEqual([]);
  });
});
