// Pictures that are made here, with everything in them that a picture tells unasked. Independent of any test.
import { crc32, deflateSync } from 'node:zlib';
import { codecs } from './uploads.ts';

/** What must not be found in what is passed on. */
export const TELLTALE = 'GPS-52.0907N-5.1214E';

const chunk = (type: string, data: Uint8Array): Buffer => {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** @param rows as they lie in the file before they are packed, each with its filter. */
export const pngOf = (
  { width, height, depth = 8, colour = 2, interlaced = 0 }: PngHeader,
  rows: Uint8Array,
  more: readonly Buffer[] = [],
): Buffer => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, colour, 0, 0, interlaced]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly interlaced?: number;
}

/** One colour, which comes out as it went in. */
export const aPng = (width = 2, height = 2, more: readonly Buffer[] = []): Buffer => {
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array(width).fill([200, 30, 60]).flat())]);
  return pngOf({ width, height }, Buffer.concat(Array(height).fill(row)), more);
};

/** Exif with a place, and turned by `orientation`. */
export const exif = (orientation: number): Buffer => {
  const tiff = Buffer.alloc(26);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return Buffer.concat([tiff, Buffer.from(TELLTALE)]);
};

export const aTellingPng = (orientation = 6): Buffer =>
  Buffer.concat([
    aPng(3, 2, [
      chunk('eXIf', exif(orientation)),
      chunk('tEXt', Buffer.from(`Comment\0${TELLTALE}`)),
      chunk('tIME', Buffer.from([7, 234, 11, 30, 1, 2, 3])),
    ]),
    Buffer.from(TELLTALE),
  ]);

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** A quarter of each corner in a colour of its own, so that turning shows. */
export const aJpeg = (width = 64, height = 32): Promise<Uint8Array> => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = x < width / 2 ? (y < height / 2 ? [255, 0, 0] : [0, 0, 255]) : [0, 255, 0];
      data.set([...colour, 255], 4 * (y * width + x));
    }
  return codecs.toJpeg({ data, width, height });
};

/** With Exif, XMP, IPTC, a comment, an unknown segment, and something behind its end. */
export const aTellingJpeg = async (orientation = 6): Promise<Buffer> => {
  const bytes = Buffer.from(await aJpeg());
  return Buffer.concat([
    bytes.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${TELLTALE}`)),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${TELLTALE}`)),
    segment(0xef, Buffer.from(TELLTALE)),
    segment(0xfe, Buffer.from(TELLTALE)),
    bytes.subarray(2),
    Buffer.from(TELLTALE),
  ]);
};

const riff = (chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(chunks);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return Buffer.concat([head, body]);
};
const webpChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
};

/** The smallest there is, lossless, of one pixel. */
const VP8L = Buffer.from('2f00000010071011118888fe07', 'hex');

/** @param behind bytes after its end. */
export const aTellingWebp = (behind = TELLTALE): Buffer => {
  const extended = Buffer.alloc(10);
  extended[0] = 0x08 | 0x04;
  return Buffer.concat([
    riff([
      webpChunk('VP8X', extended),
      webpChunk('VP8L', VP8L),
      webpChunk('EXIF', exif(6)),
      webpChunk('XMP ', Buffer.from(TELLTALE)),
      webpChunk('HIDE', Buffer.from(TELLTALE)),
    ]),
    Buffer.from(behind),
  ]);
};
