// The shape every language has to fill: the Dutch texts with their literals widened.
import type { Refusal } from '../../shared/errors.ts';
import type { common } from './nl/common.ts';

export type Language = 'nl' | 'en';

/** `Text<typeof nl>`: same keys, any string for a string, the same parameters for a function. */
export type Text<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Text<T[K]> };

/** The text of a refusal in the language of `texts`. */
export const refusalText = (texts: Text<typeof common>, refusal: Refusal): string => {
  // Each entry takes its own refusal; the index ties the two together, which the compiler cannot follow.
  const write = texts.refusals[refusal.code] as (refusal: Refusal) => string;
  return write(refusal);
};
