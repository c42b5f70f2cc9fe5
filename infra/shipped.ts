// What of other people's is in what ships: the bill of materials (CycloneDX) and the licences, from what esbuild put into the bundles and the lock file. Independent of any particular bundle.
import { globSync, readFileSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const Lock = v.object({
  version: v.string(),
  packages: v.record(
    v.string(),
    v.looseObject({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      integrity: v.optional(v.string()),
    }),
  ),
});
const Parts = v.array(v.string());

export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it, or as the package does. */
  readonly licence: string;
  /** As in the lock file: `sha512-…` in base64. */
  readonly integrity: string | undefined;
  /** In the repository. */
  readonly folder: string;
}

/**
 * @param parts paths of files in bundles, as esbuild names them; folders outside count from `node_modules/` on.
 * @throws for a file of a package that the lock file does not have.
 */
export const readShipped = (parts: readonly string[], lock: v.InferOutput<typeof Lock>): Shipped[] => {
  const byFolder = new Map<string, Shipped>();
  for (const part of parts) {
    const folder = folderOf(part);
    const locked = lock.packages[folder];
    if (!locked?.version) throw new Error(`${folder} ships and is not in package-lock.json`);
    byFolder.set(folder, {
      name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: locked.version,
      licence: locked.license ?? 'unknown',
      integrity: locked.integrity,
      folder,
    });
  }
  return [...byFolder.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** `…/node_modules/@a/b/dist/c.js` is of `node_modules/@a/b`, wherever the first one lies. */
const folderOf = (part: string): string => {
  const path = part.slice(part.indexOf('node_modules/'));
  const [found] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  if (!found) throw new Error(`${part} is of no package`);
  return found;
};

/** @see https://cyclonedx.org/docs/1.6/json/ No time and no serial number: the same source gives the same file. */
export const toSbom = (shipped: readonly Shipped[], version: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: 'officeheart-chat', version } },
  components: shipped.map(({ name, version: of, licence, integrity }) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${of}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version: of,
      purl,
      licenses: [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { name: licence } }],
      ...(integrity?.startsWith('sha512-') && {
        hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
      }),
    };
  }),
});

const root = join(import.meta.dirname, '..');
const build = join(root, '.build');

const licenceText = async ({ folder }: Shipped): Promise<string> => {
  const files = await readdir(join(root, folder));
  const own = files.filter((file) => /^(licen[sc]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(own.map((file) => readFile(join(root, folder, file), 'utf8')));
  return texts.map((text) => text.trim()).join('\n\n');
};

/** The licences ask that their words go with what is made of the packages, so the sites carry the file too. */
const writeShipped = async (): Promise<void> => {
  const lock = v.parse(Lock, JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const files = globSync('*/parts.json', { cwd: build }).map((file) =>
    readFileSync(join(build, file), 'utf8'),
  );
  const shipped = readShipped(
    files.flatMap((file) => v.parse(Parts, JSON.parse(file))),
    lock,
  );
  const sections = await Promise.all(
    shipped.map(
      async (each) => `${each.name} ${each.version} (${each.licence})\n\n${await licenceText(each)}\n`,
    ),
  );
  await writeFile(
    join(build, 'sbom.json'),
    `${JSON.stringify(toSbom(shipped, lock.version), undefined, 2)}\n`,
  );
  await writeFile(join(build, 'licences.txt'), sections.join(`\n${'-'.repeat(72)}\n\n`));
  for (const site of ['portal', 'console'])
    await copyFile(join(build, 'licences.txt'), join(build, 'web', site, 'licences.txt'));
  process.stdout.write(`${shipped.length} packages ship: .build/sbom.json, .build/licences.txt\n`);
};

if (import.meta.main) await writeShipped();
