// Every regular expression in the source on 100 KB of what would make a careless one take minutes (A12); measured in work, not in time.
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { effortOf } from '../support/effort.ts';
import { scaled } from '../support/scale.ts';

const root = join(import.meta.dirname, '../..');
const SIZE = 100_000;
/** Times the work of reading ten times as much, character by character; a careless expression needs thousands. */
const LIMIT = 20;

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Regular expressions of a plain script: outside of texts and comments, where a value may begin. */
const findRegexes = (code: string): { source: string; flags: string }[] => {
  const found: { source: string; flags: string }[] = [];
  let before = '';
  for (let at = 0; at < code.length; ) {
    const rest = code.slice(at);
    const skipped = /^(\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\s+|[\w$]+)/.exec(
      rest,
    )?.[0];
    if (skipped) {
      if (!/^\s|^\/[/*]/.test(skipped)) before = skipped;
      at += skipped.length;
      continue;
    }
    const literal = /^\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/.exec(rest);
    const mayBegin = before === '' || /[(,=:[!&|?{};+\-*%~^<>]$|^(return|typeof|case|of|in|=>)$/.test(before);
    if (literal?.[1] !== undefined && mayBegin) {
      found.push({ source: literal[1], flags: literal[2] ?? '' });
      before = ')';
      at += literal[0].length;
      continue;
    }
    before = rest[0] ?? '';
    at++;
  }
  return found;
};

let regexes: Found[] = [];
beforeAll(async () => {
  // What builds the sites runs on our own files only.
  const files = globSync('{shared,functions,web}/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !/\bbuild\b/.test(file),
  );
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8');
    // Without types and without markup, and with template texts as plain ones.
    const { code } = await transform(text, {
      loader: file.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'automatic',
      target: 'es2024',
    });
    for (const regex of findRegexes(code.replace(/`(?:\\.|[^`\\])*`/g, '""')))
      regexes.push({ file, ...regex });
  }
  regexes = regexes.filter((regex, at) => regexes.findIndex(({ source }) => source === regex.source) === at);
});

/** What each regular expression might stumble over: its own characters, and the usual ones, over and over. */
const inputsFor = (source: string): string[] => {
  const own = [...new Set(source.replace(/\\[dDsSwWbBpPnrtfvkux]/g, ''))].filter(
    (one) => !/[\\^$*+?()[\]{}|]/.test(one),
  );
  const seeds = [
    ' ',
    'a',
    '0',
    '\t',
    '\n',
    'é',
    '\u200b',
    'a ',
    'a@',
    '@.',
    '.a',
    '-a',
    '((',
    'a=',
    '://',
    '\\',
    ...own,
  ];
  const some = seeds.slice(0, scaled(16, seeds.length));
  return some.flatMap((seed) => {
    const body = seed.repeat(Math.ceil(SIZE / seed.length)).slice(0, SIZE);
    return [body, `${body}!`, `a${body}\u0000`];
  });
};

it('[A12] there are regular expressions to look at', () => {
  expect(regexes.length).toBeGreaterThan(30);
});

it('[A12] none is much work on 100 KB', async ({ annotate }) => {
  let slowest = { effort: 0, file: '' };
  const slow: string[] = [];
  for (const { file, source, flags } of regexes) {
    for (const input of inputsFor(source)) {
      const effort = await effortOf(() => input.replace(new RegExp(source, flags), ''), LIMIT);
      if (effort > slowest.effort) slowest = { effort, file };
      if (effort < LIMIT) continue;
      slow.push(`${file}: /${source}/ on ${JSON.stringify(input.slice(0, 4))}…: ${Math.round(effort)} ×`);
      break;
    }
  }
  expect(slow).toEqual([]);
  await annotate(
    `${regexes.length} expressions; the most work ${slowest.effort.toFixed(1)} ×, in ${slowest.file}`,
    'figures',
  );
});
