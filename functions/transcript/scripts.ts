// Which characters each extra font is there for, and what to call one that no font has. Independent of any font file.
import type { Language } from '../../shared/model.ts';
import type { ExtraFont } from './fonts.ts';

/** Shown as a picture: by its nature, by the selector after it, or in a keycap. A selector of text (U+FE0E) undoes it. */
export const isEmoji = (key: string): boolean =>
  /\p{Emoji_Presentation}|\ufe0f|\u20e3/u.test(key) && !key.includes('\ufe0e');

/**
 * In the order they are asked. A Han character has a form of its own in each country: whoever writes kana or Hangul gets
 * that country's, and the Chinese font gives what theirs lack.
 */
const drawnBy: readonly (readonly [ExtraFont, RegExp])[] = [
  ['emoji', /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\ufe0f|\u20e3/u],
  // Its full stop is that of the other languages of India, too.
  ['devanagari', /[\p{Script=Devanagari}\u0964\u0965\u1cd0-\u1cff]/u],
  ['tamil', /\p{Script=Tamil}/u],
  ['thai', /\p{Script=Thai}/u],
  ['ethiopic', /\p{Script=Ethiopic}/u],
  ['japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['korean', /\p{Script=Hangul}/u],
  ['chinese', /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u],
];

/** The fonts that may have one of these characters, the one to ask first in front. */
export const listFonts = (characters: readonly string[]): ExtraFont[] => {
  const all = characters.join('');
  return drawnBy.filter(([, letters]) => letters.test(all)).map(([name]) => name);
};

/** Scripts in use today that no font here has, by their code in ISO 15924. */
const UNDRAWN =
  'Adlm Beng Bali Batk Bugi Cher Gujr Guru Java Khmr Knda Lana Mlym Mong Mymr Nkoo Olck Orya Sinh Sund Syrc Telu Thaa Tibt Vaii Yiii'
    .split(' ')
    .map((code) => ({ code, letters: new RegExp(`\\p{Script=${code}}`, 'u') }));

const scriptNames: Readonly<Record<Language, Intl.DisplayNames>> = {
  nl: new Intl.DisplayNames('nl', { type: 'script' }),
  en: new Intl.DisplayNames('en', { type: 'script' }),
};

export type Missing =
  | { readonly kind: 'script'; readonly name: string }
  | { readonly kind: 'emoji' | 'character'; readonly code: string };

/** What stands for a cluster that cannot be drawn: the script it is written in, or else its number in Unicode. */
export const describeMissing = (key: string, language: Language): Missing => {
  const script = UNDRAWN.find(({ letters }) => letters.test(key));
  const name = script && scriptNames[language].of(script.code);
  if (name !== undefined) return { kind: 'script', name };
  const code = `U+${(key.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  // Unicode keeps numbers free for the emoji of later years, and says so.
  return { kind: /\p{Extended_Pictographic}/u.test(key) ? 'emoji' : 'character', code };
};
