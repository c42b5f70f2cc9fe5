// Puts the used part of a font into a PDF, with what each of its codes stands for. No texts.
import { type PDFContext, type PDFRef, PDFString } from 'pdf-lib';
import { addStream } from './stream.ts';
import { type Code, type Typeface, toHex } from './typeface.ts';

/**
 * A code is not a glyph here: two texts may look the same (a letter and its composed form, every character the font
 * lacks), and each keeps a code of its own, so that copying gives what was written.
 */
export const embedTypeface = (context: PDFContext, { font, subset, codes }: Typeface): PDFRef => {
  const name = `CHATPD+${font.postscriptName ?? 'Font'}`;
  const scale = 1000 / font.unitsPerEm;
  const { minX, minY, maxX, maxY } = font.bbox;
  const file = subset.encode();
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      // Symbolic: its codes are not those of a Latin alphabet.
      Flags: 4,
      FontBBox: [minX, minY, maxX, maxY].map((side) => side * scale),
      ItalicAngle: font.italicAngle,
      Ascent: font.ascent * scale,
      Descent: font.descent * scale,
      // DejaVu names none, and it is required.
      CapHeight: (font.capHeight || font.ascent) * scale,
      // Nobody measures it, and it is required.
      StemV: 80,
      FontFile2: addStream(context, file, { Length1: file.length }),
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      W: [0, codes.map(({ width }) => width)],
      CIDToGIDMap: addStream(context, mapGlyphs(codes)),
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: addStream(context, mapTexts(codes)),
    }),
  );
};

/** Two bytes for each code, high byte first: its glyph. */
const mapGlyphs = (codes: readonly Code[]): Uint8Array => {
  const map = Buffer.alloc(codes.length * 2);
  for (const [code, { glyph }] of codes.entries()) map.writeUInt16BE(glyph, code * 2);
  return map;
};

/** A block of a CMap holds at most this many lines (Adobe technical note 5014). */
const BLOCK = 100;

const mapTexts = (codes: readonly Code[]): string => {
  const lines = codes.map(({ text }, code) => `<${toHex(code)}> <${toUtf16(text)}>`);
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += BLOCK) {
    const block = lines.slice(start, start + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
};

const toUtf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => toHex(text.charCodeAt(index))).join('');
