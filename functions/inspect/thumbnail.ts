// The small picture of a large one. Made of what was checked; a picture that asks for more than there is gets none.
import type { Codecs } from './codecs.ts';
import type { Picture } from './picture.ts';
import { readPngRows } from './png-rows.ts';
import { createShrink, type Raster, turn } from './shrink.ts';

/** Of the longer side: sharp at the width of a chat, and on paper. */
const SMALL_PIXELS = 640;

/** Decoded a pixel is four bytes, and twice that while it is handed over. */
const DECODED_PIXELS = 24_000_000;

export type Format = 'jpeg' | 'png' | 'webp';

/** @returns a JPEG; nothing for a picture that is too large, or that cannot be drawn. */
export const makeSmall = async (
  codecs: Codecs,
  format: Format,
  { bytes, width, height, orientation }: Picture,
): Promise<Uint8Array | undefined> => {
  if (width * height > DECODED_PIXELS) return undefined;
  const shrink = createShrink({ width, height, most: SMALL_PIXELS });
  try {
    if (!(await readRows(codecs, format, bytes, { width, add: shrink.add }))) return undefined;
  } catch (error) {
    // What zlib and the codecs throw is theirs to name: a picture that nobody can draw is still a file.
    if (error instanceof Error || typeof error === 'number') return undefined;
    throw error;
  }
  return codecs.toJpeg(turn(shrink.end(), orientation));
};

const readRows = async (
  codecs: Codecs,
  format: Format,
  bytes: Uint8Array,
  { width, add }: { width: number; add: (row: Uint8Array | Uint8ClampedArray) => void },
): Promise<boolean> => {
  if (format === 'png') return readPngRows(bytes, add);
  const raster: Raster | null = await codecs[format](bytes);
  if (!raster || raster.width !== width) return false;
  for (let y = 0; y < raster.height; y++) add(raster.data.subarray(4 * y * width, 4 * (y + 1) * width));
  return true;
};
