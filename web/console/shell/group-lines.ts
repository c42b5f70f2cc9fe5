// What others call a group, and what that gives here, as lines of text: `said = name`, one on a line. Pure.

/** Something that can be given: a group of customers, or a right. */
export interface Givable {
  readonly id: string;
  readonly name: string;
}

export interface GroupLine {
  readonly said: string;
  readonly group: string;
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const toLines = (mapped: readonly GroupLine[], known: readonly Givable[]): string =>
  mapped
    .map(({ said, group }) => `${said} = ${known.find(({ id }) => id === group)?.name ?? group}`)
    .join('\n');

/** A line as it is meant: what stands behind the last `=` is the name here. */
const readLine = (line: string, known: readonly Givable[]): GroupLine | undefined => {
  const at = line.lastIndexOf('=');
  const said = line.slice(0, at).trim();
  const name = line
    .slice(at + 1)
    .trim()
    .toLowerCase();
  const group = known.find((one) => one.id === name || one.name.trim().toLowerCase() === name);
  return at > 0 && said && group ? { said, group: group.id } : undefined;
};

export const readLines = (text: string, known: readonly Givable[]): GroupLine[] =>
  linesOf(text).flatMap((line) => readLine(line, known) ?? []);

/** The first line that names nothing there is here. */
export const findWrongLine = (text: string, known: readonly Givable[]): string | undefined =>
  linesOf(text).find((line) => !readLine(line, known));
