// A long list in parts: one whose rows did not change is not drawn again, and one that is out of sight need not be laid out. Independent of any list.

/** Rows of a part. The browser watches where each part is, for each frame: parts of one row cost more than they spare. */
const ROWS = 50;

/** One part at least. */
export const inParts = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS) || 1 }, (_, at) =>
    rows.slice(at * ROWS, (at + 1) * ROWS),
  );
