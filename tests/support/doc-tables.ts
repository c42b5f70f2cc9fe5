// What the documents say of the repository itself, made from it: which test names which rule, and the list of decisions. Writes nothing.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const readSource = (file: string): string => readFileSync(join(root, file), 'utf8');

const TESTS_BY_RULE = 'tests by rule';

/** The rules of docs/requirements.md by number, those with a row of their own and those that are not built yet. */
export const listRules = (): { readonly built: readonly number[]; readonly agreed: readonly number[] } => {
  // The table of tests behind it has rows that look alike.
  const [text = ''] = readSource('docs/requirements.md').split(`<!-- ${TESTS_BY_RULE} -->`);
  const numbers = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, number]) => Number(number));
  return { built: numbers(/^\| S(\d+) \|/gm), agreed: numbers(/^- S(\d+): /gm) };
};

const ALONE = /\[S(\d{1,3})\]/g;
const RANGE = /\[S(\d{1,3})-S(\d{1,3})\]/g;

/** Files by the number of each rule that a test in them has in its name: as `[S69]`, or in a range, `[S98-S104]`. */
export const findTests = (name: RegExp = ALONE): ReadonlyMap<number, readonly string[]> => {
  const filesByRule = new Map<number, string[]>();
  for (const file of globSync('**/*.test.{ts,tsx}', { cwd: join(root, 'tests') }).sort()) {
    for (const rule of rulesNamedIn(readSource(join('tests', file)), name)) {
      filesByRule.set(rule, [...(filesByRule.get(rule) ?? []), file]);
    }
  }
  return filesByRule;
};

const rulesNamedIn = (source: string, name: RegExp): ReadonlySet<number> => {
  const rules = new Set<number>();
  for (const [, first, last] of source.matchAll(name)) {
    for (let rule = Number(first); rule <= Number(last ?? first); rule++) rules.add(rule);
  }
  return rules;
};

/** For docs/requirements.md. */
export const tableOfTests = (): string => {
  const [alone, inRange] = [findTests(ALONE), findTests(RANGE)];
  const { built, agreed } = listRules();
  const named = [...built, ...agreed].filter((rule) => alone.has(rule));
  const rest = built.filter((rule) => !alone.has(rule));
  const list = (rules: readonly number[]) => rules.map((rule) => `S${rule}`).join(', ') || 'none';
  return [
    '| rule | tests |',
    '| --- | --- |',
    ...named.map((rule) => `| S${rule} | ${alone.get(rule)?.join(', ')} |`),
    '',
    `Named only as part of a range, such as \`[S98-S104]\`: ${list(rest.filter((rule) => inRange.has(rule)))}.`,
    '',
    `Named by no test: ${list(rest.filter((rule) => !inRange.has(rule)))}.`,
  ].join('\n');
};

export interface Decision {
  readonly number: number;
  readonly file: string;
  readonly title: string;
  /** As its second line says: `Accepted 2026-11-22.`, or `Superseded by [032](032-….md).` */
  readonly status: string;
}

/** @throws for a decision without a title that begins with its number, or without a status in its second line. */
export const listDecisions = (): readonly Decision[] =>
  globSync('docs/decisions/[0-9]*.md', { cwd: root })
    .sort()
    .map((path) => {
      const file = basename(path);
      const [first = '', status = ''] = readSource(path).split('\n');
      const title = first.startsWith(`# ${file.slice(0, 3)} `) ? first.slice(6) : undefined;
      if (!title) throw new Error(`${file}: the first line is "# ${file.slice(0, 3)} " and a title`);
      if (!/^(Accepted \d{4}-\d\d-\d\d|Superseded by \[\d{3}\]\(\d{3}-[\w-]+\.md\))\.$/.test(status))
        throw new Error(`${file}: the second line is "Accepted yyyy-mm-dd." or "Superseded by [nnn](file).`);
      return { number: Number(file.slice(0, 3)), file, title, status };
    });

/** For docs/decisions/README.md. */
export const tableOfDecisions = (): string =>
  [
    '| | decision | status |',
    '| --- | --- | --- |',
    ...listDecisions().map(
      ({ number, file, title, status }) =>
        `| ${String(number).padStart(3, '0')} | [${title}](${file}) | ${status.slice(0, -1)} |`,
    ),
  ].join('\n');

/** The parts of documents that are made here. */
export const madeParts = [
  { file: 'docs/requirements.md', name: TESTS_BY_RULE, make: tableOfTests },
  { file: 'docs/decisions/README.md', name: 'the decisions', make: tableOfDecisions },
] as const;
