// Reads a PDF the way a browser does (PDFium): its pages as pixels and as text. Independent of chats.
import { PDFiumLibrary } from '@hyzyla/pdfium';

export interface Box {
  /** Points from the lower left corner of the page. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface ReadPage {
  readonly text: string;
  /** Whether anything is drawn in a box. */
  hasInk(box: Box): boolean;
}

/** Pixels to the point: enough to see a comma. */
const SCALE = 3;
const DARK = 190;

export const readPdf = async (bytes: Uint8Array): Promise<ReadPage[]> => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const pages: ReadPage[] = [];
  for (const page of document.pages()) {
    // Drawing a page closes it.
    const text = page.getText();
    const { data, width, height } = await page.render({ scale: SCALE, colorSpace: 'Gray', render: 'bitmap' });
    const pixels = Uint8Array.from(data);
    const stride = pixels.length / height;
    pages.push({
      text,
      hasInk: ({ left, right, bottom, top }) => {
        const firstRow = Math.max(0, Math.floor(height - top * SCALE));
        const lastRow = Math.min(height - 1, Math.ceil(height - bottom * SCALE));
        for (let row = firstRow; row <= lastRow; row++) {
          for (
            let x = Math.max(0, Math.floor(left * SCALE));
            x <= Math.min(width - 1, Math.ceil(right * SCALE));
            x++
          ) {
            if ((pixels[row * stride + x] ?? 255) < DARK) return true;
          }
        }
        return false;
      },
    });
  }
  document.destroy();
  library.destroy();
  return pages;
};
