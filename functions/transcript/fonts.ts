// The font files of the PDF: which there are, and where they come from. Independent of what is in a chat.
import { readFile } from 'node:fs/promises';

/**
 * Each as a path in `node_modules`; the build puts the files beside the bundles. DejaVu has the Latin, Greek, Cyrillic,
 * Hebrew, Arabic, Armenian and Georgian scripts; Noto has the others, one file each, and is read for whoever wrote in one.
 */
export const fontFiles = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  devanagari: '@expo-google-fonts/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  tamil: '@expo-google-fonts/noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf',
  thai: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  ethiopic: '@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf',
  japanese: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  korean: '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
  chinese: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
} as const;

export type ExtraFont = Exclude<keyof typeof fontFiles, 'regular' | 'bold'>;

export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  /** Not kept: the Chinese one alone is 10 MB, and a disk gives it within some milliseconds. */
  read(name: ExtraFont): Promise<Uint8Array>;
}

/** @param locate where one of the `fontFiles` lies. */
export const openFonts = async (locate: (file: string) => URL): Promise<Fonts> => {
  const read = (name: keyof typeof fontFiles) => readFile(locate(fontFiles[name]));
  const [regular, bold] = await Promise.all([read('regular'), read('bold')]);
  return { regular, bold, read };
};

/** @param bundle the URL of a bundle that has its fonts beside it. */
export const openBundledFonts = (bundle: string): Promise<Fonts> =>
  openFonts((file) => new URL(`fonts/${file.slice(file.lastIndexOf('/') + 1)}`, bundle));
