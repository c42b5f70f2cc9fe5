// What the readers of the picture formats agree on. Independent of any format.

/** A picture without what it tells unasked, and how large it is. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  /** How it is to be turned before it is seen: 1 to 8, as Exif has it. */
  readonly orientation: number;
}

/** The file is not what it says it is: a length leads out of it, or something is missing. */
export class BrokenFile extends Error {}

export const broken = (what: string): never => {
  throw new BrokenFile(what);
};

/** Turned by a quarter, what was wide is high. */
export const isSideways = (orientation: number): boolean => orientation >= 5;

export const shownSize = ({ width, height, orientation }: Omit<Picture, 'bytes'>) =>
  isSideways(orientation) ? { width: height, height: width } : { width, height };

const ORIENTATION = 0x0112;

/**
 * The orientation in a block of Exif.
 * @param tiff from its byte order mark on.
 * @returns 1, which is upright, when there is none or the block makes no sense.
 */
export const orientationIn = (tiff: Uint8Array): number => {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.byteLength < 8) return 1;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index++) {
    const field = directory + 2 + 12 * index;
    if (field + 12 > tiff.byteLength) return 1;
    if (view.getUint16(field, little) !== ORIENTATION) continue;
    const value = view.getUint16(field + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
};

/** A block of Exif that says how the picture is turned, and nothing else. */
export const orientationBlock = (orientation: number): Uint8Array => {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, 0x4d4d);
  tiff.setUint16(2, 42);
  tiff.setUint32(4, 8);
  tiff.setUint16(8, 1);
  tiff.setUint16(10, ORIENTATION);
  tiff.setUint16(12, 3);
  tiff.setUint32(14, 1);
  tiff.setUint16(18, orientation);
  return new Uint8Array(tiff.buffer);
};
