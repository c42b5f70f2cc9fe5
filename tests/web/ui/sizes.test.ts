// What counts as loaded: what is imported, later imports too unless told otherwise, texts in one language.
import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { formatSizes, measure, measureLargestLater } from '../../../web/build/sizes.ts';

type Output = Metafile['outputs'][string];
type Import = Output['imports'][number];

const output = (imports: Import[], more: { entryPoint?: string; inputs?: string[] } = {}): Output => ({
  bytes: 0,
  exports: [],
  imports,
  ...(more.entryPoint && { entryPoint: more.entryPoint }),
  inputs: Object.fromEntries((more.inputs ?? []).map((path) => [path, { bytesInOutput: 1 }])),
});
const now = (path: string): Import => ({ path, kind: 'import-statement' });
const later = (path: string): Import => ({ path, kind: 'dynamic-import' });

const outputs = {
  'main.js': output([now('shared.js'), later('window.js')], { entryPoint: 'main.ts' }),
  'shared.js': output([]),
  'window.js': output([now('shared.js'), later('nl.js'), later('en.js')]),
  'nl.js': output([], { inputs: ['shared/text/nl/x.ts'] }),
  'en.js': output([], { inputs: ['shared/text/en/x.ts'] }),
  'other.js': output([], { entryPoint: 'other.ts' }),
  'added.js': output([now('shared.js')], { entryPoint: 'added.ts' }),
};
const bytesByPath = {
  'main.js': 10,
  'shared.js': 20,
  'window.js': 40,
  'nl.js': 80,
  'en.js': 70,
  'other.js': 1000,
  'added.js': 5,
};
const built = {
  metafile: { inputs: {}, outputs },
  contentsByPath: new Map(Object.entries(bytesByPath).map(([path, bytes]) => [path, new Uint8Array(bytes)])),
};

test('everything that can be reached counts once, texts in the larger language', () => {
  const { files, bytes } = measure({ built, sources: ['main.ts'] });
  expect({ files, bytes }).toEqual({ files: 4, bytes: 10 + 20 + 40 + 80 });
});

test('what is imported later does not count when a page loads', () => {
  const { files, bytes } = measure({ built, sources: ['main.ts'], atOnce: true });
  expect({ files, bytes }).toEqual({ files: 2, bytes: 30 });
});

test('the texts that a page asks for at once do count, those of its parts do not', () => {
  const asked = {
    ...outputs,
    'main.js': output([later('nl.js'), later('en.js'), later('other-nl.js')], { entryPoint: 'main.ts' }),
    'nl.js': output([], { entryPoint: 'shared/text/nl/x.ts' }),
    'en.js': output([], { entryPoint: 'shared/text/en/x.ts' }),
    'other-nl.js': output([], { entryPoint: 'shared/text/nl/other.ts' }),
  };
  const { bytes } = measure({
    built: { ...built, metafile: { inputs: {}, outputs: asked } },
    sources: ['main.ts'],
    atOnce: true,
    texts: 'x.ts',
  });
  expect(bytes).toBe(10 + 80);
});

test('the largest part that is fetched later is one file, and of neither what is there nor another page', () => {
  const { files, bytes } = measureLargestLater({ built, sources: ['main.ts'] });
  expect({ files, bytes }).toEqual({ files: 1, bytes: 80 });
});

test('the table names what is over its budget', () => {
  const table = formatSizes([
    { name: 'small', files: 1, bytes: 10, gzip: 7, brotli: 5, budget: 5 },
    { name: 'large', files: 1, bytes: 10, gzip: 7, brotli: 6, budget: 5 },
    { name: 'free', files: 1, bytes: 10, gzip: 7, brotli: 6, budget: undefined },
  ]);
  expect(table.split('\n').filter((row) => row.includes('OVER BUDGET'))).toEqual([
    expect.stringMatching(/^large/),
  ]);
});

test('what is added to a page counts without what the page has', () => {
  const { files, bytes } = measure({ built, sources: ['added.ts'], besides: ['main.ts'] });
  expect({ files, bytes }).toEqual({ files: 1, bytes: 5 });
});
