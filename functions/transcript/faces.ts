// The fonts of one PDF: the plain one, bold or not, and behind it those that some letter of this chat needs. Independent of any page.
import { isInvisible, isSpace } from './clusters.ts';
import type { ExtraFont, Fonts } from './fonts.ts';
import { isEmoji, listFonts } from './scripts.ts';
import { createTypeface, type Shape, type Typeface } from './typeface.ts';

/** What a style writes with. */
export interface Face {
  /** Never fails: what no font has is drawn as its name in words. */
  shape(key: string): Shape;
}

export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
  /** All of them, whether used or not. */
  readonly typefaces: readonly Typeface[];
}

export interface Wanted {
  readonly fonts: Fonts;
  /** All that will be written. */
  readonly texts: Iterable<string>;
  /** What to write in the place of a cluster that no font has. */
  nameMissing(key: string): string;
}

export const openFaces = async ({ fonts, texts, nameMissing }: Wanted): Promise<Faces> => {
  const regular = createTypeface(fonts.regular);
  const bold = createTypeface(fonts.bold);
  const extras = await openExtras(fonts, regular, texts);
  const open = (plain: Typeface) => createFace(plain, extras, nameMissing);
  return {
    regular: open(regular),
    bold: open(bold),
    typefaces: [regular, bold, ...extras.map(({ typeface }) => typeface)],
  };
};

interface Extra {
  readonly name: ExtraFont;
  readonly typeface: Typeface;
}

/** No extra font has anything before these; nearly every chat has none of them, and then nothing is read. */
const FOREIGN = /[^\0-\u08ff\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf]/gu;

const openExtras = async (fonts: Fonts, plain: Typeface, texts: Iterable<string>): Promise<Extra[]> => {
  const foreign = new Set<string>();
  for (const text of texts) {
    for (const letter of text.normalize('NFC').match(FOREIGN) ?? []) foreign.add(letter);
  }
  const isLacking = (letter: string) => isEmoji(letter) || !(isInvisible(letter) || plain.has(letter));
  let lacking = [...foreign].filter(isLacking);
  const extras: Extra[] = [];
  for (const name of listFonts(lacking)) {
    // One before it may have had all that this one is for.
    if (!listFonts(lacking).includes(name)) continue;
    const typeface = createTypeface(await fonts.read(name));
    extras.push({ name, typeface });
    lacking = lacking.filter((letter) => !typeface.has(letter));
  }
  return extras;
};

const createFace = (
  plain: Typeface,
  extras: readonly Extra[],
  nameMissing: (key: string) => string,
): Face => {
  const emoji = extras.find(({ name }) => name === 'emoji')?.typeface;
  const shapes = new Map<string, Shape>();

  const writeName = (key: string): Shape => {
    const missing = nameMissing(key);
    return { ...plain.shape(missing, key), missing };
  };

  /** A letter of which the fonts lack only what goes with it keeps what can be drawn. */
  const shapePartly = (key: string): Shape => {
    const letters = Array.from(key);
    const drawn = letters.filter(plain.has);
    if (letters[0] !== drawn[0] || isInvisible(drawn.join(''))) return writeName(key);
    const missing = nameMissing(letters.filter((letter) => !plain.has(letter)).join(''));
    return plain.shape(`${drawn.join('')}${missing}`, key);
  };

  const shapeNew = (key: string): Shape => {
    if (isSpace(key) || isInvisible(key)) return plain.shape(key);
    if (emoji && isEmoji(key) && emoji.has(key)) return emoji.shape(key);
    if (plain.has(key)) return plain.shape(key);
    const extra = extras.find(({ typeface }) => typeface.has(key));
    if (extra) return extra.typeface.shape(key);
    // 𝕳 is an H for another occasion.
    const common = key.normalize('NFKC');
    if (common !== key && plain.has(common)) return plain.shape(common, key);
    return shapePartly(key);
  };

  return {
    shape: (key) => {
      const known = shapes.get(key);
      if (known) return known;
      const shape = shapeNew(key);
      shapes.set(key, shape);
      return shape;
    },
  };
};
