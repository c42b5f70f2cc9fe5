// Both fonts, with every character there is: nothing throws, and what the font has is drawn.
import { expect, test } from 'vitest';
import { createFaces } from '../../../functions/transcript/render.ts';
import { aLog, aSubject, fonts, typeset } from './chats.ts';
import { readPdf } from './reader.ts';

const LAST = 0x10ffff;
const isSurrogate = (point: number) => point >= 0xd800 && point <= 0xdfff;

test.each(['regular', 'bold'] as const)(
  'the %s font takes every code point, alone and with an accent',
  (face) => {
    const typeface = createFaces(fonts)[face];
    for (let point = 0; point <= LAST; point += point < 0x20000 ? 1 : 97) {
      if (isSurrogate(point)) continue;
      const letter = String.fromCodePoint(point);
      typeface.shape(letter);
      if (point < 0x3000) typeface.shape(`${letter}\u0301\u064e`);
    }
    // The font's own mark for nothing says nothing to a reader: it must not come from any of these.
    expect(typeface.codes.slice(1).filter(({ glyph }) => glyph === 0)).toEqual([]);
    expect(typeface.codes.length).toBeLessThan(0xffff);
  },
);

test('tells apart what looks the same, so that copying gives what was written', () => {
  const { shape, codes } = createFaces(fonts).regular;
  const copied = (key: string) => shape(key).glyphs.map(({ code }) => codes[code]?.text);
  expect(copied('é')).toEqual(['é']);
  expect(copied('e\u0301')).toEqual(['e', '\u0301']);
  expect(copied('A')).toEqual(['A']);
  expect(copied('Α')).toEqual(['Α']);
  expect(copied('👍🏽')).toEqual(['👍🏽']);
  expect(copied('龍')).toEqual(['龍']);
  expect(shape('龍').glyphs[0]?.code).not.toBe(shape('👍🏽').glyphs[0]?.code);
});

test('keeps the letter of which it lacks only the mark', () => {
  const { shape, codes } = createFaces(fonts).regular;
  const { glyphs, replaced } = shape('1\ufe0f\u20e3');
  expect(replaced).toBe(true);
  expect(glyphs.map(({ code }) => codes[code]?.text)).toEqual(['1\ufe0f', '\u20e3']);
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

test('everything the font has leaves ink', async () => {
  const { characterSet } = createFaces(fonts).regular.font;
  const letters = [...new Set(characterSet)].map((point) => String.fromCodePoint(point));
  const drawn = letters.filter((letter) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) && !BLANK.has(letter));
  expect(drawn.length).toBeGreaterThan(5000);
  const { bytes, pages } = await typeset(aSubject(aLog().says('customer', 'Jan', drawn.join('   ')).entries));
  const read = await readPdf(bytes);
  const blank: string[] = [];
  for (const [index, { lines }] of pages.entries()) {
    for (const { x, y, style, shapes } of lines) {
      let left = x;
      for (const { width, hex } of shapes) {
        const right = left + (width / 1000) * style.size;
        // Three spaces keep a letter free of its neighbours' ink.
        const box = { left: left - 1, right: right + 1, bottom: y - style.size, top: y + style.size * 1.2 };
        if (width > 0 && !SPACES.has(width) && !read[index]?.hasInk(box)) blank.push(`page ${index}: ${hex}`);
        left = right;
      }
    }
  }
  expect(blank).toEqual([]);
});

/** BRAILLE PATTERN BLANK is a symbol to Unicode, and blank. */
const BLANK = new Set(['\u2800']);
const SPACES = new Set([createFaces(fonts).regular.shape(' ').width]);
