// Figures that differ from round to round: their spread, and how far a median of them can be wrong. No figures of its own.

const sorted = (all: readonly number[]): number[] => [...all].sort((a, b) => a - b);

/** The figure below which such a share of all is: 0.1 is the machine at rest, 0.5 the median. */
export const at = (all: readonly number[], share: number): number =>
  sorted(all)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0;

/** `12 / 15 / 31`: p10, p50 and p90. */
export const spread = (all: readonly number[], digits = 0): string =>
  [0.1, 0.5, 0.9].map((share) => at(all, share).toFixed(digits)).join(' / ');

/** How far off the median may be, as box plots have it: of two runs nineteen in twenty differ by less. */
export const errorOf = (all: readonly number[]): number =>
  (1.57 * (at(all, 0.75) - at(all, 0.25))) / Math.sqrt(all.length || 1);
