// Tables of figures, to read in a terminal and to put into a document. No figures of its own.

export type Cell = string | number;

/** As few digits as say it. */
export const short = (number: number): string =>
  Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(3)));

export const dollars = (amount: number, digits = 4): string => `$${amount.toFixed(digits)}`;

const shown = (cell: Cell): string => (typeof cell === 'number' ? short(cell) : cell);

/** Names to the left, figures to the right. */
export const printTable = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const all = [head, ...rows.map((row) => row.map(shown))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** The same for a Markdown document. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, column) => (column === 0 ? '---' : '---:'))),
    ...rows.map((row) => line(row.map(shown))),
  ].join('\n');
};
