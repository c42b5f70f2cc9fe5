// Where lines end, and in which order and form their letters stand.
import { expect, test } from 'vitest';
import { breakLines, type Line } from '../../../functions/transcript/lines.ts';
import { codesOf, facesFor, textOf } from './chats.ts';

const {
  regular: face,
  typefaces: [typeface],
} = await facesFor('a😀 你好世界 ไทย');
if (!typeface) throw new Error('no font');
const WIDE = 1_000_000;
const linesOf = (text: string, width = WIDE, direction: 'auto' | 'ltr' = 'auto') =>
  breakLines(text, { face, width, direction });

/** What stands on a line from left to right. */
const seen = ({ shapes }: Line): string => textOf(shapes);
const seenIn = (text: string, width = WIDE) => linesOf(text, width).map((line) => seen(line));

test.each([
  ['abc שלום def', 'abc םולש def'],
  ['שלום abc עולם', 'םלוע abc םולש'],
  ['מספר 42, כן', 'ןכ ,42 רפסמ'],
  ['(שלום)', '(םולש)'],
  ['abc (שלום) def', 'abc (םולש) def'],
  ['\u2067abc שלום\u2069!', 'םולש abc!'],
  ['\u202eabc\u202c', 'cba'],
  ['a😀b', 'a😀b'],
])('[S65] puts %j in the order the eye meets it', (text, order) => {
  expect(seenIn(text)).toEqual([order]);
});

test('text from right to left begins at the right; a sentence of the product keeps its own side', () => {
  expect(linesOf('שלום abc')[0]?.fromRight).toBe(true);
  expect(linesOf('abc שלום')[0]?.fromRight).toBe(false);
  expect(linesOf('שלום abc', WIDE, 'ltr')[0]?.fromRight).toBe(false);
});

/** The glyphs fontkit gives a whole word are the measure; that is too slow for a whole chat, not for a test. */
const layOut = (word: string) => {
  const blank = typeface.font.glyphForCodePoint(0x20).id;
  return typeface.font.layout(word).glyphs.filter(({ id }) => id !== blank);
};

test.each([
  'مرحبا',
  'السلام',
  'بيتي',
  'لا',
  'سلام',
  'الأول',
  'لإله',
  'ملآن',
  'دروازه',
  'می\u200cخواهم',
  'پچگژ',
  'ٹھیک',
  'شئون',
  'قـــال',
  'مسؤول',
  'جزءا',
])('[S65] joins the letters of %s', (word) => {
  // A letter that is one glyph with the next takes no room.
  const drawn = codesOf(linesOf(word)[0]?.shapes ?? []).filter(({ width }) => width > 0);
  const wanted = layOut(word).map(({ id }) => typeface.subset.include(id));
  expect(drawn.map(({ glyph }) => glyph)).toEqual(wanted);
});

test('[S65] a letter joins its neighbours over the mark it carries', () => {
  const advances = layOut('سّلام').map(({ advanceWidth }) => advanceWidth);
  const wanted = advances.reduce((sum, advance) => sum + advance, 0) * (1000 / typeface.font.unitsPerEm);
  expect(widthOf('سّلام')).toBeCloseTo(wanted, 6);
});

test.each([
  ['你好世界你好世界', '你好', ['你好', '世界', '你好', '世界']],
  ['世界「你好」。', '世界「', ['世界', '「你好', '」。']],
  ['สวัสดีชาวโลก', 'สวัสดีชาว', ['สวัสดีชาว', 'โลก']],
])('breaks %s between words, though there is no space', (text, width, lines) => {
  const broken = linesOf(text, widthOf(width) + 1);
  expect(broken.map((line) => seen(line))).toEqual(lines);
  expect(broken.map(({ isCut }) => isCut)).toEqual(lines.map((_, index) => index < lines.length - 1));
});

test('names what cannot be drawn once for all of it that stands together', async () => {
  const { regular } = await facesFor();
  const [line] = breakLines('a ខ្មែរ ខ្មែរ b \ue000\ue000c', { face: regular, width: WIDE, direction: 'auto' });
  expect(line?.shapes.flatMap(({ missing }) => missing ?? [])).toEqual(['[tekst: Khmer]', '[teken U+E000]']);
  expect(textOf(line?.shapes ?? [])).toBe('a ខ្មែរ ខ្មែរ b \ue000\ue000c');
});

const widthOf = (text: string) => linesOf(text)[0]?.width ?? 0;

test('breaks between words, without the white space there', () => {
  const width = widthOf('een twee') + 1;
  expect(seenIn('een twee drie  vieren', width)).toEqual(['een twee', 'drie', 'vieren']);
  expect(seenIn('ja nooit\u00a0los', widthOf('nooit los') + 1)).toEqual(['ja', 'nooit los']);
});

test('[P3] breaks inside a word that is longer than a line, after the words before it', () => {
  const width = widthOf('xxxxxxxxxx') + 1;
  expect(seenIn(`kort ${'x'.repeat(25)} na`, width)).toEqual([
    'kort',
    'x'.repeat(10),
    'x'.repeat(10),
    'xxxxx na',
  ]);
});

test('[P3] keeps every line end of the sender, and the white space a line begins with', () => {
  expect(seenIn('a\n\n  b\r\nc\n')).toEqual(['a', '', '  b', 'c', '']);
});

test('a letter with accents is never taken apart by a line end, and no line is wider than allowed', () => {
  const text = 'e\u0301\u0323'.repeat(50);
  const width = widthOf('e\u0301\u0323'.repeat(7)) + 1;
  const lines = linesOf(text, width);
  expect(lines.every((line) => line.width <= width && line.shapes.length <= 7)).toBe(true);
  expect(lines.map((line) => seen(line)).join('')).toBe(text);
});

test('long text from right to left breaks in the order it is read', () => {
  const words = ['אחת', 'שתיים', 'שלוש', 'ארבע'];
  const width = widthOf('שלוש ארבע') + 1;
  const mirrored = (text: string) => Array.from(text).reverse().join('');
  expect(seenIn(words.join(' '), width)).toEqual([mirrored('אחת שתיים'), mirrored('שלוש ארבע')]);
});

test.each([
  ['without a space', 'x'.repeat(100_000)],
  ['from right to left', 'א'.repeat(100_000)],
  ['that cannot be seen', `א${'\u200b\u200f'.repeat(50_000)}`],
  ['of accents', `e${'\u0301'.repeat(100_000)}`],
  ['of direction marks', `א${'\u2067\u2069'.repeat(50_000)}`],
])('100,000 characters %s stay within the lines', (_, text) => {
  const width = widthOf('x'.repeat(80));
  expect(linesOf(text, width).every((line) => line.width <= width)).toBe(true);
});

test('an accent on a space is shown', () => {
  expect(linesOf('a \u0301')[0]?.width).toBeGreaterThan(widthOf('a ') + 100);
});
