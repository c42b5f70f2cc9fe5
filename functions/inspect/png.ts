// A PNG, chunk by chunk: what it tells without being asked is left out, the picture itself is copied as it is. Decodes nothing.
import { crc32 } from 'node:zlib';
import { broken, orientationBlock, orientationIn, type Picture } from './picture.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The picture, its colours, its density and its animation. */
const KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT'.split(' '),
);

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** With its length and its checksum. */
  readonly whole: Uint8Array;
}

/** The chunks up to IEND; what lies behind it is none of the picture. @throws BrokenFile when it is no whole PNG. */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte)) broken('no PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) broken('a PNG without an end');
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) broken('a chunk that leads out of it');
    const type = Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, 4).toString('latin1');
    yield { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) };
    if (type === 'IEND') return;
    at = end;
  }
}

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
};

/** @throws BrokenFile when it is no whole PNG. */
export const readPng = (bytes: Uint8Array): Picture => {
  const parts: Uint8Array[] = [Uint8Array.from(SIGNATURE)];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  // Browsers turn a PNG by this; it may stand behind the picture.
  for (const { type, data } of chunksOf(bytes)) if (type === 'eXIf') orientation = orientationIn(data);
  for (const { type, data, whole } of chunksOf(bytes)) {
    if (!size) {
      if (type !== 'IHDR' || data.length !== 13) broken('a PNG that does not begin with its header');
      const header = new DataView(data.buffer, data.byteOffset, data.byteLength);
      size = { width: header.getUint32(0), height: header.getUint32(4) };
    }
    if (KEPT.has(type)) parts.push(whole);
    if (type === 'IHDR' && orientation !== 1) parts.push(chunk('eXIf', orientationBlock(orientation)));
  }
  if (!size || size.width === 0 || size.height === 0) return broken('a PNG without a picture');
  return { bytes: Buffer.concat(parts), ...size, orientation };
};
