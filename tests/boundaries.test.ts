// Who may import whom, a type-only import included: the rules of the README's map of folders.

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Longest first: a file belongs to the first area that its path starts with. */
const areas = {
  'functions/domain/': ['shared/'],
  'functions/store/': ['shared/', 'functions/domain/'],
  'functions/platform/': ['shared/', 'functions/domain/', 'functions/store/'],
  'functions/actions/': [
    'shared/',
    'functions/domain/',
    'functions/store/',
    'functions/platform/',
    'web/text/',
  ],
  'functions/': [
    'shared/',
    'functions/domain/',
    'functions/store/',
    'functions/platform/',
    'functions/actions/',
    'web/text/',
  ],
  'infra/local/': ['infra/'],
  'infra/': ['shared/'],
  'web/build/': ['web/text/'],
  'web/build.ts': ['web/build/', 'web/text/'],
  'functions/tools/': [
    'shared/',
    'functions/domain/',
    'functions/store/',
    'functions/platform/',
    'functions/actions/',
  ],
  'functions/build': [],
  'web/text/': ['shared/'],
  'web/connection/': ['shared/'],
  'web/ui/': ['shared/', 'web/text/', 'web/connection/'],
  'web/portal/': ['shared/', 'web/text/', 'web/connection/', 'web/ui/'],
  'web/widget/': ['shared/', 'web/text/', 'web/connection/', 'web/ui/'],
  'web/console/': ['shared/', 'web/text/', 'web/connection/', 'web/ui/'],
  'shared/': [],
} as const satisfies Record<string, readonly string[]>;

/** Packages an area may use; what is not listed here may use any. */
const packages: Partial<Record<keyof typeof areas, readonly string[]>> = {
  'shared/': ['valibot'],
  'functions/domain/': ['valibot', 'node:crypto', 'node:util'],
  'web/text/': [],
};

/** The one file of the store that may know DynamoDB's commands. */
const DYNAMODB_IN = ['functions/store/db.ts', 'functions/platform/context.ts', 'functions/tools/'];

const areaOf = (file: string) => Object.entries(areas).find(([area]) => file.startsWith(area));

const files = globSync('{shared,functions,web,infra}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.includes('node_modules'),
);

const importsOf = async (file: string): Promise<string[]> => {
  const source = await readFile(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(
    ([, specifier]) => specifier ?? [],
  );
};

describe('boundaries', () => {
  it('finds the source', () => expect(files.length).toBeGreaterThan(50));

  it.each(files)('%s', async (file) => {
    const [area, allowed] = areaOf(file) ?? [];
    expect(area, 'a folder with rules').toBeDefined();
    if (!area || !allowed) return;
    for (const specifier of await importsOf(file)) {
      if (specifier.startsWith('.')) {
        const target = normalize(join(dirname(file), specifier));
        const [targetArea = ''] = areaOf(target) ?? [];
        expect([area, ...allowed], `${file} imports ${target}`).toContain(targetArea);
      } else {
        const list = packages[area as keyof typeof areas];
        if (list) expect(list, `${file} imports ${specifier}`).toContain(specifier);
        if (specifier === '@aws-sdk/client-dynamodb') {
          expect(
            DYNAMODB_IN.some((place) => file.startsWith(place)),
            `${file} knows DynamoDB`,
          ).toBe(true);
        }
      }
    }
  });
});
