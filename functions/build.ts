// Bundles every Lambda entry and tool, and refuses a hot path over its budget. Knows entries by path, nothing of what they do.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { fontFiles } from './transcript/fonts.ts';

const root = join(import.meta.dirname, '..');

const entries = [
  'connect',
  'conversation',
  'desk',
  'portal',
  'backoffice',
  'privacy',
  'accounts',
  'files',
  'sweep',
  'origin-secret',
] as const;
const tools = ['create-admin', 'reconcile', 'seed-demo'] as const;

/**
 * What a message waits for on a cold start: no other client than it needs and no pdf-lib in it. The bytes are a few per
 * cent above what is there, so that they trip on a dependency and not on an action; never above 260 KB.
 */
const HOT_PATH = {
  entry: 'conversation',
  bytes: 248 * 1024,
  without: ['client-s3', 'pdf-lib', 'client-eventbridge'],
} as const;

/** Those that make PDFs. */
const WITH_FONTS = ['privacy', 'files'] as const;

/** Lambda puts the credentials of the role in the environment; see the file this puts in place of the SDK's search. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: fileURLToPath(import.meta.resolve('./adapters/environment-credentials.ts')),
    }));
  },
};

/**
 * What the SDK and others carry for others than Lambda, and what the bundle has instead. Each is a part of what a first message
 * waits for (docs/performance.md): together they take an eighth off the import of the hot path.
 */
const standIns: readonly (readonly [path: RegExp, code: string])[] = [
  // No action of this product streams events; the import for those that do keeps all around it from being left out.
  [
    /^@smithy\/core\/event-streams$/,
    'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined; export const resolveEventStreamSerdeConfig = (config) => config;',
  ],
  // Settings come from the environment; a function has no home directory with files of a person.
  [
    /\/fromSharedConfigFiles$/,
    "export const fromSharedConfigFiles = () => async () => { throw Object.assign(new Error('no configuration files'), { tryNextLink: true }); };",
  ],
  // DynamoDB's own endpoint is the Region's; looking for another one is off unless asked for.
  [/^@aws-sdk\/endpoint-cache$/, 'export class EndpointCache {}'],
  // For fonts as the web has them (WOFF2); those here are TrueType. It is half a megabyte.
  [/^brotli\/decompress\.js$/, "export default () => { throw new Error('no WOFF2'); };"],
  // Importing the module loads everything that hangs on `process`; the global does not.
  [/^node:process$/, 'export const env = process.env, versions = process.versions; export default process;'],
];

const lambdaOnly: Plugin = {
  name: 'lambda-only',
  setup: ({ onResolve, onLoad }) => {
    for (const [index, [filter]] of standIns.entries()) {
      onResolve({ filter }, () => ({ path: String(index), namespace: 'lambda-only' }));
    }
    onLoad({ filter: /.*/, namespace: 'lambda-only' }, ({ path }) => ({
      contents: standIns[Number(path)]?.[1] ?? '',
    }));
  },
};

const options = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  metafile: true,
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  // For reading a stack by hand: beside the bundle, not named in it, and not deployed.
  sourcemap: 'external',
  sourcesContent: false,
} as const satisfies BuildOptions;

/** Some packages in CommonJS ask for Node's own modules by require, which an ES module does not have. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export interface BundleSize {
  readonly name: string;
  readonly bytes: number;
  readonly budget: number | undefined;
}

interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  readonly plugins?: Plugin[];
}

/**
 * Bundles into `<outDir>/functions/<name>/index.mjs` and `<outDir>/tools/<name>.mjs`, over what is there: others may be
 * reading it.
 * @throws when the hot path is over its budget, after all is written.
 */
export const buildFunctions = async ({ outDir }: { outDir: string }): Promise<readonly BundleSize[]> => {
  const [built] = await Promise.all([
    Promise.all(entries.map((name) => bundleFunction(name, outDir))),
    Promise.all(tools.map((name) => bundleTool(name, outDir))),
    ...WITH_FONTS.map((name) => copyFonts(join(outDir, 'functions', name, 'fonts'))),
  ]);
  await noteParts(
    built.map(({ metafile }) => metafile),
    outDir,
  );
  const sizes = built.map(({ name, metafile }) => ({
    name,
    bytes: bytesOf(metafile),
    budget: name === HOT_PATH.entry ? HOT_PATH.bytes : undefined,
  }));
  for (const { name, metafile } of built) if (name === HOT_PATH.entry) refuseStrangers(metafile);
  if (sizes.some(({ bytes, budget = Number.POSITIVE_INFINITY }) => bytes > budget)) {
    throw new Error(`Larger than its budget:\n${formatSizes(sizes)}`);
  }
  return sizes;
};

const bundleFunction = async (name: (typeof entries)[number], outDir: string) => {
  const metafile = await bundle({
    entry: `functions/entries/${name}.ts`,
    outfile: join(outDir, 'functions', name, 'index.mjs'),
    plugins: [environmentCredentials, lambdaOnly],
  });
  return { name, metafile };
};

/** Tools run on a person's machine, with that person's credentials: they keep the SDK's whole search for them. */
const bundleTool = (name: (typeof tools)[number], outDir: string): Promise<Metafile> =>
  bundle({ entry: `functions/tools/${name}.ts`, outfile: join(outDir, 'tools', `${name}.mjs`) });

const bundle = async ({ entry, outfile, plugins = [] }: Bundle): Promise<Metafile> => {
  const bundling = { ...options, entryPoints: [entry], outfile, plugins };
  const { metafile } = await build(bundling);
  if (!asksByRequire(metafile)) return metafile;
  return (await build({ ...bundling, banner: { js: REQUIRE } })).metafile;
};

const asksByRequire = ({ outputs }: Metafile): boolean =>
  Object.values(outputs).some(({ imports }) =>
    imports.some(({ kind, external }) => external && kind === 'require-call'),
  );

const bytesOf = ({ outputs }: Metafile): number =>
  Object.entries(outputs).reduce((sum, [path, { bytes }]) => sum + (path.endsWith('.map') ? 0 : bytes), 0);

const refuseStrangers = ({ inputs }: Metafile): void => {
  for (const name of HOT_PATH.without) {
    const found = Object.keys(inputs).find((input) => input.includes(`/${name}/`));
    if (found) throw new Error(`${HOT_PATH.entry} must not contain ${name}, and has ${found}`);
  }
};

/** What of other people's is in the bundles, for infra/shipped.ts. */
const noteParts = async (metafiles: readonly Metafile[], outDir: string): Promise<void> => {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs: each }) => Object.keys(each)),
  );
  const parts = new Set(
    [...inputs, ...Object.values(fontFiles).map((file) => `node_modules/${file}`)].filter((path) =>
      /node_modules\//.test(path),
    ),
  );
  await writeFile(join(outDir, 'functions/parts.json'), JSON.stringify([...parts].sort()));
};

/** One file of each package: they have all weights, and would be 200 MB. */
const copyFonts = async (to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  await Promise.all(
    Object.values(fontFiles).map((file) =>
      cp(fileURLToPath(import.meta.resolve(file)), join(to, basename(file))),
    ),
  );
};

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;

const formatSizes = (sizes: readonly BundleSize[]): string =>
  sizes
    .map(({ name, bytes, budget }) => {
      const row = `${name.padEnd(14)}${kilobytes(bytes)}`;
      return budget === undefined ? row : `${row}  of${kilobytes(budget)}`;
    })
    .join('\n');

if (import.meta.main) {
  try {
    process.stdout.write(`${formatSizes(await buildFunctions({ outDir: join(root, '.build') }))}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
