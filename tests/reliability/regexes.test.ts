// Every regular expression in the source on 100 KB of what would make a careless one take minutes (A12).
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { scaled } from '../support/scale.ts';

const root = join(import.meta.dirname, '../..');
const SIZE = 100_000;
const LIMIT_MS = 50;

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
}, 60_000);

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

it('[A12] none takes longer than 50 ms on 100 KB', async ({ annotate }) => {
  let slowest = { ms: 0, file: '' };
  const slow: string[] = [];
  for (const { file, source, flags } of regexes) {
    for (const input of inputsFor(source)) {
      // The best of three: this machine has other things to do.
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 3 && best > LIMIT_MS; round++) {
        const regex = new RegExp(source, flags);
        const from = performance.now();
        input.replace(regex, '');
        best = Math.min(best, performance.now() - from);
      }
      if (best > slowest.ms) slowest = { ms: best, file };
      if (best < LIMIT_MS) continue;
      slow.push(`${file}: /${source}/ on ${JSON.stringify(input.slice(0, 4))}…: ${Math.round(best)} ms`);
      break;
    }
  }
  expect(slow).toEqual([]);
  await annotate(
    `${regexes.length} expressions; the slowest ${Math.round(slowest.ms)} ms, in ${slowest.file}`,
    'figures',
  );
}, 120_000);
