// Keeps the writing direction of a name out of the sentence around it.

/** The blocks of scripts that are written from right to left: Hebrew to Arabic Extended, their presentation forms, and the ancient ones. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Between Unicode's first-strong isolate and its end where that is needed, for texts; in markup use `<bdi>`. */
export const isolate = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);
