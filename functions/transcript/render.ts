// A chat as a PDF (S65): whatever was written in it, this gives a document and does not throw. Knows no store and no request.
import { composeContent, type Subject } from './content.ts';
import type { Fonts } from './fonts.ts';
import { type Faces, layOut } from './pages.ts';
import { writePdf } from './pdf.ts';
import { createTypeface } from './typeface.ts';

export const createFaces = ({ regular, bold }: Fonts): Faces => ({
  regular: createTypeface(regular),
  bold: createTypeface(bold),
});

export const render = async ({
  fonts,
  ...subject
}: Subject & { readonly fonts: Fonts }): Promise<Uint8Array> => {
  const content = composeContent(subject);
  const faces = createFaces(fonts);
  const { name: title, language, at } = content;
  return writePdf(layOut(content, faces), faces, { title, language, at });
};
