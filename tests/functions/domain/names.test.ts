// What becomes of a name as it was typed: what is not seen goes, unless it changes what is seen.
import { expect, test } from 'vitest';
import { normaliseLogin } from '../../../functions/domain/account.ts';
import { normaliseName, parseName } from '../../../functions/domain/names.ts';

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

test.each([
  ['a family of emoji', FAMILY],
  ['an emoji with a colour of skin', '\u{1F469}\u{1F3FD}\u200D\u{1F4BB} Sanne'],
  ['a heart on fire, with its variation', '\u2764\uFE0F\u200D\u{1F525}'],
  ['a Persian name', '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627'],
  ['a Sinhala name', '\u0DC1\u0DCA\u200D\u0DBB\u0DD3'],
])('[A2] %s stays as it is', (_, name) => {
  expect(normaliseName(name)).toBe(name);
  expect(normaliseName(normaliseName(name))).toBe(name);
});

test.each([
  ['between Latin letters', 'An\u200Dna', 'An na'],
  ['between Latin letters, the other', 'An\u200Cna', 'An na'],
  ['at the beginning', `\u200D${FAMILY}`, FAMILY],
  ['at the end', `${FAMILY}\u200D`, FAMILY],
  ['twice', '\u{1F468}\u200D\u200D\u{1F469}', '\u{1F468} \u{1F469}'],
  ['between an emoji and a letter', '\u{1F468}\u200Da', '\u{1F468} a'],
  ['behind a mark that goes', '\u061C\u200C\u0639', '\u0639'],
  ['with an override of direction', 'Anna\u202E', 'Anna'],
])('[A2] a joiner %s goes', (_, name, shown) => {
  expect(normaliseName(name)).toBe(shown);
  expect(normaliseName(shown)).toBe(shown);
});

test('nothing is cut off a name: one that fits is taken, white space and all; of another it is said how much is too much', () => {
  expect(parseName(` ${'x'.repeat(20)}   ${'😀'.repeat(19)}\u202E `, 40, 'name')).toEqual({
    ok: `${'x'.repeat(20)} ${'😀'.repeat(19)}`,
  });
  expect(parseName('x'.repeat(45), 40, 'name')).toEqual({
    error: { code: 'too_long', max: 40, over: 5, path: 'name' },
  });
});

test.each(['jansen\u200B', '\u202Ajansen\u202C', '\uFEFF Jansen\u00A0', 'jan\u00ADsen'])(
  'a login pasted as %j is the one that was meant',
  (pasted) => {
    expect(normaliseLogin(pasted)).toBe('jansen');
  },
);
