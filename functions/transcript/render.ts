// A chat as a PDF (S65): whatever was written in it, this gives a document and does not throw. No storage, no HTTP.
import { composeContent, listTexts, type Subject } from './content.ts';
import { openFaces } from './faces.ts';
import type { Fonts } from './fonts.ts';
import { layOut } from './pages.ts';
import { writePdf } from './pdf.ts';

export const render = async ({
  fonts,
  ...subject
}: Subject & { readonly fonts: Fonts }): Promise<Uint8Array> => {
  const content = composeContent(subject);
  const { name: title, language, at, nameMissing } = content;
  const faces = await openFaces({ fonts, texts: listTexts(content), nameMissing });
  return writePdf(layOut(content, faces), faces, { title, language, at });
};
