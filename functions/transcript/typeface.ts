// One font as the PDF uses it: what a cluster looks like and how wide it is, shaped once per different cluster. Knows no page.
import fontkit, { type Font, type Glyph, type Subset } from '@pdf-lib/fontkit';
import { isInvisible, isSpace } from './clusters.ts';

/** A glyph at its place: `dx` and `dy` off the pen, which then moves on by `advance`. Units are thousandths of the font size. */
export interface PlacedGlyph {
  readonly code: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

export interface Shape {
  readonly glyphs: readonly PlacedGlyph[];
  /** The codes of the glyphs as a PDF writes them, when no glyph is off its place. */
  readonly hex: string | undefined;
  /** Thousandths of the font size. */
  readonly width: number;
  /** The font does not have this: the mark for that is drawn instead. */
  readonly replaced: boolean;
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
  shape(key: string): Shape;
}

interface Run {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }[];
  readonly direction: 'ltr' | 'rtl' | null;
}

const REPLACEMENT = '\u25a1';
const DOTTED_CIRCLE = '\u25cc';
const NOTHING: Shape = { glyphs: [], hex: '', width: 0, replaced: false };
const TAB = '    ';
/** Codes are two bytes. Past this many a glyph has one code, whatever it stands for; no font here has 10,000 glyphs. */
const MANY_CODES = 55_000;
/** A ToUnicode entry holds at most 512 bytes (PDF 32000-1, 9.10.3). */
const LONGEST_TEXT = 250;

/**
 * Scripts whose letters fontkit 1.1.1 can put together; for several others it throws (`regeneratorRuntime is not
 * defined`), so their letters are drawn one after the other.
 */
const SHAPED =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]+$/u;

const JOINERS = /[\u200c\u200d]/g;
/** What has no glyph of its own and needs none. Joiners are no part of it: they give the letters beside them their form. */
const SUPPRESSED = /(?![\u200c\u200d])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** @param bytes a whole TrueType font; what is used of it ends up in `subset`. */
export const createTypeface = (bytes: Uint8Array): Typeface => {
  const font = fontkit.create(bytes);
  const subset = font.createSubset();
  const scale = 1000 / font.unitsPerEm;
  const blank = font.glyphForCodePoint(0x20).id;
  const codes: Code[] = [{ glyph: 0, width: font.getGlyph(0).advanceWidth * scale, text: '\ufffd' }];
  const codeNumbers = new Map<string, number>();
  const shapes = new Map<string, Shape>();

  const codeOf = (glyph: Glyph, meant: string): number => {
    const isRoom = codes.length < MANY_CODES && meant.length <= LONGEST_TEXT;
    const text = isRoom ? meant : textOfGlyph(glyph);
    const name = `${glyph.id} ${text}`;
    const known = codeNumbers.get(name);
    if (known !== undefined) return known;
    const code = codes.length;
    codes.push({ glyph: subset.includeGlyph(glyph), width: glyph.advanceWidth * scale, text });
    codeNumbers.set(name, code);
    return code;
  };

  const has = (key: string): boolean =>
    Array.from(key.replace(SUPPRESSED, '').replace(JOINERS, '')).every((letter) =>
      font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );

  /** @param textOf what each glyph stands for. */
  const place = (run: Run, textOf: (glyph: Glyph, index: number) => string): Shape => {
    const glyphs = run.glyphs.flatMap((glyph, index): PlacedGlyph[] => {
      const position = run.positions[index];
      if (!position) return [];
      const { xAdvance, xOffset, yOffset } = position;
      return [
        {
          code: codeOf(glyph, textOf(glyph, index)),
          advance: xAdvance * scale,
          dx: xOffset * scale,
          dy: yOffset * scale,
        },
      ];
    });
    return toShape(glyphs, codes);
  };

  const layOut = (letters: string): Run =>
    SHAPED.test(letters) ? font.layout(letters) : layOutOneByOne(letters);

  const layOutOneByOne = (letters: string): Run => {
    const glyphs = Array.from(letters, (letter) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0));
    const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, xOffset: 0, yOffset: 0 }));
    return { glyphs, positions, direction: 'ltr' };
  };

  const shapeSpace = (key: string): Shape => {
    const run = layOut(key === '\t' ? TAB : ' ');
    return place(run, () => ' ');
  };

  const shapeReplaced = (key: string): Shape => ({
    ...place(layOut(REPLACEMENT), () => key),
    replaced: true,
  });

  const shapeLetters = (key: string): Shape => {
    const drawn = key.replace(SUPPRESSED, '');
    const run = layOut(drawn);
    // A joiner leaves a blank glyph behind.
    const shown = run.glyphs.map(({ id }) => id !== blank);
    const glyphs = run.glyphs.filter((_, index) => shown[index]);
    const positions = run.positions.filter((_, index) => shown[index]);
    const letters = Array.from(drawn.replace(JOINERS, ''));
    if (run.direction === 'rtl') letters.reverse();
    // fontkit remembers for each glyph the first text it was ever asked for, so a glyph's own `codePoints` may be another's.
    const textOf = (glyph: Glyph, index: number): string => {
      if (glyphs.length === 1) return key.replace(JOINERS, '');
      if (glyphs.length === letters.length) return letters[index] ?? textOfGlyph(glyph);
      return textOfGlyph(glyph);
    };
    return place({ ...run, glyphs, positions }, textOf);
  };

  /** A letter of which the font lacks only what goes with it keeps what can be drawn. */
  const shapePartly = (key: string): Shape => {
    const letters = Array.from(key);
    const drawn = letters.filter(has);
    if (letters[0] !== drawn[0] || isInvisible(drawn.join(''))) return shapeReplaced(key);
    const missing = shapeReplaced(letters.filter((letter) => !has(letter)).join(''));
    return { ...toShape([...shapeLetters(drawn.join('')).glyphs, ...missing.glyphs], codes), replaced: true };
  };

  const shapeNew = (key: string): Shape => {
    if (isSpace(key)) return shapeSpace(key);
    if (isInvisible(key)) return NOTHING;
    if (!has(key)) return shapePartly(key);
    // An accent without a letter stands on the dotted circle, as everywhere.
    return shapeLetters(/^\p{M}/u.test(key) ? `${DOTTED_CIRCLE}${key}` : key);
  };

  return {
    font,
    subset,
    codes,
    shape: (key) => {
      const known = shapes.get(key);
      if (known) return known;
      const shape = shapeNew(key);
      shapes.set(key, shape);
      return shape;
    },
  };
};

const textOfGlyph = ({ codePoints }: Glyph): string => String.fromCodePoint(...codePoints) || '\ufffd';

const toShape = (glyphs: readonly PlacedGlyph[], codes: readonly Code[]): Shape => {
  const inPlace = glyphs.every(
    ({ code, advance, dx, dy }) => dx === 0 && dy === 0 && advance === codes[code]?.width,
  );
  return {
    glyphs,
    hex: inPlace ? glyphs.map(({ code }) => toHex(code)).join('') : undefined,
    width: glyphs.reduce((sum, { advance }) => sum + advance, 0),
    replaced: false,
  };
};

export const toHex = (code: number): string => code.toString(16).padStart(4, '0');
