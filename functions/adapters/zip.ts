// A ZIP of files as they are, uncompressed: PDFs are compressed already. Independent of what is in them. See docs/decisions/031.
import { crc32 } from 'node:zlib';

export interface ZipFile {
  /** With `/` for folders; any letters. */
  readonly name: string;
  readonly body: Uint8Array;
}

/** APPNOTE 6.3.10, 4.4.4: bit 11 says that names are UTF-8. */
const UTF8 = 0x0800;
/** Version 2.0 knows folders; nothing newer is needed without compression or ZIP64. */
const VERSION = 20;

/** Moments of a ZIP are local time without a zone, in steps of two seconds; here UTC. */
const dosTime = (at: number): { readonly time: number; readonly date: number } => {
  const moment = new Date(at);
  const year = Math.max(0, moment.getUTCFullYear() - 1980);
  return {
    time:
      (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | Math.floor(moment.getUTCSeconds() / 2),
    date: (year << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
  };
};

/** The fields that a file's own header and its line in the directory share. */
const describeFile = ({ body }: ZipFile, name: Buffer, at: number): Buffer => {
  const { time, date } = dosTime(at);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8, 2);
  // 4: method, stored.
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(body), 10);
  fields.writeUInt32LE(body.byteLength, 14);
  fields.writeUInt32LE(body.byteLength, 18);
  fields.writeUInt16LE(name.byteLength, 22);
  // 24: no extra field.
  return fields;
};

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/**
 * @param at when the files are from (milliseconds since 1970).
 * @throws on 65,536 files or 4 GB and more, which this form cannot say.
 */
export const writeZip = (files: readonly ZipFile[], at: number): Uint8Array => {
  if (files.length > 0xffff) throw new Error('too many files for a ZIP');
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name, 'utf8');
    const fields = describeFile(file, name, at);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(VERSION);
    directory.push(signature(0x02014b50), madeBy, fields, place, name);
    const header = [signature(0x04034b50), fields, name, file.body];
    parts.push(...header);
    offset += header.reduce((sum, part) => sum + part.byteLength, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0);
  if (offset + size > 0xffffffff) throw new Error('too large for a ZIP');
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, signature(0x06054b50), end]);
};
