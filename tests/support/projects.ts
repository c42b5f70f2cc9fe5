// Which project a test file belongs to, by what it starts: a browser, other programs of this machine, or nothing. Told by what it imports.
import { globSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Files and packages that start something, the dearest first; a test file that reaches none of them is of the project `unit`. */
const starters = {
  /** Chromium, mostly with the whole product beside it. */
  browser: /^tests\/support\/browser\.ts$/,
  /** The DynamoDB engine, a bucket, the local cloud, a build, the CDK. */
  engine:
    /^(tests\/support\/(engine|bucket)\.ts|infra\/local\/(cloud|lambda)\.ts|aws-cdk-lib.*|esbuild|node:child_process)$/,
} as const;
export type Project = keyof typeof starters | 'unit';

export const readProjects = (): Readonly<Record<Project, readonly string[]>> => {
  const projects: Record<Project, string[]> = { unit: [], engine: [], browser: [] };
  for (const file of globSync('tests/**/*.test.{ts,tsx}', { cwd: root }))
    projects[projectOf(reach(file))].push(file);
  return projects;
};

const projectOf = (reached: ReadonlySet<string>): Project => {
  const starts = (name: keyof typeof starters) => [...reached].some((each) => starters[name].test(each));
  return starts('browser') ? 'browser' : starts('engine') ? 'engine' : 'unit';
};

/** Everything a file imports, by whatever way. */
const reach = (file: string, reached = new Set<string>()): ReadonlySet<string> => {
  if (reached.has(file)) return reached;
  reached.add(file);
  if (/^[\w/.-]+\.tsx?$/.test(file)) for (const each of importsOf(file)) reach(each, reached);
  return reached;
};

const known = new Map<string, readonly string[]>();
const importsOf = (file: string): readonly string[] => {
  const found = known.get(file) ?? readImports(file);
  known.set(file, found);
  return found;
};

/** Types are gone before anything runs. */
const readImports = (file: string): string[] => {
  const source = readFileSync(join(root, file), 'utf8').replace(/^(import|export) type [^;]*;/gm, '');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? normalize(join(file, '..', name)) : name,
  );
};
