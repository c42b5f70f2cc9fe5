// Writes laid-out pages as a PDF with the fonts it uses. Knows where things stand, not what they mean.
import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import type { Language } from '../../web/text/text.ts';
import { embedTypeface } from './embed.ts';
import { type Faces, PAGE, type Page, type PlacedLine, type Rule, type Style } from './pages.ts';
import { addStream } from './stream.ts';
import { type PlacedGlyph, type Shape, type Typeface, toHex } from './typeface.ts';

export interface Properties {
  readonly title: string;
  readonly language: Language;
  /** Milliseconds since 1970: the same chat gives the same bytes, whenever it is asked for. */
  readonly at: number;
}

const PRODUCT = 'OfficeHeart Chat';
const inks = { text: '0.102 0.129 0.188', soft: '0.325 0.369 0.439' } as const satisfies Record<
  Style['ink'],
  string
>;
const RULE_INK = '0.8 0.83 0.87';
const fontNames = { regular: 'R', bold: 'B' } as const satisfies Record<keyof Faces, string>;

export const writePdf = async (
  pages: readonly Page[],
  faces: Faces,
  properties: Properties,
): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const resources = context.register(
    context.obj({
      Font: {
        [fontNames.regular]: await embedTypeface(context, faces.regular),
        [fontNames.bold]: await embedTypeface(context, faces.bold),
      },
    }),
  );
  for (const page of pages) {
    const { node } = document.addPage([PAGE.width, PAGE.height]);
    node.set(PDFName.of('Resources'), resources);
    node.set(PDFName.of('Contents'), addStream(context, drawPage(page, faces)));
  }
  setProperties(document, properties);
  return document.save({ updateFieldAppearances: false });
};

const setProperties = (document: PDFDocument, { title, language, at }: Properties): void => {
  const date = new Date(at);
  document.setTitle(title.toWellFormed(), { showInWindowTitleBar: true });
  document.setLanguage(language);
  document.setCreator(PRODUCT);
  document.setProducer(PRODUCT);
  document.setCreationDate(date);
  document.setModificationDate(date);
  // The same chat has the same identity; without one some readers forget where someone was in it.
  const id = PDFHexString.of(Buffer.from(`${title}${at}`).toString('hex').slice(0, 32).padEnd(32, '0'));
  document.context.trailerInfo.ID = document.context.obj([id, id]);
};

const drawPage = ({ lines, rules }: Page, faces: Faces): string =>
  [...rules.map(drawRule), 'BT', ...lines.map((line) => drawLine(line, faces[line.style.face])), 'ET'].join(
    '\n',
  );

const drawRule = ({ from, to, y }: Rule): string =>
  `${RULE_INK} RG 0.6 w ${round(from)} ${round(y)} m ${round(to)} ${round(y)} l S`;

const drawLine = ({ x, y, style, shapes }: PlacedLine, typeface: Typeface): string =>
  `/${fontNames[style.face]} ${style.size} Tf ${inks[style.ink]} rg 1 0 0 1 ${round(x)} ${round(y)} Tm ${showShapes(shapes, style.size, typeface)}`;

/** Shapes whose glyphs are in their place are one string; the others say for each glyph how far it is off. */
const showShapes = (shapes: readonly Shape[], size: number, typeface: Typeface): string => {
  const shown: string[] = [];
  let hex = '';
  const flush = () => {
    if (hex !== '') shown.push(`<${hex}> Tj`);
    hex = '';
  };
  for (const shape of shapes) {
    if (shape.hex !== undefined) hex += shape.hex;
    else {
      flush();
      for (const glyph of shape.glyphs) shown.push(showGlyph(glyph, size, typeface));
    }
  }
  flush();
  return shown.join(' ');
};

/** A number in a `TJ` moves the pen to the left, in thousandths of the font size; `Ts` lifts the glyph, in points. */
const showGlyph = ({ code, advance, dx, dy }: PlacedGlyph, size: number, { codes }: Typeface): string => {
  const moved = dx + (codes[code]?.width ?? 0) - advance;
  const glyph = `[${round(-dx)} <${toHex(code)}> ${round(moved)}] TJ`;
  return dy === 0 ? glyph : `${round((dy / 1000) * size)} Ts ${glyph} 0 Ts`;
};

const round = (number: number): number => Math.round(number * 100) / 100;
