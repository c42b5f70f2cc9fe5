// Both fonts, with every character there is: nothing throws, and what the font has is drawn.
import { expect, test } from 'vitest';
import { createTypeface } from '../../../functions/transcript/typeface.ts';
import { aLog, aSubject, codesOf, facesFor, findBlanks, fonts, textOf, typeset } from './chats.ts';
import { readPdf } from './reader.ts';

const LAST = 0x10ffff;
/** All of the letters in use; of the rest, where none has a form of its own, a part. */
const stepAfter = (point: number) => (point < 0x3000 ? 1 : point < 0x20000 ? 5 : 97);
const isSurrogate = (point: number) => point >= 0xd800 && point <= 0xdfff;

test.each(['regular', 'bold'] as const)(
  'the %s font takes every code point, alone and with an accent',
  async (face) => {
    const faces = await facesFor();
    for (let point = 0; point <= LAST; point += stepAfter(point)) {
      if (isSurrogate(point)) continue;
      const letter = String.fromCodePoint(point);
      faces[face].shape(letter);
      if (point < 0x3000) faces[face].shape(`${letter}\u0301\u064e`);
    }
    for (const { codes } of faces.typefaces) {
      // The font's own mark for nothing says nothing to a reader: it must not come from any of these.
      expect(codes.slice(1).filter(({ glyph }) => glyph === 0)).toEqual([]);
      expect(codes.length).toBeLessThan(0xffff);
    }
  },
);

test('tells apart what looks the same, so that copying gives what was written', async () => {
  const { regular } = await facesFor('👍🏽');
  const copied = (key: string) => codesOf([regular.shape(key)]).map(({ text }) => text);
  for (const key of ['é', 'e\u0301', 'A', 'Α', '👍🏽', '龍', '𝕳', '1\ufe0f\u20e3'])
    expect(copied(key)).toEqual([key]);
  expect(regular.shape('龍').missing).toBe('[teken U+9F8D]');
  expect(regular.shape('龍').hex).not.toBe(regular.shape('龜').hex);
});

test('a letter with its marks is one glyph, and one from right to left gives each letter back in its turn', async () => {
  const { regular } = await facesFor('हिन्दी น้ำ');
  const widths = (key: string) => codesOf([regular.shape(key)]).map(({ text, width }) => [text, width > 0]);
  expect(widths('q\u0323\u0303')).toEqual([['q\u0323\u0303', true]]);
  expect(widths('न्दी')).toEqual([['न्दी', true]]);
  expect(widths('น้ำ')).toEqual([['น้ำ', true]]);
  // A reader turns these round; what comes first is on the right.
  expect(widths('كُ')).toEqual([
    ['\u064f', false],
    ['ك', true],
  ]);
});

test('what was written past the length of an entry is given back all the same', async () => {
  const { regular } = await facesFor();
  const written = 'ខ'.repeat(600);
  expect(textOf([regular.shape(written)])).toBe(written);
});

test('more different clusters than a font has codes for are drawn all the same', {
  timeout: 120_000,
}, async () => {
  const { regular, typefaces } = await facesFor();
  const marks = Array.from({ length: 0x40 }, (_, index) => String.fromCodePoint(0x300 + index));
  let count = 0;
  for (const letter of 'abcdefghijklmnopqrstuvwxyz')
    for (const first of marks)
      for (const second of marks.slice(0, 20)) {
        if (regular.shape(letter + first + second).hex.length >= 4) count++;
      }
  expect(count).toBeGreaterThan(30_000);
  for (const { codes } of typefaces) expect(codes.length).toBeLessThan(0xffff);
});

test('a mark that is missing does not take its letter away', async () => {
  const { regular } = await facesFor();
  expect(textOf([regular.shape('a\u1ab0')])).toBe('a\u1ab0');
  expect(regular.shape('a\u1ab0').width).toBeGreaterThan(regular.shape('a').width);
  expect(regular.shape('a\u1ab0').missing).toBeUndefined();
});

test('[S65] every emoji of Unicode has its picture, alone and in its sequences', {
  timeout: 120_000,
}, async () => {
  const emoji: string[] = [];
  for (let point = 0x80; point < 0x1fbff; point++) {
    const letter = String.fromCodePoint(point);
    const shown = [letter, `${letter}\ufe0f`].find((text) => /^\p{RGI_Emoji}$/v.test(text));
    if (shown !== undefined) emoji.push(shown);
  }
  expect(emoji.length).toBeGreaterThan(1300);
  const sequences = ['👍🏽', '👨‍👩‍👧‍👦', '👩🏾‍💻', '🏳️‍🌈', '❤️‍🔥', '🇳🇱', '🇧🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '🙂‍↔️'];
  const { regular, typefaces } = await facesFor(...emoji);
  const picture = typefaces.find(({ font }) => font.postscriptName === 'NotoEmoji-Regular');
  for (const key of [...emoji, ...sequences]) {
    const { typeface, missing } = regular.shape(key);
    expect([key, missing, typeface === picture]).toEqual([key, undefined, true]);
    expect(codesOf([regular.shape(key)]).map(({ text }) => text)).toEqual([key]);
  }
});

test('draws the glyph that is meant, and not one that only has its text', async () => {
  const { bytes, pages } = await typeset(aSubject(aLog().says('customer', 'Jan', "abc\n. '").entries));
  const [read] = await readPdf(bytes);
  const body = pages[0]?.lines.filter(({ style }) => style.size === 9.5 && style.face === 'regular') ?? [];
  const [, points] = body;
  if (!points) throw new Error('no second line');
  const half = points.y + 4;
  const dot = { left: points.x, right: points.x + 3 };
  const quote = { left: points.x + 6, right: points.x + 8.5 };
  expect(read?.hasInk({ ...dot, bottom: points.y - 1, top: half - 1 })).toBe(true);
  expect(read?.hasInk({ ...dot, bottom: half, top: half + 4 })).toBe(false);
  expect(read?.hasInk({ ...quote, bottom: half, top: half + 4 })).toBe(true);
  expect(read?.hasInk({ ...quote, bottom: points.y - 1, top: half - 1 })).toBe(false);
});

test.each([
  ['dejavu', fonts.regular, 5000],
  ['emoji', await fonts.read('emoji'), 1300],
  ['devanagari', await fonts.read('devanagari'), 120],
  ['thai', await fonts.read('thai'), 70],
  ['ethiopic', await fonts.read('ethiopic'), 400],
  ['tamil', await fonts.read('tamil'), 70],
])('everything that %s has leaves ink', async (_, bytes, count) => {
  const { characterSet } = createTypeface(bytes).font;
  const letters = [...new Set(characterSet)].map((point) => String.fromCodePoint(point));
  const drawn = letters.filter((letter) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) && !BLANK.has(letter));
  expect(drawn.length).toBeGreaterThan(count);
  // Three spaces keep a letter free of its neighbours' ink.
  const { bytes: pdf, pages } = await typeset(
    aSubject(aLog().says('customer', 'Jan', drawn.join('   ')).entries),
  );
  expect(findBlanks(pages, await readPdf(pdf), 1)).toEqual([]);
});

/** BRAILLE PATTERN BLANK is a symbol to Unicode, and blank. */
const BLANK = new Set(['\u2800']);
