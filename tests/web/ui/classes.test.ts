// That the style sheets and what they are of speak of the same classes: one that was renamed in one of the two only is dead, and nobody is told.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const web = join(import.meta.dirname, '../../../web');
const readAll = (pattern: string) =>
  globSync(pattern, { cwd: web }).map((file) => ({ file, text: readFileSync(join(web, file), 'utf8') }));

const sources = readAll('**/*.{ts,tsx,html}')
  .map(({ text }) => text)
  .join('\n');

/** Whether a source has it as a whole word, or makes it of a name it begins with, such as `block--${state}`. */
const isUsed = (name: string): boolean => {
  if (new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(sources)) return true;
  const [begin = ''] = /^.*--/.exec(name) ?? [];
  return begin !== '' && sources.includes(`${begin}\${`);
};

/** Without comments, addresses and numbers such as `1.5rem`. */
const classesIn = (css: string): ReadonlySet<string> => {
  const selectors = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@import[^;]*;|"[^"]*"|\{[^{}]*;\s*\}?/g, '{');
  return new Set([...selectors.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name));
};

it('every class of a style sheet is given to something', () => {
  const sheets = readAll('**/*.css').map(({ file, text }) => ({ file, classes: classesIn(text) }));
  expect(sheets.flatMap(({ classes }) => [...classes]).length).toBeGreaterThan(300);
  const dead = sheets.flatMap(({ file, classes }) =>
    [...classes].filter((name) => !isUsed(name)).map((name) => `${file}: .${name}`),
  );
  expect(dead).toEqual([]);
});
