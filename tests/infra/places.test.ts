// That a build is of its sources alone: the same names and bytes wherever the repository lies. Independent of any particular bundle.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, cp, link, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const sources = ['functions', 'shared', 'web', 'infra', 'package.json', 'package-lock.json'];
const configs = ['tsconfig.json', 'tsconfig.base.json'];
/** Unlike this one in length, depth and characters. */
const ELSEWHERE = "folder with a space/it's (1) ü/helpdesk";
/** What a build makes, beside what tests put into `.build`. */
const made = /^(functions|tools|web|maps|sbom\.json$|licences\.txt$)/;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'places-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** The same files by another name: no copy, and no symbolic link whose target a build could name instead. */
const linkAll = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkAll(source, target);
    // On another disk a link is not possible.
    else if (entry.isFile()) await link(source, target).catch(() => copyFile(source, target));
  }
};

const cloneTo = async (place: string): Promise<void> => {
  await mkdir(place, { recursive: true });
  for (const path of [...sources, ...configs])
    await cp(join(root, path), join(place, path), { recursive: true });
  await linkAll(join(root, 'node_modules'), join(place, 'node_modules'));
};

/** As `npm run build` does, in a process of its own that stands in that folder. */
const buildIn = async (place: string): Promise<void> => {
  for (const script of ['functions/build.ts', 'web/build.ts', 'infra/shipped.ts'])
    await promisify(execFile)(process.execPath, [script], { cwd: place });
};

/** Every file under `.build` by its path, with a hash of its bytes. */
const filesOf = async (place: string): Promise<Record<string, string>> => {
  const build = join(place, '.build');
  const entries = await readdir(build, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(build, join(parentPath, name)))
    .filter((file) => made.test(file));
  const hashed = await Promise.all(
    files.sort().map(async (file) => {
      const hash = createHash('sha256').update(await readFile(join(build, file)));
      return [file, hash.digest('hex')];
    }),
  );
  return Object.fromEntries(hashed);
};

it('gives the same names and bytes as here (npm run build): sites, functions, tools and what is said of them', async () => {
  const elsewhere = join(dir, ELSEWHERE);
  await cloneTo(elsewhere);
  await buildIn(elsewhere);
  const [here, there] = [await filesOf(root), await filesOf(elsewhere)];
  expect(Object.keys(here).length).toBeGreaterThan(60);
  expect(there).toEqual(here);
});
