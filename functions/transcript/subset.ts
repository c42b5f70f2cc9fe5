// A font of the glyphs that one PDF uses, with new ones put together of them. Knows the file format (OpenType 1.9) and no text.
import { flags, HEADER, type Outline, openTrueType } from './true-type.ts';

/** A glyph of the whole font at a place off the new glyph's origin, in units of the font. */
export interface Component {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** What a place in a glyph can be, to either side, with room for the part that is there. */
export const FARTHEST = 28_000;

export interface Subset {
  /** @returns the number in the subset of a glyph of the whole font. */
  include(id: number): number;
  /**
   * A new glyph out of several: a letter with its marks is then one, wherever they stand, and whoever reads the PDF
   * need not find out what belongs together. Of none it is a blank.
   */
  compose(components: readonly Component[], advance: number): number;
  encode(): Uint8Array;
}

interface Glyph {
  readonly data: Buffer;
  readonly advance: number;
  readonly bearing: number;
  readonly points: number;
  readonly contours: number;
  /** How many levels of glyphs made of glyphs. */
  readonly depth: number;
  readonly components: number;
}

const BLANK: Glyph = {
  data: Buffer.alloc(0),
  advance: 0,
  bearing: 0,
  points: 0,
  contours: 0,
  depth: 0,
  components: 0,
};
/** A side of the box around an outline, of those in its header. */
const sideOf = ({ data }: Pick<Glyph, 'data'>, at: 2 | 4 | 6 | 8): number =>
  data.length === 0 ? 0 : data.readInt16BE(at);

export const createSubset = (bytes: Uint8Array): Subset => {
  const font = openTrueType(bytes);
  const glyphs: Glyph[] = [];
  const numbers = new Map<number, number>();

  const include = (id: number): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const outline = font.outline(id);
    // Parts first: a glyph's own number is the next one then.
    const parts = outline.components.map((at) => include(outline.data.readUInt16BE(at)));
    for (const [index, at] of outline.components.entries()) outline.data.writeUInt16BE(parts[index] ?? 0, at);
    numbers.set(id, glyphs.length);
    glyphs.push(measure(outline, partsOf(parts)));
    return glyphs.length - 1;
  };
  const partsOf = (parts: readonly number[]): Glyph[] => parts.map((part) => glyphs[part] ?? BLANK);

  const compose = (components: readonly Component[], advance: number): number => {
    const shown = components
      .map(({ id, x, y }) => ({ part: include(id), x, y }))
      .filter(({ part }) => glyphs[part]?.data.length);
    const parts = partsOf(shown.map(({ part }) => part));
    // In a glyph of several only the outline counts.
    const placed = shown.map(({ part, x, y }, index) => {
      const glyph = parts[index] ?? BLANK;
      return { part, x: Math.round(x) + glyph.bearing - sideOf(glyph, 2), y: Math.round(y) };
    });
    const data = placed.length === 0 ? BLANK.data : writeComponents(placed, parts);
    const bearing = sideOf({ data }, 2);
    glyphs.push(measure({ data, advance: Math.max(0, Math.round(advance)), bearing }, parts));
    return glyphs.length - 1;
  };

  // The mark for nothing is glyph 0 of every font.
  include(0);
  return { include, compose, encode: () => writeFont(font.table, glyphs) };
};

const measure = ({ data, advance, bearing }: Omit<Outline, 'components'>, parts: readonly Glyph[]): Glyph => {
  const sum = (of: (part: Glyph) => number) => parts.reduce((total, part) => total + of(part), 0);
  const own = parts.length === 0 && data.length > 0 ? data.readInt16BE(0) : 0;
  return {
    data,
    advance,
    bearing,
    contours: own + sum(({ contours }) => contours),
    points: (own > 0 ? data.readUInt16BE(HEADER + (own - 1) * 2) + 1 : 0) + sum(({ points }) => points),
    depth: parts.length === 0 ? 0 : 1 + Math.max(...parts.map(({ depth }) => depth)),
    components: parts.length,
  };
};

interface Placed {
  readonly part: number;
  readonly x: number;
  readonly y: number;
}

const writeComponents = (placed: readonly Placed[], parts: readonly Glyph[]): Buffer => {
  const data = Buffer.alloc(HEADER + placed.length * 8);
  data.writeInt16BE(-1, 0);
  const side = (at: 2 | 4 | 6 | 8, shift: 'x' | 'y') =>
    placed.map((each, index) => sideOf(parts[index] ?? BLANK, at) + each[shift]);
  data.writeInt16BE(Math.min(...side(2, 'x')), 2);
  data.writeInt16BE(Math.min(...side(4, 'y')), 4);
  data.writeInt16BE(Math.max(...side(6, 'x')), 6);
  data.writeInt16BE(Math.max(...side(8, 'y')), 8);
  for (const [index, { part, x, y }] of placed.entries()) {
    const at = HEADER + index * 8;
    const more = index < placed.length - 1 ? flags.more : 0;
    data.writeUInt16BE(flags.words | flags.xy | more, at);
    data.writeUInt16BE(part, at + 2);
    data.writeInt16BE(x, at + 4);
    data.writeInt16BE(y, at + 6);
  }
  return data;
};

/** The tables that a PDF asks of a font (PDF 32000-1, 9.9), but for those that only instructions use. */
const writeFont = (table: (tag: string) => Buffer, glyphs: readonly Glyph[]): Uint8Array => {
  const [head, hhea, maxp] = [table('head'), table('hhea'), table('maxp')].map((each) =>
    Buffer.from(each),
  ) as [Buffer, Buffer, Buffer];
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  hhea.writeUInt16BE(glyphs.length, 34);
  const most = (of: (glyph: Glyph) => number) => glyphs.reduce((high, glyph) => Math.max(high, of(glyph)), 0);
  maxp.writeUInt16BE(glyphs.length, 4);
  maxp.writeUInt16BE(
    most(({ points }) => points),
    6,
  );
  maxp.writeUInt16BE(
    most(({ contours }) => contours),
    8,
  );
  maxp.writeUInt16BE(
    most(({ points }) => points),
    10,
  );
  maxp.writeUInt16BE(
    most(({ contours }) => contours),
    12,
  );
  maxp.writeUInt16BE(0, 26);
  maxp.writeUInt16BE(
    most(({ components }) => components),
    28,
  );
  maxp.writeUInt16BE(
    most(({ depth }) => depth),
    30,
  );
  const glyf = glyphs.map(({ data }) => pad(data));
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let end = 0;
  for (const [index, { length }] of glyf.entries()) {
    end += length;
    loca.writeUInt32BE(end, (index + 1) * 4);
  }
  const hmtx = Buffer.alloc(glyphs.length * 4);
  for (const [index, { advance, bearing }] of glyphs.entries()) {
    hmtx.writeUInt16BE(advance, index * 4);
    hmtx.writeInt16BE(bearing, index * 4 + 2);
  }
  return writeTables({ glyf: Buffer.concat(glyf), head, hhea, hmtx, loca, maxp });
};

const pad = (data: Buffer): Buffer =>
  data.length % 4 === 0 ? data : Buffer.concat([data, Buffer.alloc(4 - (data.length % 4))]);

/** @param tables in the order of their names. */
const writeTables = (tables: Readonly<Record<string, Buffer>>): Uint8Array => {
  const entries = Object.entries(tables);
  const power = 2 ** Math.floor(Math.log2(entries.length));
  const directory = Buffer.alloc(12 + entries.length * 16);
  directory.writeUInt32BE(0x10000, 0);
  directory.writeUInt16BE(entries.length, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE((entries.length - power) * 16, 10);
  let offset = directory.length;
  for (const [index, [tag, data]] of entries.entries()) {
    const record = 12 + index * 16;
    directory.write(tag, record, 'latin1');
    directory.writeUInt32BE(checksum(pad(data)), record + 4);
    directory.writeUInt32BE(offset, record + 8);
    directory.writeUInt32BE(data.length, record + 12);
    offset += pad(data).length;
  }
  const file = Buffer.concat([directory, ...entries.map(([, data]) => pad(data))]);
  // `checkSumAdjustment` of `head`: then the sum of the whole file is this.
  const head = directory.readUInt32BE(12 + entries.findIndex(([tag]) => tag === 'head') * 16 + 8);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, head + 8);
  return file;
};

const checksum = (padded: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
};
