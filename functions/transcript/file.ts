// Writes the objects of a PDF as a file (PDF 32000-1, 7.5). Independent of what is in them.
import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFStream } from 'pdf-lib';

/** An object that is no stream, as a PDF writes it, by its number. */
export type Objects = ReadonlyMap<number, string>;

/** Packed in one stream; a reader unpacks all of it for one. */
const TOGETHER = 500;
const HEADER = '%PDF-1.7\n%\x81\x81\x81\x81\n';
/** Bytes of a row of the table: the kind, the place, the index in a packed stream. */
const ROW = [1, 4, 2] as const;
const ROW_BYTES = 7;

/** What is where: `place` is an offset in the file, or the stream that it is packed in. */
interface Row {
  readonly kind: 1 | 2;
  readonly place: number;
  readonly index: number;
}

/**
 * pdf-lib's own writer compresses in JavaScript and keeps a tree of each object; for the tags of a long chat that is
 * most of the work.
 * @param more objects that the context has not: those there are very many of.
 */
export const writeFile = (context: PDFContext, more: Objects): Uint8Array => {
  const parts: Uint8Array[] = [Buffer.from(HEADER, 'latin1')];
  let length = HEADER.length;
  let last = context.largestObjectNumber;
  const rows = new Map<number, Row>();
  const add = (number: number, body: Uint8Array): void => {
    rows.set(number, { kind: 1, place: length, index: 0 });
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  };
  const small = new Map(more);
  for (const [{ objectNumber }, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFStream) {
      const body = new Uint8Array(object.sizeInBytes());
      object.copyBytesInto(body, 0);
      add(objectNumber, body);
    } else small.set(objectNumber, object.toString());
  }
  const all = [...small].sort(([a], [b]) => a - b);
  for (let start = 0; start < all.length; start += TOGETHER) {
    const packed = all.slice(start, start + TOGETHER);
    const place = ++last;
    for (const [index, [number]] of packed.entries()) rows.set(number, { kind: 2, place, index });
    add(place, pack(packed));
  }
  const table = ++last;
  const { Root, Info, ID } = context.trailerInfo;
  const place = length;
  rows.set(table, { kind: 1, place, index: 0 });
  const entries = `/Type /XRef /Size ${table + 1} /W [${ROW.join(' ')}] /Root ${Root} /Info ${Info} /ID ${ID} /DecodeParms <</Predictor 12 /Columns ${ROW_BYTES}>>`;
  add(table, stream(entries, writeRows(rows, table + 1)));
  return Buffer.concat([...parts, Buffer.from(`startxref\n${place}\n%%EOF\n`)]);
};

/** Each stands behind a list of their numbers and places. */
const pack = (packed: readonly (readonly [number, string])[]): Uint8Array => {
  let place = 0;
  const places = packed.map(([number, body]) => {
    const at = `${number} ${place}`;
    place += body.length + 1;
    return at;
  });
  const head = `${places.join(' ')}\n`;
  const body = packed.map(([, each]) => `${each}\n`).join('');
  return stream(
    `/Type /ObjStm /N ${packed.length} /First ${head.length}`,
    Buffer.from(head + body, 'latin1'),
  );
};

const stream = (entries: string, content: Uint8Array): Uint8Array => {
  const bytes = deflateSync(content);
  const head = `<<${entries} /Filter /FlateDecode /Length ${bytes.length}>>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream')]);
};

/** Each row says only what it differs in from the one before (PNG's filter 2), which is nearly nothing. */
const writeRows = (rows: ReadonlyMap<number, Row>, count: number): Uint8Array => {
  const table = Buffer.alloc(count * ROW_BYTES);
  for (const [number, { kind, place, index }] of rows) {
    table.writeUInt8(kind, number * ROW_BYTES);
    table.writeUInt32BE(place, number * ROW_BYTES + 1);
    table.writeUInt16BE(index, number * ROW_BYTES + 5);
  }
  const filtered = Buffer.alloc(count * (ROW_BYTES + 1));
  for (let row = 0; row < count; row++) {
    filtered[row * (ROW_BYTES + 1)] = 2;
    for (let byte = 0; byte < ROW_BYTES; byte++) {
      const at = row * ROW_BYTES + byte;
      filtered[row * (ROW_BYTES + 1) + 1 + byte] = (table[at] ?? 0) - (table[at - ROW_BYTES] ?? 0);
    }
  }
  return filtered;
};
