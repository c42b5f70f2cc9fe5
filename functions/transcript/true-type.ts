// Reads glyphs out of a TrueType font (OpenType 1.9: sfnt, glyf, loca, hmtx). No texts.

export interface Outline {
  /** As `glyf` has it, without its instructions: they are for screens of the nineties, and half of the size. Empty for a blank. */
  readonly data: Buffer;
  /** In units of the font, as all here. */
  readonly advance: number;
  /** Where its ink begins, whatever the outline says. */
  readonly bearing: number;
  /** Of a glyph made of others, where in `data` each is named. */
  readonly components: readonly number[];
}

export interface TrueType {
  /** As it is in the file. */
  table(tag: string): Buffer;
  outline(id: number): Outline;
}

/** Flags of a glyph made of others. */
export const flags = {
  words: 0x1,
  xy: 0x2,
  scale: 0x8,
  more: 0x20,
  twoScales: 0x40,
  matrix: 0x80,
  instructions: 0x100,
} as const;

/** Bytes before the outline: the number of contours and the box around them. */
export const HEADER = 10;

export const openTrueType = (bytes: Uint8Array): TrueType => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = (tag: string): Buffer => {
    for (let record = 12; record < 12 + file.readUInt16BE(4) * 16; record += 16) {
      if (file.toString('latin1', record, record + 4) !== tag) continue;
      const start = file.readUInt32BE(record + 8);
      return file.subarray(start, start + file.readUInt32BE(record + 12));
    }
    throw new Error(`the font has no table ${tag}`);
  };
  const [loca, glyf, hmtx] = [table('loca'), table('glyf'), table('hmtx')];
  const isLong = table('head').readInt16BE(50) === 1;
  const metrics = table('hhea').readUInt16BE(34);
  const placeOf = (id: number) => (isLong ? loca.readUInt32BE(id * 4) : loca.readUInt16BE(id * 2) * 2);
  return {
    table,
    outline: (id) => {
      const data = glyf.subarray(placeOf(id), placeOf(id + 1));
      const advance = hmtx.readUInt16BE(Math.min(id, metrics - 1) * 4);
      const bearing = hmtx.readInt16BE(id < metrics ? id * 4 + 2 : metrics * 2 + id * 2);
      const isSimple = data.length === 0 || data.readInt16BE(0) >= 0;
      const outline = isSimple ? { data: strip(data), components: [] } : readComponents(data);
      return { advance, bearing, ...outline };
    },
  };
};

const strip = (data: Buffer): Buffer => {
  if (data.length === 0) return data;
  const at = HEADER + data.readInt16BE(0) * 2;
  const none = Buffer.alloc(2);
  return Buffer.concat([data.subarray(0, at), none, data.subarray(at + 2 + data.readUInt16BE(at))]);
};

const readComponents = (whole: Buffer): Pick<Outline, 'data' | 'components'> => {
  const data = Buffer.from(whole);
  const components: number[] = [];
  let at = HEADER;
  for (let more = true; more; ) {
    const flag = data.readUInt16BE(at);
    data.writeUInt16BE(flag & ~flags.instructions, at);
    components.push(at + 2);
    at += 4 + (flag & flags.words ? 4 : 2);
    at += flag & flags.scale ? 2 : flag & flags.twoScales ? 4 : flag & flags.matrix ? 8 : 0;
    more = (flag & flags.more) !== 0;
  }
  return { data: data.subarray(0, at), components };
};
