// What of other people's ships, under which licences, and what an audit says of it. Reads what `npm run build` made.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { findingsIn } from '../../infra/audit.ts';
import { readShipped, toSbom } from '../../infra/shipped.ts';

const build = join(import.meta.dirname, '../../.build');
const Sbom = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.literal('1.6'),
  components: v.array(
    v.object({
      name: v.string(),
      version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)),
      purl: v.pipe(v.string(), v.regex(/^pkg:npm\/(%40)?[\w./-]+@\d/)),
      licenses: v.array(
        v.union([
          v.object({ expression: v.string() }),
          v.pipe(
            v.object({ license: v.object({ name: v.string() }) }),
            v.transform(({ license }) => ({ expression: license.name })),
          ),
        ]),
      ),
      hashes: v.array(v.object({ alg: v.literal('SHA-512'), content: v.pipe(v.string(), v.length(128)) })),
    }),
  ),
});
const sbom = v.parse(Sbom, JSON.parse(readFileSync(join(build, 'sbom.json'), 'utf8')));
const licences = readFileSync(join(build, 'licences.txt'), 'utf8');

/** What may ship: licences that ask for no more than their own words. */
const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  '0BSD',
  'BSD-3-Clause',
  '(MIT AND Zlib)',
  // Fonts: free to ship with software, and a document made with one is under no licence of it.
  'MIT AND OFL-1.1',
  // DejaVu: the fonts may be embedded and passed on, with these words.
  'SEE LICENSE IN README.md AND LICENSE',
]);

describe('what ships', () => {
  it('is under a licence that may', () => {
    const other = sbom.components.flatMap(({ name, licenses }) =>
      licenses
        .filter(({ expression }) => !ALLOWED.has(expression))
        .map(({ expression }) => [name, expression]),
    );
    expect(other).toEqual([]);
  });

  it('is all of it listed, and nothing that only builds or tests', () => {
    const names = sbom.components.map(({ name }) => name);
    for (const name of [
      'preact',
      '@preact/signals',
      'valibot',
      'pdf-lib',
      'dejavu-fonts-ttf',
      '@aws-sdk/client-dynamodb',
    ])
      expect(names).toContain(name);
    for (const name of ['aws-cdk-lib', 'vitest', 'esbuild', 'ws', 'typescript', '@20minutes/s3rver'])
      expect(names).not.toContain(name);
  });

  it('comes with the words of its licence, on the sites too', () => {
    for (const { name, version } of sbom.components) expect(licences).toContain(`${name} ${version} (`);
    const sections = licences.split(`${'-'.repeat(72)}\n`);
    // A few packages bring no file; their licence is named.
    expect(sections.filter((section) => section.trim().split('\n').length < 4).length).toBeLessThanOrEqual(4);
    for (const site of ['portal', 'console'])
      expect(existsSync(join(build, 'web', site, 'licences.txt'))).toBe(true);
  });
});

describe('the bill of materials', () => {
  const lock = {
    version: '1.0.0',
    packages: {
      'node_modules/@a/b': { version: '1.2.3', license: 'MIT', integrity: `sha512-${'A'.repeat(86)}==` },
      'node_modules/@a/b/node_modules/c': { version: '2.0.0', license: '(MIT OR Apache-2.0)' },
    },
  };

  it('names a package once, wherever its files lie, and the inner one of two', () => {
    const parts = [
      'node_modules/@a/b/x.js',
      '../main/node_modules/@a/b/y/z.js',
      'node_modules/@a/b/node_modules/c/c.js',
    ];
    expect(toSbom(readShipped(parts, lock), '1.0.0').components).toMatchObject([
      {
        name: '@a/b',
        version: '1.2.3',
        purl: 'pkg:npm/%40a/b@1.2.3',
        licenses: [{ license: { name: 'MIT' } }],
      },
      { name: 'c', version: '2.0.0', licenses: [{ expression: '(MIT OR Apache-2.0)' }] },
    ]);
  });

  it('is refused for what no lock file holds', () => {
    expect(() => readShipped(['node_modules/stray/x.js'], lock)).toThrow('node_modules/stray ships');
  });
});

describe('the audit', () => {
  const finding = (severity: string) => ({ severity, range: '<2.0.0', nodes: ['node_modules/x'] });
  const shipping = { components: [{ name: 'preact', version: '11.2.0' }] };

  it.each([
    ['high', 1],
    ['critical', 1],
    ['moderate', 0],
  ])('of a finding of %s severity in what ships counts %i', (severity, count) => {
    expect(findingsIn({ vulnerabilities: { preact: finding(severity) } }, shipping)).toHaveLength(count);
  });

  it('leaves what only builds or tests to whoever updates it', () => {
    expect(findingsIn({ vulnerabilities: { vitest: finding('critical') } }, shipping)).toEqual([]);
  });

  it('takes an error of the registry for no report', () => {
    expect(() => findingsIn({ message: '405 Method Not Allowed' }, shipping)).toThrow();
  });
});
