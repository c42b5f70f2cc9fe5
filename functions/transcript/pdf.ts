// Writes laid-out pages as a tagged PDF with the fonts they use. Works with positions, not with meanings.
import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import type { Language } from '../../shared/model.ts';
import { drawPage } from './draw.ts';
import { embedTypeface } from './embed.ts';
import type { Faces } from './faces.ts';
import { writeFile } from './file.ts';
import type { Layout } from './pages.ts';
import { PAGE } from './paper.ts';
import { addStream } from './stream.ts';
import { writeTags } from './tags.ts';
import type { Typeface } from './typeface.ts';

export interface Properties {
  readonly title: string;
  readonly language: Language;
  /** Milliseconds since 1970: the same chat gives the same bytes, whenever it is asked for. */
  readonly at: number;
}

const PRODUCT = 'OfficeHeart Chat';

export const writePdf = async (
  { pages, document: parts }: Layout,
  faces: Faces,
  properties: Properties,
): Promise<Uint8Array> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const resources = context.nextRef();
  const nameOf = (typeface: Typeface) => `F${faces.typefaces.indexOf(typeface)}`;
  const tagged = pages.map((page) => {
    const { node, ref } = document.addPage([PAGE.width, PAGE.height]);
    const drawing = drawPage(page, { faces, nameOf });
    node.set(PDFName.of('Resources'), resources);
    node.set(PDFName.of('Contents'), addStream(context, drawing.content));
    return { node, ref, parts: drawing.parts };
  });
  context.assign(resources, context.obj({ Font: embedUsed(document, faces, nameOf) }));
  document.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  const { root, objects } = writeTags(context, parts, tagged);
  document.catalog.set(PDFName.of('StructTreeRoot'), root);
  setProperties(document, properties);
  await document.flush();
  return writeFile(context, objects);
};

/** A code beside the first means that something was written with the font. */
const embedUsed = ({ context }: PDFDocument, { typefaces }: Faces, nameOf: (typeface: Typeface) => string) =>
  Object.fromEntries(
    typefaces
      .filter(({ codes }) => codes.length > 1)
      .map((typeface) => [nameOf(typeface), embedTypeface(context, typeface)]),
  );

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
