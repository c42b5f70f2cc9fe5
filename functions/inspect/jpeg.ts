// A JPEG, segment by segment: what it tells without being asked is left out, the picture itself is copied as it is. Decodes nothing.
import { broken, orientationBlock, orientationIn, type Picture } from './picture.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

/** Markers without a length: TEM, and those that restart a scan. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** A frame's header, which has the size; not DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const beginsWith = (bytes: Uint8Array, text: string): boolean =>
  text.length <= bytes.length &&
  Array.from(text).every((letter, index) => bytes[index] === letter.charCodeAt(0));

const EXIF = 'Exif\0\0';

/** Without these colours are other ones, or it is no JPEG to some: JFIF, colour profiles, Adobe's transform. */
const isKept = (marker: number, data: Uint8Array): boolean => {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return beginsWith(data, 'JFIF\0');
  if (marker === APP2) return beginsWith(data, 'ICC_PROFILE\0');
  return marker === APP14 && beginsWith(data, 'Adobe');
};

/** JFIF may bring a small picture along, which is as it was before somebody cut the large one: without it. */
const withoutThumbnail = (marker: number, data: Uint8Array): Uint8Array =>
  marker === APP0 && data.length >= 14 ? Uint8Array.from([...data.subarray(0, 12), 0, 0]) : data;

const segment = (marker: number, data: Uint8Array): Uint8Array => {
  const length = data.length + 2;
  return Uint8Array.from([0xff, marker, length >> 8, length & 0xff, ...data]);
};

/** Where the scan that begins here ends: at the next marker that is none of its own. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    const next = at === -1 ? undefined : bytes[at + 1];
    if (next === undefined) return broken('a scan without an end');
    if (next === 0xff) continue;
    if (next !== 0 && !isBare(next)) return at;
  }
};

/** @throws BrokenFile when it is no whole JPEG. What lies behind its end is not taken along. */
export const readJpeg = (bytes: Uint8Array): Picture => {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) broken('no JPEG');
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let isTurned = false;
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) broken('no marker where one has to be');
    while (bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1] ?? broken('it ends in a marker');
    if (marker === EOI) break;
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) broken('a segment that leads out of it');
    const data = bytes.subarray(at + 4, end);
    if (marker === APP1 && beginsWith(data, EXIF)) orientation = orientationIn(data.subarray(EXIF.length));
    if (isFrame(marker) && data.length >= 5) {
      size = {
        height: ((data[1] ?? 0) << 8) | (data[2] ?? 0),
        width: ((data[3] ?? 0) << 8) | (data[4] ?? 0),
      };
    }
    if (isKept(marker, data)) {
      const isFirst = marker === APP0;
      if (!isFirst && !isTurned && orientation !== 1) {
        parts.push(turned(orientation));
        isTurned = true;
      }
      parts.push(
        marker >= APP0 && marker <= APP15
          ? segment(marker, withoutThumbnail(marker, data))
          : bytes.subarray(at, end),
      );
    }
    at = end;
    if (marker === SOS) {
      at = endOfScan(bytes, end);
      parts.push(bytes.subarray(end, at));
    }
  }
  if (!size || size.width === 0 || size.height === 0) return broken('a JPEG without a frame');
  parts.push(Uint8Array.from([0xff, EOI]));
  return { bytes: Buffer.concat(parts), ...size, orientation };
};

const turned = (orientation: number): Uint8Array =>
  segment(APP1, Buffer.concat([Buffer.from(EXIF, 'latin1'), orientationBlock(orientation)]));
