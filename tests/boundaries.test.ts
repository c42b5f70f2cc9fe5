// Who may import whom, a type-only import included: the rules of the README's map of folders.

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const TEXTS = ['shared/', 'shared/text/'] as const;
const STORE = [...TEXTS, 'functions/domain/', 'functions/store/'] as const;
const BACK = [...STORE, 'functions/adapters/', 'functions/auth/'] as const;
/** What answers a request: the pipeline asks it, and what several of them do is a workflow. */
const ANSWER = [...BACK, 'functions/pipeline/', 'functions/workflows/'] as const;
const BROWSER = [...TEXTS, 'web/storage/', 'web/connection/', 'web/ui/'] as const;
/** A feature of the console knows what the console is and how its pages look, and no other feature. */
const FEATURE = [...BROWSER, 'web/console/state/', 'web/console/shell/'] as const;

/** A file belongs to the area with the longest path that its own begins with. */
const areas = {
  'shared/': [],
  'shared/text/': ['shared/'],
  'functions/domain/': ['shared/'],
  'functions/store/': ['shared/', 'functions/domain/'],
  'functions/adapters/': ['shared/', 'functions/domain/', 'functions/store/'],
  'functions/auth/': ['shared/', 'functions/domain/', 'functions/store/', 'functions/adapters/'],
  'functions/pipeline/': BACK,
  'functions/mail/': [...TEXTS, 'functions/adapters/'],
  'functions/workflows/': [...BACK, 'functions/mail/'],
  'functions/actions/': ANSWER,
  'functions/routes/portal/': ANSWER,
  'functions/routes/backoffice/': ANSWER,
  'functions/routes/accounts/': ANSWER,
  'functions/routes/factors/': ANSWER,
  'functions/routes/privacy/': [...ANSWER, 'functions/transcript/'],
  'functions/routes/embed/': ANSWER,
  'functions/routes/sign-in/': ANSWER,
  'functions/routes/files/': [...ANSWER, 'functions/transcript/', 'functions/inspect/'],
  'functions/inspect/': ['shared/'],
  'functions/transcript/': [...STORE, 'functions/adapters/'],
  'functions/tools/': [...STORE, 'functions/adapters/', 'functions/auth/'],
  // They act through the product itself.
  'functions/tools/demo/': [...ANSWER, 'functions/actions/', 'functions/routes/portal/'],
  'functions/tools/seed-content.ts': ['functions/tools/', 'functions/tools/demo/'],
  // They ship what fonts the PDF names.
  'functions/build.ts': ['functions/build/', 'functions/transcript/', 'functions/inspect/'],
  'functions/build/': ['functions/transcript/', 'functions/inspect/'],
  // One file per Lambda: puts a pipeline, its handlers and their means together.
  'functions/entries/': [
    'functions/domain/',
    'functions/adapters/',
    'functions/auth/',
    'functions/pipeline/',
    'functions/workflows/',
    'functions/actions/',
    'functions/routes/portal/',
    'functions/routes/backoffice/',
    'functions/routes/accounts/',
    'functions/routes/factors/',
    'functions/routes/privacy/',
    'functions/routes/embed/',
    'functions/routes/sign-in/',
    'functions/routes/files/',
    'functions/transcript/',
    'functions/inspect/',
  ],
  'infra/': ['shared/'],
  // It builds again and again what it runs.
  'infra/dev.ts': ['infra/', 'infra/local/', 'functions/build/', 'web/build/'],
  'infra/local/': ['infra/'],
  'web/build.ts': ['web/build/', 'shared/text/'],
  'web/build/': ['shared/text/'],
  'web/storage/': [],
  'web/connection/': ['shared/', 'web/storage/'],
  'web/ui/': [...TEXTS, 'web/storage/', 'web/connection/'],
  'web/portal/': BROWSER,
  'web/widget/': BROWSER,
  // In a frame it mounts the same chat.
  'web/embed/': [...BROWSER, 'web/widget/'],
  'web/console/state/': BROWSER,
  'web/console/shell/': [...BROWSER, 'web/console/state/'],
  'web/console/accounts/': FEATURE,
  'web/console/audit/': FEATURE,
  'web/console/brand/': FEATURE,
  'web/console/chat/': FEATURE,
  'web/console/chats/': FEATURE,
  'web/console/desk/': FEATURE,
  'web/console/embedding/': FEATURE,
  'web/console/sign-in/': FEATURE,
  'web/console/overview/': FEATURE,
  'web/console/privacy/': FEATURE,
  'web/console/ratings/': FEATURE,
  'web/console/settings/': FEATURE,
  'web/console/tickets/': FEATURE,
  'web/console/unclosed/': FEATURE,
  // What puts the features together.
  'web/console/': [
    ...FEATURE,
    'web/console/accounts/',
    'web/console/audit/',
    'web/console/brand/',
    'web/console/chat/',
    'web/console/chats/',
    'web/console/desk/',
    'web/console/embedding/',
    'web/console/sign-in/',
    'web/console/overview/',
    'web/console/privacy/',
    'web/console/ratings/',
    'web/console/settings/',
    'web/console/tickets/',
    'web/console/unclosed/',
  ],
} as const satisfies Record<string, readonly string[]>;
type Area = keyof typeof areas;

/** Packages an area may use; what is not listed here may use any. */
const packages: Partial<Record<Area, readonly string[]>> = {
  'shared/': ['valibot'],
  'functions/domain/': ['valibot', 'node:crypto', 'node:util'],
  'shared/text/': [],
};

/** The one file of the store that may know DynamoDB's commands. */
const DYNAMODB_IN = ['functions/store/db.ts', 'functions/adapters/context.ts', 'functions/tools/'];

const byLength = (Object.keys(areas) as Area[]).sort((a, b) => b.length - a.length);
const areaOf = (file: string): Area | undefined => byLength.find((area) => file.startsWith(area));

const files = globSync('{shared,functions,web,infra}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.includes('node_modules'),
);

const importsOf = async (file: string): Promise<string[]> => {
  const source = await readFile(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(
    ([, specifier]) => specifier ?? [],
  );
};

const targetOf = (file: string, specifier: string): string => normalize(join(dirname(file), specifier));

/** What a file may not import, in words. */
const findFaults = (file: string, specifiers: readonly string[]): string[] => {
  const area = areaOf(file);
  if (!area) return [`${file} lies in no folder with rules`];
  const allowed: readonly string[] = [area, ...areas[area]];
  const named: readonly string[] | undefined = packages[area];
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = targetOf(file, specifier);
      return allowed.includes(areaOf(target) ?? '') ? [] : [`${file} imports ${target}`];
    }
    const knowsDynamoDb =
      specifier === '@aws-sdk/client-dynamodb' && !DYNAMODB_IN.some((place) => file.startsWith(place));
    return (named && !named.includes(specifier)) || knowsDynamoDb ? [`${file} imports ${specifier}`] : [];
  });
};

/** Files that import one another in a ring, by Tarjan's strongly connected components. */
const findCircles = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file) ?? 0);
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
};

describe('boundaries', () => {
  it.each(byLength)('%s has files, and knows only folders that have rules', (area) => {
    expect(files.filter((file) => areaOf(file) === area).length).toBeGreaterThan(0);
    expect(byLength).toEqual(expect.arrayContaining([...areas[area]]));
  });

  it.each(files)('%s', async (file) => {
    expect(findFaults(file, await importsOf(file))).toEqual([]);
  });

  it.each([
    ['a feature that knows another', 'web/console/desk/X.tsx', '../chat/Y.tsx'],
    ['the state that knows the screen', 'web/console/state/x.ts', '../shell/y.ts'],
    ['a site that knows another', 'web/portal/x.ts', '../widget/y.ts'],
    ['a route that knows another function', 'functions/routes/portal/x.ts', '../privacy/y.ts'],
    ['a workflow that knows an action', 'functions/workflows/x.ts', '../actions/y.ts'],
    ['an action that knows another way in', 'functions/actions/x.ts', '../routes/portal/y.ts'],
    ['an adapter that knows who asks', 'functions/adapters/x.ts', '../auth/y.ts'],
    ['the texts that know what they are for', 'shared/text/nl/x.ts', '../../../web/ui/y.ts'],
    ['a tool that knows an action', 'functions/tools/x.ts', '../actions/y.ts'],
    ['a decision that knows the store', 'functions/domain/x.ts', '../store/y.ts'],
    ['the store that knows DynamoDB beside its one file', 'functions/store/x.ts', '@aws-sdk/client-dynamodb'],
    ['what both sides share that knows a package', 'shared/x.ts', 'preact'],
    ['a folder without rules', 'web/new/x.ts', './y.ts'],
  ])('refuses %s', (_what, file, specifier) => {
    expect(findFaults(file, [specifier])).toHaveLength(1);
  });

  it('no file imports itself by way of others', async () => {
    const graph = new Map<string, string[]>();
    for (const file of files) {
      const targets = (await importsOf(file)).map((specifier) => targetOf(file, specifier));
      graph.set(
        file,
        targets.filter((target) => files.includes(target)),
      );
    }
    expect(findCircles(graph)).toEqual([]);
    const [one = '', other = ''] = files;
    expect(findCircles(new Map([...graph, [one, [other]], [other, [one]]]))).toEqual([[one, other].sort()]);
  });
});

it('a test that replaces a module loads all anew, as it may share its process with others', async () => {
  const tests = await Promise.all(
    globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).map(async (file) => ({
      file,
      source: await readFile(join(root, file), 'utf8'),
    })),
  );
  const replacing = tests.filter(({ source }) => /^vi\.mock\(/m.test(source));
  expect(replacing.length).toBeGreaterThan(0);
  expect(replacing.filter(({ source }) => !source.includes('vi.hoisted(() => vi.resetModules())'))).toEqual(
    [],
  );
});
