// What a text says of the numbers that were masked in it (S139). Pure, and small: whoever only reads needs nothing of how they are found.
import type { MaskKind } from './model.ts';

export const MASK_KINDS: readonly MaskKind[] = ['bsn', 'iban', 'card'];

/** Stands for each letter and digit that was masked. */
export const MARK = '•';

/** What people write between the groups of a number, what cannot be seen with it; a new line is a new number. */
export const GAP = '[ \\t.\\u00A0\\u00AD\\u2000-\\u2015\\u202F\\u2060\\uFEFF-]';
export const gap = new RegExp(GAP);

/** Where a number stands: from its first character to behind its last one, as many of its last characters stay as `keep` says. */
export interface Found {
  readonly kind: MaskKind;
  readonly from: number;
  readonly to: number;
}

const marks = new RegExp(
  `(?:(?<!\\p{L})(?:([A-Za-z]{2})|([A-Z]{2})${GAP}{1,2}))?(${MARK}(?:${GAP}{0,2}${MARK}){7,})(${GAP}{0,2}\\p{Nd}(?:${GAP}{0,2}\\p{Nd}){3})?`,
  'gu',
);

export const findMarks = (text: string): readonly Found[] => {
  if (!text.includes(MARK + MARK)) return [];
  return [...text.matchAll(marks)].map(
    ({ 0: all, 1: near, 2: country = near, 3: hidden = '', 4: last, index }) => {
      const from = index;
      const to = index + all.length;
      const count = hidden.split(MARK).length - 1;
      // No IBAN is shorter than Norway's fifteen; a word of two letters before a BSN stands apart.
      if (near ? count >= 9 : country && count >= 10) return { kind: 'iban', from, to };
      // Nine and then others apart are a BSN with another number behind it.
      const isAlone = !last || (gap.test(last.charAt(0)) && (count === 9 || hidden === MARK.repeat(8)));
      return { kind: isAlone ? 'bsn' : 'card', from, to: isAlone ? to - (last?.length ?? 0) : to };
    },
  );
};

/** What is masked in a text: it says so itself, wherever it is read. */
export const findMasked = (text: string): readonly MaskKind[] => {
  const kinds = findMarks(text).map(({ kind }) => kind);
  return MASK_KINDS.filter((kind) => kinds.includes(kind));
};
