// Writes the table of docs/reliability.md: what each test of reliability showed when it last ran. Knows the ids, not what they mean.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

const root = join(import.meta.dirname, '../../..');
const DOCUMENT = join(root, 'docs/reliability.md');
const BEGIN = '<!-- the last deep run -->';
const END = '<!-- end of the last deep run -->';
/** What each file showed, so that a run of some files leaves the rows of the others. */
const KEPT = join(root, '.build/reliability');

const Shown = v.object({
  ids: v.array(v.string()),
  name: v.string(),
  isPassed: v.boolean(),
  seconds: v.number(),
  figures: v.array(v.string()),
});
type Shown = v.InferOutput<typeof Shown>;
const FileShown = v.object({ file: v.string(), day: v.string(), tests: v.array(Shown) });

const idsOf = (name: string): string[] =>
  (name.match(/\[[FAP]\d{1,2}\]/g) ?? []).map((id) => id.slice(1, -1));
const order = (id: string): number => 'FAP'.indexOf(id.charAt(0)) * 100 + Number(id.slice(1));

const show = (test: TestCase): Shown => ({
  ids: [...new Set(idsOf(test.fullName))],
  name: test.name,
  isPassed: test.result().state === 'passed',
  seconds: (test.diagnostic()?.duration ?? 0) / 1000,
  figures: test
    .annotations()
    .filter(({ type }) => type === 'figures')
    .map(({ message }) => message),
});

const keep = async (module: TestModule, day: string): Promise<void> => {
  const file = relative(root, module.moduleId);
  const tests = [...module.children.allTests()].map(show).filter(({ ids }) => ids.length > 0);
  await mkdir(KEPT, { recursive: true });
  await writeFile(
    join(KEPT, `${file.replaceAll('/', '+')}.json`),
    JSON.stringify({ file, day, tests } satisfies v.InferOutput<typeof FileShown>),
  );
};

const readKept = async () => {
  const kept: v.InferOutput<typeof FileShown>[] = [];
  for (const name of await readdir(KEPT)) {
    const shown = v.parse(FileShown, JSON.parse(await readFile(join(KEPT, name), 'utf8')));
    if (existsSync(join(root, shown.file))) kept.push(shown);
  }
  return kept;
};

const tableOf = (kept: Awaited<ReturnType<typeof readKept>>): string => {
  const all = kept.flatMap(({ day, tests }) => tests.map((test) => ({ ...test, day })));
  const ids = [...new Set(all.flatMap((test) => test.ids))].sort((a, b) => order(a) - order(b));
  const rows = ids.map((id) => {
    const own = all.filter((test) => test.ids.includes(id));
    const failed = own.filter(({ isPassed }) => !isPassed);
    const figures = own.flatMap((test) => test.figures).join('; ');
    const seconds = Math.round(own.reduce((sum, test) => sum + test.seconds, 0));
    const days = own.map(({ day }) => day).sort();
    const result =
      failed.length === 0 ? 'passed' : `**failed**: ${failed.map(({ name }) => name).join('; ')}`;
    return `| ${id} | ${own.length} | ${figures.replaceAll('|', '\\|')} | ${seconds} s | ${days[0]} | ${result} |`;
  });
  return ['| id | tests | figures | time | run of | result |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
};

export const createTableReporter = (): Reporter => ({
  async onTestRunEnd(modules: readonly TestModule[]) {
    const day = new Date().toISOString().slice(0, 10);
    for (const module of modules) await keep(module, day);
    const text = await readFile(DOCUMENT, 'utf8');
    const [head, rest] = text.split(BEGIN);
    const tail = rest?.split(END)[1];
    if (head === undefined || tail === undefined) throw new Error(`${DOCUMENT} has no place for the table`);
    await writeFile(DOCUMENT, `${head}${BEGIN}\n\n${tableOf(await readKept())}\n\n${END}${tail}`);
  },
});
