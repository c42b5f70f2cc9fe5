// Text as people search for it: what a keyboard, a phone or a word processor makes different is the same. Pure; in browser and functions alike.

/** Letters that Unicode does not take apart into a plain one and a mark, as people type them without. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ı: 'i',
};

/**
 * Without accents, capitals, invisible characters and white space around it; one kind of quote, of dash and of space.
 * The result can be longer than the text: `ﷺ` becomes eighteen characters.
 */
export const foldText = (text: string): string =>
  text
    .toWellFormed()
    // Before Unicode takes some of them apart.
    .replace(/[‘’‚‛′‵ʹʼ`´‹›]/gu, "'")
    .replace(/[“”„‟″‶«»]/gu, '"')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[ßøłđðþæœħı]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();

/** The words of what is searched for, each of which is to be found. */
export const foldWords = (text: string): readonly string[] => foldText(text).split(' ').filter(Boolean);
