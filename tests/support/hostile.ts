// Inputs that are almost right: one field at a time is replaced by what breaks careless servers. Independent of any action or route.
import { isDeep } from './scale.ts';

/** Stands for a number that JSON can say and a double cannot hold; see `toJson`. */
const HUGE = '<1e999>';

const id = 'A'.repeat(22);

const TEXTS: readonly string[] = [
  '',
  ' ',
  'a',
  '\ud800',
  `a\udc00${id}`,
  '\u0000',
  'a'.repeat(3000),
  'a'.repeat(100),
  // One character that becomes eighteen when it is composed for comparing.
  '\ufdfa'.repeat(100),
  '\ufdfa'.repeat(50),
  '\u{10ffff}'.repeat(25),
  // Longer in lower case than in upper.
  '\u0130'.repeat(100),
  '__proto__',
  'NaN',
  '1e999',
  '-1',
  '0',
  '5',
  '9007199254740993',
  '999999999999999',
  '999999999',
  // Places in lists, of this one or another.
  `name:\u{10ffff}z#${id}`,
  `name:a#${id}`,
  'name:',
  'name:\ud800',
  'login:\udc00a',
  'login:zz',
  `login:${'\ufdfa'.repeat(300)}`,
  `1795000000000.${id}`,
  `9999999999999.${id}`,
  `9999999999999.${id}.9999999999`,
  '0000000000000',
  '9999999999999',
  '1795000000000#0000000001',
  'open 1795000000000#0000000001',
  'new ',
  '2026-13',
  '2099-12',
  '+01:23',
];

const OTHERS: readonly unknown[] = [
  -1,
  0,
  0.5,
  2 ** 53,
  -(2 ** 53),
  Number.MAX_SAFE_INTEGER,
  1e308,
  HUGE,
  true,
  null,
  [],
  {},
  [''],
  ['\ud800', '\ufdfa'.repeat(100)],
];

/** In every run each field meets one value in six, and each value one field in six; all of them in the deep run. */
const EVERY = 6;

/** JSON as a client writes it by hand. */
export const toJson = (input: unknown): string => JSON.stringify(input).replaceAll(`"${HUGE}"`, '1e999');

export interface Variant {
  readonly field: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * Every field of an input that would do, one at a time, left out and replaced by each hostile value, those within it too.
 * @param textOnly of a query, where every value is text.
 */
export const variantsOf = (
  input: Readonly<Record<string, unknown>>,
  { textOnly = false } = {},
): Variant[] => {
  const values = textOnly ? TEXTS : [...TEXTS, ...OTHERS];
  return Object.entries(input).flatMap(([field, value], at) => [
    { field, input: Object.fromEntries(Object.entries(input).filter(([name]) => name !== field)) },
    ...values
      .filter((_, index) => isDeep || index % EVERY === (at + field.length) % EVERY)
      .map((hostile) => ({ field, input: { ...input, [field]: hostile } })),
    ...within(value, textOnly).map(({ field: inner, input: changed }) => ({
      field: `${field}.${inner}`,
      input: { ...input, [field]: changed },
    })),
  ]);
};

const within = (value: unknown, textOnly: boolean): { field: string; input: unknown }[] => {
  if (Array.isArray(value))
    return variantsOf({ 0: value[0] }, { textOnly }).map(({ field, input }) => ({
      field,
      input: Object.values(input),
    }));
  return typeof value === 'object' && value !== null ? variantsOf({ ...value }, { textOnly }) : [];
};
