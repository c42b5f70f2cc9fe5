// The pixels of a PNG, a row at a time, so that whatever one unpacks to is never held as a whole. Interlaced and animated ones are left to others.
import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { broken } from './picture.ts';
import { chunksOf } from './png.ts';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly isInterlaced: boolean;
}

/** Samples of a pixel, by the type of colour. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const headerOf = (data: Uint8Array): Header => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth: view.getUint8(8),
    colour: view.getUint8(9),
    isInterlaced: view.getUint8(12) !== 0,
  };
};

/** Takes the filter of a row back, in place. @param step bytes of a pixel. */
const unfilter = (filter: number, row: Uint8Array, above: Uint8Array, step: number): void => {
  for (let at = 0; at < row.length; at++) {
    const left = at >= step ? (row[at - step] ?? 0) : 0;
    const up = above[at] ?? 0;
    const corner = at >= step ? (above[at - step] ?? 0) : 0;
    row[at] = (row[at] ?? 0) + predict(filter, left, up, corner);
  }
};

const predict = (filter: number, left: number, up: number, corner: number): number => {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return broken('a filter that does not exist');
  }
};

interface Colours {
  readonly palette: Uint8Array;
  readonly clear: Uint8Array;
}

/** One row as red, green, blue and alpha. */
const toPixels = (
  { width, depth, colour }: Header,
  { palette, clear }: Colours,
  row: Uint8Array,
): Uint8Array => {
  if (colour === 6 && depth === 8) return row;
  const out = new Uint8Array(4 * width);
  const step = depth === 16 ? 2 : 1;
  const samples = SAMPLES[colour] ?? 1;
  const packed = (x: number): number => {
    const bits = x * depth;
    return ((row[bits >> 3] ?? 0) >> (8 - depth - (bits & 7))) & ((1 << depth) - 1);
  };
  for (let x = 0; x < width; x++) {
    const at = x * samples * step;
    const sample = (index: number): number => row[at + index * step] ?? 0;
    if (colour === 3) {
      const index = depth === 8 ? sample(0) : packed(x);
      out.set(palette.subarray(3 * index, 3 * index + 3), 4 * x);
      out[4 * x + 3] = clear[index] ?? 255;
    } else if (samples <= 2) {
      const grey = depth < 8 ? (packed(x) * 255) / ((1 << depth) - 1) : sample(0);
      out.fill(grey, 4 * x, 4 * x + 3);
      out[4 * x + 3] = samples === 2 ? sample(1) : 255;
    } else {
      out[4 * x] = sample(0);
      out[4 * x + 1] = sample(1);
      out[4 * x + 2] = sample(2);
      out[4 * x + 3] = samples === 4 ? sample(3) : 255;
    }
  }
  return out;
};

/** @returns whether it was read; not when it is interlaced. @throws BrokenFile, or as zlib does, for what is no picture. */
export const readPngRows = async (bytes: Uint8Array, add: (row: Uint8Array) => void): Promise<boolean> => {
  const chunks = [...chunksOf(bytes)];
  const header = headerOf(chunks[0]?.data ?? broken('no header'));
  const samples = SAMPLES[header.colour];
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(header.depth)) return broken('no colours');
  if (header.isInterlaced) return false;
  const dataOf = (type: string) => chunks.find((chunk) => chunk.type === type)?.data ?? new Uint8Array();
  const colours = { palette: dataOf('PLTE'), clear: header.colour === 3 ? dataOf('tRNS') : new Uint8Array() };
  const bits = samples * header.depth;
  const length = Math.ceil((header.width * bits) / 8);
  const step = Math.max(1, bits >> 3);

  const packed = chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []));
  const pixels: AsyncIterable<Uint8Array> = Readable.from(packed, { objectMode: true }).pipe(createInflate());
  let line = new Uint8Array(1 + length);
  let above = new Uint8Array(length);
  let filled = 0;
  let rows = 0;
  reading: for await (const piece of pixels) {
    for (let from = 0; from < piece.length; ) {
      const taken = Math.min(line.length - filled, piece.length - from);
      line.set(piece.subarray(from, from + taken), filled);
      filled += taken;
      from += taken;
      if (filled < line.length) break;
      const row = line.subarray(1);
      unfilter(line[0] ?? 0, row, above, step);
      add(toPixels(header, colours, row));
      above = row;
      line = new Uint8Array(1 + length);
      filled = 0;
      if (++rows === header.height) break reading;
    }
  }
  if (rows < header.height) broken('a picture that is cut off');
  return true;
};
