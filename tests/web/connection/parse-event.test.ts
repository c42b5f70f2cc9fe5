// That the console's guard of pushes takes exactly what the schemas take. What is tried is made from the schemas themselves.
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ServerEvent } from '../../../shared/events.ts';
import { OpeningTimes, Seq } from '../../../shared/model.ts';
import { isKnown } from '../../../shared/timeline.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import { aChatId, aChatSummary, aMessage, anAgentSummary, anna, settings } from '../../support/builders.ts';

type Schema = v.GenericSchema & {
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly literal?: unknown;
  readonly pipe?: readonly Schema[];
};

/** A format built on another one has that one as its first step. */
const isPiped = ({ pipe = [] }: Schema, type: string): boolean =>
  pipe.some((step) => step.type === type || isPiped(step, type));

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const anId = fc
  .array(fc.constantFrom(...base64url), { minLength: 22, maxLength: 22 })
  .map((letters) => letters.join(''));
const GONE = Symbol('gone');

/** Anything that fits a schema. */
const fitToMessage = (schema: Schema): fc.Arbitrary<unknown> => {
  switch (schema.type) {
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(schema.entries ?? {}).map(([name, s]) => [name, fitToMessage(s)]),
          ),
        )
        .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== GONE)));
    case 'variant':
      return fc.oneof(...(schema.options ?? []).map((option) => fitToMessage(option as Schema)));
    case 'array':
      return fc.array(fitToMessage(schema.item as Schema), { maxLength: 3 });
    case 'optional':
      return fc.oneof(fc.constant(GONE), fitToMessage(schema.wrapped as Schema));
    case 'literal':
      return fc.constant(schema.literal);
    case 'picklist':
      return fc.constantFrom(...(schema.options ?? []));
    case 'string':
      return isPiped(schema, 'regex') ? anId : fc.string({ unit: 'binary' });
    case 'number':
      return isPiped(schema, 'integer')
        ? fc.integer({ min: 0, max: 9_999_999_999 })
        : fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    default:
      throw new Error(`Nothing is made for ${schema.type}`);
  }
};

const event = fitToMessage(ServerEvent as unknown as Schema);
/** With fields that only a newer server knows. */
const newer = fc
  .tuple(event, fc.dictionary(fc.string(), fc.jsonValue()))
  .map(([known, more]) => ({ ...more, ...(known as object) }));

/** The way to every value in it. */
const waysIn = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[key], ...waysIn(inner).map((way) => [key, ...way])])
    : [];
/** With another value there, or none. */
const spoil = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const changed = spoil(Reflect.get(value, key), rest, by);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...value, [key]: changed };
};
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x'.repeat(22),
  `${'x'.repeat(22)}\n`,
  'customer',
  'online',
  -1,
  1.5,
  1e10,
  1e300,
  Number.POSITIVE_INFINITY,
  [],
  {},
  { length: 1 },
  '__proto__',
  'constructor',
  true,
);
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.tuple(event, fc.nat(), fc.oneof(fc.jsonValue(), odd)).map(([frame, at, by]) => {
    const ways = waysIn(frame);
    return spoil(frame, ways[at % ways.length] ?? [], by);
  }),
);

const takes = (frame: unknown) => parseEvent(frame) !== undefined;
/** Words of a newer release lose nothing: an entry of another kind is still an entry, an end for another reason an end. */
const Newer = v.object({ kind: v.string(), seq: Seq, at: v.number() });
/** Pages without a chat alone are told of the opening hours: consoles do not look at them. */
const OF_HOURS: ReadonlySet<string> = new Set(Object.keys(OpeningTimes.entries));
const inKnownWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inKnownWords);
  if (typeof value !== 'object' || value === null) return value;
  const kind: unknown = Reflect.get(value, 'kind');
  if (typeof kind === 'string' && !isKnown(kind) && v.is(Newer, value))
    return { ...value, kind: 'started', nickname: '', welcome: '' };
  const inner = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !OF_HOURS.has(key))
      .map(([key, of]) => [key, inKnownWords(of)]),
  );
  return Object.fromEntries(Object.entries(inner).map(([key, of]) => [key, inKnownWord(key, of)]));
};
/** Words of which a page shows one that it does not know as nothing, and what of a file is only for its looks. */
const inKnownWord = (key: string, value: unknown): unknown => {
  if (key === 'files' && Array.isArray(value)) return value.map(withoutLooks);
  return key === 'reason' && typeof value === 'string' ? 'agent' : value;
};
const withoutLooks = (file: unknown): unknown => {
  if (typeof file !== 'object' || file === null) return file;
  const { width, height, small, ...rest } = { width: 0, height: 0, small: false, ...file };
  return 'kind' in rest && typeof rest.kind === 'string' ? { ...rest, kind: 'other' } : rest;
};
const fits = (frame: unknown) => v.safeParse(ServerEvent, inKnownWords(frame)).success;

test('what the schemas take it takes, as it is', () => {
  fc.assert(
    fc.property(newer, (frame) => {
      expect(fits(frame)).toBe(true);
      expect(parseEvent(frame)).toBe(frame);
    }),
    { numRuns: 500 },
  );
});

test('what is spoilt anywhere it takes when the schemas would, and else not', () => {
  let refused = 0;
  fc.assert(
    fc.property(hostile, (frame) => {
      if (!fits(frame)) refused++;
      expect(takes(frame)).toBe(fits(frame));
    }),
    { numRuns: 3000 },
  );
  // Else this would have tried nothing.
  expect(refused).toBeGreaterThan(500);
});

const chat = aChatSummary('Jan', { state: 'active', agents: [anna] });
const added = (...entries: unknown[]) => ({ event: 'entries.added', chatId: aChatId('Jan'), entries });
const message = aMessage(1, { ...anna, role: 'agent' }, 'x');

test.each([
  ['what is no object', 'ping'],
  ['an event it does not know', { event: 'chat.burnt', chat }],
  ['an event that every object has', { event: 'constructor' }],
  ['a chat in no state', { event: 'chat.changed', chat: { ...chat, state: 'lost' } }],
  ['a chat without its agents', { event: 'chat.changed', chat: { ...chat, agents: undefined } }],
  ['an agent who is no person', { event: 'chat.changed', chat: { ...chat, agents: ['Anna'] } }],
  [
    'an agent with a name that is none',
    { event: 'agent.changed', agent: { ...anAgentSummary(anna), name: 7 } },
  ],
  [
    'settings without their version',
    { event: 'settings.changed', settings: { ...settings, rev: undefined } },
  ],
  ['an entry without a kind', added({ ...message, kind: undefined })],
  ['an entry of another kind without a place', added({ ...message, kind: 'moved', seq: -1 })],
  ['an entry of another kind without a time', added({ ...message, kind: 'moved', at: '12:00' })],
  ['an entry at a place that is none', added({ ...message, seq: 1.5 })],
  ['entries that are no list', { ...added(), entries: { length: 1 } }],
  ['a chat id with a line break', { ...added(), chatId: `${aChatId('Jan').slice(1)}\n` }],
])('it refuses %s', (_, frame) => {
  expect(takes(frame)).toBe(false);
});
