// What the documents name is there: files, sections, commands, folders, decisions, rules. And what is made from the repository is up to date.
import { existsSync, globSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { terms } from '../shared/terms.ts';
import { listDecisions, listRules, madeParts, readSource, root } from './support/doc-tables.ts';
import { readMarked } from './support/marked.ts';

const manuals = [
  ...globSync('*.md', { cwd: root }),
  ...globSync('{docs,infra,.github}/**/*.md', { cwd: root }),
];
const sources = globSync('{shared,functions,web,infra,tests}/**/*.{ts,tsx,css,html}', { cwd: root }).filter(
  (file) => !file.includes('node_modules'),
);

describe.each(manuals)('%s', (manual) => {
  const text = readSource(manual);
  const prose = text.replace(/```[\s\S]*?```/g, '');

  it('names only files that there are', () => {
    const named = prose.matchAll(/`((?:functions|tests|infra|shared|web|docs|\.github|\.ci)\/[\w./-]+)`/g);
    // A decision is named by its number alone, too, and the README's example makes a file.
    const missing = [...named].filter(
      ([, path = '']) =>
        !existsSync(join(root, path)) &&
        globSync(`${path}*`, { cwd: root }).length === 0 &&
        path !== 'functions/actions/chat-flag.ts',
    );
    expect(missing.map(([path]) => path)).toEqual([]);
    const alone = [...prose.matchAll(/`([\w-]+\.tsx?)`/g)].map(([, name = '']) => name);
    expect(alone.filter((name) => !sources.some((file) => basename(file) === name))).toEqual([]);
  });

  it('links only to pages and sections that there are', () => {
    const links = [...prose.matchAll(/(?:\]\(|src=")(?!https?:|mailto:)([^)#"]*)(?:#([^)"]+))?[)"]/g)];
    const broken = links.filter(([, path, section]) => {
      const file = path ? join(dirname(manual), path) : manual;
      if (!existsSync(join(root, file))) return true;
      return section !== undefined && !sectionsOf(readSource(file)).has(section);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it('names only commands that there are', () => {
    const scripts = Object.keys(JSON.parse(readSource('package.json')).scripts);
    const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, command = '']) => command);
    expect(commands.filter((command) => !scripts.includes(command))).toEqual([]);
  });
});

/** The names a forge gives to headings, to be linked to. */
const sectionsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe('the tree in the README', () => {
  const [tree = ''] = readSource('README.md').match(/(?<=## Where things are\n\n```\n)[\s\S]*?(?=```)/) ?? [];
  /** A folder at the top with what is said of it and of the folders in it. */
  const parts = new Map(tree.split(/\n(?=\w)/).map((part) => [part.split('/', 1)[0] ?? '', part]));
  const foldersIn = (folder: string) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules|cdk\.out|coverage)/.test(entry.name))
      .map(({ name }) => name);

  it('has only folders that there are', () => {
    const named = [...parts].flatMap(([top, part]) => [
      top,
      ...[...part.matchAll(/^ {2}([\w-]+)\//gm)].map(([, name = '']) => join(top, name)),
    ]);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('has every folder', () => {
    expect(foldersIn('.').filter((name) => !parts.has(name))).toEqual([]);
    // Tests lie as their source does.
    const ofSource = foldersIn('.');
    const missing = ['functions', 'web', 'infra', 'tests'].flatMap((top) =>
      foldersIn(top)
        .filter((name) => !ofSource.includes(name) && !parts.get(top)?.includes(`${name}/`))
        .map((name) => join(top, name)),
    );
    expect(missing).toEqual([]);
  });
});

describe('words', () => {
  const joined = (files: readonly string[]) => files.map(readSource).join('\n').toLowerCase();
  const dutch = joined(globSync('{shared,web}/**/nl/*.ts', { cwd: root }));
  const code = joined(sources.filter((file) => !file.startsWith('tests/')));
  const missingIn = (text: string, words: readonly string[]) =>
    words.filter((word) => !text.includes(word.toLowerCase()));

  it('[S111] that the rules quote are on the screen', () => {
    const [rules = ''] = readSource('docs/requirements.md').split('## Agreed, not built yet');
    const quoted = [...rules.replace(/`[^`]*`/g, '').matchAll(/"([^"\n]+)"/g)]
      .map(([, label = '']) => label)
      // A text with something filled in.
      .filter((label) => !label.includes('{'));
    expect(quoted.length).toBeGreaterThan(50);
    expect(missingIn(dutch, quoted)).toEqual([]);
  });

  it('of the glossary are all that a log has, and all that a commit leaves to be done', () => {
    const glossary = readSource('docs/glossary.md');
    const kinds = [
      ...Object.keys(terms.entries),
      ...[...readSource('functions/store/timers.ts').matchAll(/kind: v\.literal\('([\w-]+)'\)/g)]
        .map(([, kind = '']) => kind)
        .filter((kind) => kind !== 'chat' && kind !== 'lease'),
    ];
    expect(kinds.length).toBeGreaterThan(12);
    expect(kinds.filter((kind) => !glossary.includes(`\`${kind}\``))).toEqual([]);
  });

  it('of the glossary are on the screen and in the code', () => {
    const rows = [...readSource('docs/glossary.md').matchAll(/^\| (.*?) ?\| (.+?) \| (.+?) \|$/gm)].filter(
      ([, label = '']) => !/^(on the screen|---)/.test(label),
    );
    expect(rows.length).toBeGreaterThan(60);
    const labels = rows.flatMap(([, label = '']) => label.split(', ').filter((part) => part !== ''));
    const names = rows.flatMap(([, , name = '']) =>
      [...name.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
    );
    expect([...missingIn(dutch, labels), ...missingIn(code, names)]).toEqual([]);
  });
});

describe('decisions', () => {
  const decisions = listDecisions();
  const numbers = decisions.map(({ number }) => number);
  /** The last one before the numbers had to be without a gap. */
  const GAPS_UNTIL = 31;

  it('have a number each, without a gap from now on', () => {
    expect(new Set(numbers).size).toBe(numbers.length);
    const later = numbers.filter((number) => number > GAPS_UNTIL);
    expect(later).toEqual(later.map((_, at) => GAPS_UNTIL + 1 + at));
  });

  it('are there wherever one is cited', () => {
    const known = new Set(numbers);
    const cited = [...sources, ...manuals].flatMap((file) => {
      const pattern = file.startsWith('docs/')
        ? /decisions\/(\d{3})|\[(\d{3})\]|\((0\d\d)\)/g
        : /decisions\/(\d{3})/g;
      return [...readSource(file).matchAll(pattern)].map(([, ...found]) => ({
        file,
        number: Number(found.find((number) => number !== undefined)),
      }));
    });
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
  });
});

describe('rules', () => {
  const { built, agreed } = listRules();
  const all = [...built, ...agreed];

  it('are numbered 1, 2, 3 …, each once', () => {
    expect([...all].sort((a, b) => a - b)).toEqual(all.map((_, at) => at + 1));
  });

  it('are there wherever one is cited', () => {
    const cited = [...sources, ...manuals].flatMap((file) =>
      // Not in quotes or backquotes, where it is a value.
      [...readSource(file).matchAll(/(?<![\w'"`])S(\d{1,3})(?![\w'"`])/g)].map(([, rule]) => ({
        file,
        rule: Number(rule),
      })),
    );
    expect(cited.length).toBeGreaterThan(500);
    expect(cited.filter(({ rule }) => rule < 1 || rule > all.length)).toEqual([]);
  });

  it('of reliability are there wherever a test names one', () => {
    const [list = ''] = readSource('docs/reliability.md').split('## The last deep run');
    const known = new Set(
      [...list.matchAll(/^\| ((?:[FAP]\d+ ?)+)\|/gm)].flatMap(([, ids = '']) => ids.trim().split(' ')),
    );
    const named = sources
      .filter((file) => /\.test\.tsx?$/.test(file))
      .flatMap((file) => [...readSource(file).matchAll(/\[([FAP]\d{1,2})\]/g)].map(([, id = '']) => id));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});

test.each(madeParts)('$name in $file is up to date: npm run docs', ({ file, name, make }) => {
  expect(readMarked(readSource(file), name)).toBe(make());
});
