// Writes the table of docs/reliability.md: what each file showed of each id when it last ran. Knows the ids, not what they mean.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { readMarked, writeMarked } from '../../support/marked.ts';

const root = join(import.meta.dirname, '../../..');
const DOCUMENT = join(root, 'docs/reliability.md');
const TABLE = 'the last deep run';
const HEAD = [
  '| id | file in `tests/` | tests | figures | time | run of | result |',
  '|---|---|---|---|---|---|---|',
];

const idsOf = ({ fullName }: TestCase): string[] =>
  (fullName.match(/\[[FAP]\d{1,2}\]/g) ?? []).map((id) => id.slice(1, -1));
const order = (id: string): number => 'FAP'.indexOf(id.charAt(0)) * 100 + Number(id.slice(1));
const stateOf = (test: TestCase) => test.result().state;

/** One id in one file; of a run that left some of its tests out there is nothing to tell. */
const rowOf = (id: string, file: string, tests: readonly TestCase[], day: string): string | undefined => {
  if (tests.some((test) => stateOf(test) === 'skipped')) return;
  const figures = tests.flatMap((test) => test.annotations()).filter(({ type }) => type === 'figures');
  const seconds = tests.reduce((sum, test) => sum + (test.diagnostic()?.duration ?? 0) / 1000, 0);
  const failed = tests.filter((test) => stateOf(test) !== 'passed').map(({ name }) => name);
  return `| ${[
    id,
    file,
    tests.length,
    figures.map(({ message }) => message.replaceAll('|', '\\|')).join('; '),
    `${Math.round(seconds)} s`,
    day,
    failed.length === 0 ? 'passed' : `**failed**: ${failed.join('; ')}`,
  ].join(' | ')} |`;
};

const rowsOf = (module: TestModule, day: string): string[] => {
  const file = relative(join(root, 'tests'), module.moduleId);
  const tests = [...module.children.allTests()];
  return [...new Set(tests.flatMap(idsOf))].flatMap(
    (id) =>
      rowOf(
        id,
        file,
        tests.filter((test) => idsOf(test).includes(id)),
        day,
      ) ?? [],
  );
};

const cells = (row: string): string[] => row.split('|').map((cell) => cell.trim());
/** What a row is about: the id and the file. */
const keyOf = (row: string): string => cells(row).slice(1, 3).join(' ');
const byId = (one: string, other: string): number => {
  const [[, id = '', file = ''], [, otherId = '', otherFile = '']] = [cells(one), cells(other)];
  return order(id) - order(otherId) || file.localeCompare(otherFile);
};

/** The table with these rows instead of the ones about the same; those of files that are gone go too. */
const updated = (table: string, rows: readonly string[]): string => {
  const fresh = new Set(rows.map(keyOf));
  const kept = table
    .split('\n')
    .filter((row) => /^\| [FAP]\d/.test(row) && !fresh.has(keyOf(row)))
    .filter((row) => existsSync(join(root, 'tests', cells(row)[2] ?? '')));
  return [...HEAD, ...[...kept, ...rows].sort(byId)].join('\n');
};

export const createTableReporter = (): Reporter => ({
  async onTestRunEnd(modules: readonly TestModule[]) {
    const day = new Date().toISOString().slice(0, 10);
    const text = await readFile(DOCUMENT, 'utf8');
    const rows = modules.flatMap((module) => rowsOf(module, day));
    await writeFile(DOCUMENT, writeMarked(text, TABLE, updated(readMarked(text, TABLE), rows)));
  },
});
