// A compressed stream in a PDF. Independent of what is in it.
import { deflateSync } from 'node:zlib';
import type { PDFContext, PDFRef } from 'pdf-lib';

/** By zlib: pdf-lib's own compression is most of the time that a long chat takes. */
export const addStream = (context: PDFContext, content: string | Uint8Array, entries = {}): PDFRef =>
  context.register(context.stream(deflateSync(content), { ...entries, Filter: 'FlateDecode' }));
