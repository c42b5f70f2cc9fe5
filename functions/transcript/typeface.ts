// One font as the PDF uses it: what a cluster looks like and how wide it is, shaped once per different cluster. Independent of pages and of other fonts.
import { create, type Font, type GlyphRun } from 'fontkit';
import { isInvisible, isSpace } from './clusters.ts';
import { type Component, createSubset, FARTHEST, type Subset } from './subset.ts';

/** A cluster as it is drawn: mostly one glyph, which has all its marks. */
export interface Shape {
  readonly typeface: Typeface;
  /** The codes of its glyphs as a PDF writes them. */
  readonly hex: string;
  /** Thousandths of the font size. */
  readonly width: number;
  /** The name that is drawn in the place of what no font has. */
  readonly missing?: string | undefined;
}

/** What a code in the text of the PDF stands for. */
export interface Code {
  /** The glyph's number in the subset. */
  readonly glyph: number;
  /** Thousandths of the font size. */
  readonly width: number;
  /** What a reader gets who copies it. */
  readonly text: string;
}

export interface Typeface {
  readonly font: Font;
  readonly subset: Subset;
  /** Code `n` is at `n`; code 0 is the font's own mark for nothing. */
  readonly codes: readonly Code[];
  /** Whether it has a glyph for each letter, mark and sign in a cluster. */
  has(key: string): boolean;
  /**
   * What it has of a space or a cluster.
   * @param meant what it stands for, when that is something else.
   */
  shape(key: string, meant?: string): Shape;
}

const DOTTED_CIRCLE = '\u25cc';
const TAB = '    ';
/** Codes are two bytes. Past this many a glyph has one code, whatever it stands for; the largest font here has 31,000 glyphs. */
const MANY_CODES = 30_000;
/** A ToUnicode entry holds at most 512 bytes (PDF 32000-1, 9.10.3). */
const LONGEST_TEXT = 250;

const JOINERS = /[\u200c\u200d]/g;
/** What has no glyph of its own and needs none. Joiners are no part of it: they give the letters beside them their form. */
const SUPPRESSED = /(?![\u200c\u200d])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
/** The parts of an emoji are told apart by what elsewhere has no appearance. */
const PICTURE = /\p{Emoji_Presentation}|\ufe0f/u;
/** Only these are one letter to a font and several to whoever writes them. */
const COMPOSED = /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** fontkit puts SARA AM before a tone mark in the wrong place; in two parts it comes out right. */
const SARA_AM = /([\u0e48-\u0e4b])\u0e33/g;

/** @param bytes a whole TrueType font; what is used of it ends up in `subset`. */
export const createTypeface = (bytes: Uint8Array): Typeface => {
  const font = create(bytes);
  const subset = createSubset(bytes);
  const scale = 1000 / font.unitsPerEm;
  const blank = font.glyphForCodePoint(0x20);
  const codes: Code[] = [{ glyph: 0, width: 0, text: '\ufffd' }];
  const codeNumbers = new Map<string, number>();
  const shapes = new Map<string, Shape>();

  /** @param make gives the glyph's number in the subset. */
  const codeOf = ({ name, text, advance, make }: Wanted): number => {
    const known = codeNumbers.get(name);
    if (known !== undefined) return known;
    codes.push({ glyph: make(), width: advance * scale, text });
    codeNumbers.set(name, codes.length - 1);
    return codes.length - 1;
  };

  const has = (key: string): boolean =>
    Array.from(prepare(key).replace(SUPPRESSED, '').replace(JOINERS, '')).every((letter) =>
      font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );

  /** The whole run as one glyph. */
  const codeRun = ({ parts, advance }: Joined, text: string): number => {
    const [only, ...others] = parts;
    const isPlain = only && others.length === 0 && only.x === 0 && only.y === 0 && advance === only.advance;
    const look = isPlain ? only.id : parts.map(({ id, x, y }) => `${id},${x},${y}`).join(' ');
    const make = () => (isPlain ? subset.include(only.id) : subset.compose(parts, advance));
    return codeOf({ name: `${look} ${text}`, text, advance, make });
  };

  /** Each glyph in its own place and for nothing: for whoever fills a PDF with more than it can tell apart. */
  const codeGlyphs = ({ parts }: Joined): number[] =>
    parts.map(({ id, advance }) =>
      codeOf({ name: `${id}`, text: '\ufffd', advance, make: () => subset.include(id) }),
    );

  /** Text that takes no room, for what is drawn already. */
  const codeNothing = (text: string): number =>
    codeOf({ name: `nothing ${text}`, text, advance: 0, make: () => subset.compose([], 0) });

  const place = (run: Run, meant: string): Shape => {
    const joined = joinRun(run);
    const isFar = joined.parts.some(({ x, y }) => Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST);
    if (isFar || codes.length >= MANY_CODES) return toShape(codeGlyphs(joined));
    const texts = splitText(meant, run.direction === 'rtl');
    const [first = '', ...others] = texts;
    const drawn = codeRun(joined, first);
    // A reader turns round what stands on a line from right to left, letter by letter.
    const rest = others.map(codeNothing);
    return toShape(run.direction === 'rtl' ? [...rest.reverse(), drawn] : [drawn, ...rest]);
  };

  const toShape = (numbers: readonly number[]): Shape => ({
    typeface,
    hex: numbers.map(toHex).join(''),
    width: numbers.reduce((sum, number) => sum + (codes[number]?.width ?? 0), 0),
  });

  const layOut = (key: string): Run => {
    if (UNSHAPED.test(key)) return layOutPlainly(font, key.codePointAt(0) ?? 0);
    const { glyphs, positions, direction } = font.layout(key);
    // A joiner leaves a blank glyph behind.
    const shown = glyphs.map(({ id }) => id !== blank.id || key.includes(' '));
    const isShown = (_: unknown, index: number) => shown[index];
    return { glyphs: glyphs.filter(isShown), positions: positions.filter(isShown), direction };
  };

  const shapeNew = (key: string, meant: string): Shape => {
    if (isSpace(key)) return place(font.layout(key === '\t' ? TAB : ' '), ' ');
    if (isInvisible(key)) return toShape([]);
    if (PICTURE.test(key)) return place(layOut(key), meant);
    const drawn = prepare(key).replace(SUPPRESSED, '');
    // An accent without a letter stands on the dotted circle, as everywhere.
    const isBare = /^\p{M}/u.test(key) && has(DOTTED_CIRCLE);
    return place(layOut(isBare ? `${DOTTED_CIRCLE}${drawn}` : drawn), meant.replace(JOINERS, ''));
  };

  const typeface: Typeface = {
    font,
    subset,
    codes,
    has,
    shape: (key, meant = key) => {
      const name = meant === key ? key : `${key} ${meant}`;
      const known = shapes.get(name);
      if (known) return known;
      const shape = shapeNew(key, meant);
      shapes.set(name, shape);
      return shape;
    },
  };
  return typeface;
};

/** One after the other in every language: by far the most letters of a long chat in them, and shaping is what takes time. */
const UNSHAPED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Ethiopic}]$/u;

const layOutPlainly = (font: Font, point: number): Run => {
  const glyph = font.glyphForCodePoint(point);
  const position = { xAdvance: glyph.advanceWidth, xOffset: 0, yOffset: 0 };
  return { glyphs: [glyph], positions: [position], direction: 'ltr' };
};

interface Joined {
  readonly parts: readonly (Component & { readonly advance: number })[];
  /** In units of the font. */
  readonly advance: number;
}

/** Where each glyph of a run stands off the first one's origin. */
const joinRun = ({ glyphs, positions }: Run): Joined => {
  let pen = 0;
  const parts = glyphs.map(({ id, advanceWidth: advance }, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    const part = { id, x: pen + xOffset, y: yOffset, advance };
    pen += xAdvance;
    return part;
  });
  return { parts, advance: pen };
};

type Run = Pick<GlyphRun, 'glyphs' | 'positions' | 'direction'>;

interface Wanted {
  readonly name: string;
  readonly text: string;
  /** In units of the font. */
  readonly advance: number;
  make(): number;
}

const prepare = (key: string): string =>
  COMPOSED.test(key) ? key.normalize('NFC').replace(SARA_AM, '\u0e4d$1\u0e32') : key;

/** What one code can stand for: a letter where they are turned round, or else as much as an entry holds. */
const splitText = (text: string, isTurned: boolean): string[] => {
  if (isTurned) return Array.from(text);
  const letters = Array.from(text);
  const texts: string[] = [];
  let from = 0;
  let length = 0;
  for (const [index, letter] of letters.entries()) {
    if (length + letter.length > LONGEST_TEXT) {
      texts.push(letters.slice(from, index).join(''));
      from = index;
      length = 0;
    }
    length += letter.length;
  }
  return [...texts, letters.slice(from).join('')];
};

export const toHex = (code: number): string => code.toString(16).padStart(4, '0');
