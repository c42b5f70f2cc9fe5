// A WebP, chunk by chunk: what it tells without being asked is left out, the picture itself is copied as it is. Decodes nothing.
import { broken, type Picture } from './picture.ts';

const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** Of the flags of VP8X: that there is Exif, that there is XMP. */
const TELLING = 0x08 | 0x04;

const text = (bytes: Uint8Array, at: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, 4).toString('latin1');

const sizeIn = (type: string, data: Uint8Array): { width: number; height: number } | undefined => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const of24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (type === 'VP8X' && data.length >= 10) return { width: of24(4) + 1, height: of24(7) + 1 };
  if (type === 'VP8L' && data.length >= 5) {
    const bits = view.getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8 ' && data.length >= 10)
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  return undefined;
};

/** @throws BrokenFile when it is no whole WebP. What lies behind its end is not taken along. Browsers turn none, so neither do we. */
export const readWebp = (bytes: Uint8Array): Picture => {
  if (bytes.length < 20 || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WEBP') broken('no WebP');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) broken('a WebP that is cut off');
  const parts: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = 12; at + 8 <= end; ) {
    const type = text(bytes, at);
    const length = view.getUint32(at + 4, true);
    // One byte is added where it is needed to make them even.
    const next = at + 8 + length + (length & 1);
    if (next > end) broken('a chunk that leads out of it');
    const data = bytes.subarray(at + 8, at + 8 + length);
    size ??= sizeIn(type, data);
    if (KEPT.has(type)) {
      const whole = Buffer.from(bytes.subarray(at, next));
      if (type === 'VP8X') whole[8] = (whole[8] ?? 0) & ~TELLING;
      parts.push(whole);
    }
    at = next;
  }
  if (!size || size.width === 0 || size.height === 0) return broken('a WebP without a picture');
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  head.write('WEBP', 8, 'latin1');
  return { bytes: Buffer.concat([head, body]), ...size, orientation: 1 };
};
