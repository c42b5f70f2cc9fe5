// What a file is, by its bytes, and what of it is passed on: a picture without what it tells unasked, anything else as it is or not at all.
import { fileTypeFromBuffer } from 'file-type';
import type { FileKind } from '../../shared/sent-file.ts';
import { isRun, toFileName } from './file-name.ts';
import { readJpeg } from './jpeg.ts';
import { BrokenFile, type Picture, shownSize } from './picture.ts';
import { readPng } from './png.ts';
import type { Format } from './thumbnail.ts';
import { readWebp } from './webp.ts';

export interface LookedInto {
  readonly name: string;
  readonly kind: FileKind;
  /** What is passed on. */
  readonly bytes: Uint8Array;
  /** Of a picture: its format, and how it is seen. */
  readonly picture?: Picture & { readonly format: Format };
  readonly shown?: { readonly width: number; readonly height: number };
}

/** `refused`: nobody takes it, whatever the desk says. `broken`: it is not what it begins like. */
export type Verdict = { readonly ok: LookedInto } | { readonly fault: 'refused' | 'broken' };

const readers: Readonly<Record<string, readonly [Format, (bytes: Uint8Array) => Picture]>> = {
  jpg: ['jpeg', readJpeg],
  png: ['png', readPng],
  apng: ['png', readPng],
  webp: ['webp', readWebp],
};

const OFFICE = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp']);

/** What runs by itself, by its bytes; and what a browser would run as a page of ours, were it ever shown as one. */
const RUNS = new Set([
  'exe',
  'elf',
  'macho',
  'class',
  'dex',
  'deb',
  'rpm',
  'swf',
  'crx',
  'lnk',
  'apk',
  'jar',
]);

/** A browser takes a larger picture's memory from everything else that is open: such a one is saved, not shown. */
const SHOWN_PIXELS = 120_000_000;

/** @param given as it is called where it comes from. */
export const lookInto = async (bytes: Uint8Array, given: string): Promise<Verdict> => {
  const found = await fileTypeFromBuffer(bytes);
  if (isRun(toFileName(given, 'other', undefined)) || (found && RUNS.has(found.ext)))
    return { fault: 'refused' };
  const reader = found && readers[found.ext];
  if (reader) return readPicture(bytes, given, reader);
  const kind = kindOf(bytes, found?.ext);
  const format = kind === 'office' || kind === 'pdf' ? found?.ext : undefined;
  return { ok: { name: toFileName(given, kind, format), kind, bytes } };
};

const readPicture = (
  bytes: Uint8Array,
  given: string,
  [format, read]: readonly [Format, (bytes: Uint8Array) => Picture],
): Verdict => {
  try {
    const picture = { ...read(bytes), format };
    const name = toFileName(given, 'image', format === 'jpeg' ? 'jpg' : format);
    const isShown = picture.width * picture.height <= SHOWN_PIXELS;
    return {
      ok: {
        name,
        kind: 'image',
        bytes: picture.bytes,
        ...(isShown && { picture, shown: shownSize(picture) }),
      },
    };
  } catch (error) {
    if (error instanceof BrokenFile || error instanceof RangeError) return { fault: 'broken' };
    throw error;
  }
};

const kindOf = (bytes: Uint8Array, ext: string | undefined): FileKind => {
  if (ext === 'pdf') return 'pdf';
  if (ext !== undefined) return OFFICE.has(ext) ? 'office' : 'other';
  return isText(bytes) ? 'text' : 'other';
};

/** Of any script and of older encodings: what no text has are the control characters. */
const isText = (bytes: Uint8Array): boolean => {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return true;
  return !bytes.some(
    (byte) =>
      (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) ||
      byte === 0x7f,
  );
};
