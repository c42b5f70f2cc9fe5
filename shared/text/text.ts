// The shape every language has to fill: the Dutch texts with their literals widened. A text that a language lacks, or has beyond them, stops `npm run types`.
import type { Refusal } from '../errors.ts';

export type Language = 'nl' | 'en';

/** `Text<typeof nl>`: same keys, any string for a string, the same parameters for a function. */
export type Text<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Text<T[K]> };

/** The texts of refusals, or of as many as can come up somewhere. */
interface RefusalTexts {
  readonly refusals: Readonly<Record<'internal', (refusal: never) => string>>;
}

/** The text of a refusal in the language of `texts`; of one that is not expected there, that something went wrong. */
export const refusalText = ({ refusals }: RefusalTexts, refusal: Refusal): string => {
  const writers: Readonly<Partial<Record<string, (refusal: never) => string>>> = refusals;
  // Each writer takes its own refusal; the index ties the two together, which the compiler cannot follow.
  const write = (writers[refusal.code] ?? refusals.internal) as (refusal: Refusal) => string;
  return write(refusal);
};
