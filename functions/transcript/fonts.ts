// The font files of the PDF. Knows where they lie and nothing of what is in them.
import { readFile } from 'node:fs/promises';

export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** @param folder with the files of DejaVu under their own names, ending in a slash. */
export const readFonts = async (folder: URL): Promise<Fonts> => {
  const [regular, bold] = await Promise.all(
    ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => readFile(new URL(name, folder))),
  );
  if (!regular || !bold) throw new Error('a font is missing');
  return { regular, bold };
};
