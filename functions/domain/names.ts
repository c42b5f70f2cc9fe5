// Names as they are shown to others, of what was typed. Pure.
import { type Result, refuse } from '../../shared/errors.ts';
import { countCharacters } from '../../shared/rules.ts';

/**
 * What is not seen in a name: with it two names that look alike would be two. Not so the joiners where they show: between
 * the emoji of one picture, between letters of Arabic script, and behind a virama. See docs/decisions/038.
 */
const UNSEEN =
  /(?!(?<=\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)*)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Script=Arabic}\p{M}*)\u200C(?=\p{Script=Arabic})|(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA])[\u200C\u200D](?=\p{L}))[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu;

const cleanName = (raw: string): string => raw.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();

/**
 * A name as shown to others: composed (NFC), without control, format and direction characters, runs of white space made
 * one; empty when nothing visible is left. Nothing is cut off it: see `parseName`.
 */
export const normaliseName = (raw: string): string =>
  // Once more behind what went, which may leave half of what belonged together.
  cleanName(cleanName(raw.toWellFormed().normalize('NFC')));

/** @returns the name as it is shown; refused by the field it was typed in when it has more than `max` characters. */
export const parseName = (raw: string, max: number, path: string): Result<string> => {
  const name = normaliseName(raw);
  const over = countCharacters(name) - max;
  return over > 0 ? refuse({ code: 'too_long', max, over, path }) : { ok: name };
};
