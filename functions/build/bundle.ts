// How a bundle for Node is made: what Lambda has already is left out, and a map goes with it. Independent of any entry.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BuildContext,
  type BuildOptions,
  build,
  context,
  type Metafile,
  type OutputFile,
  type Plugin,
} from 'esbuild';

export const root = join(import.meta.dirname, '../..');

/** Lambda puts the credentials of the role in the environment; see the file this puts in place of the SDK's search. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: fileURLToPath(import.meta.resolve('../adapters/environment-credentials.ts')),
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
  write: false,
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  // For `npm run stack`; not named in the bundle, and not deployed.
  sourcemap: 'external',
  sourcesContent: false,
} as const satisfies BuildOptions;

/** Some packages in CommonJS ask for Node's own modules by require, which an ES module does not have. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export interface Bundling {
  /** Source file, relative to the repository. */
  readonly entry: string;
  readonly outdir: string;
  /** As esbuild takes it: `[hash]` stands for what is in the bundle. */
  readonly name: string;
  /** Tools run on a person's machine, with that person's credentials: they keep the SDK's whole search for them. */
  readonly isTool?: boolean;
}

export interface Bundled {
  readonly metafile: Metafile;
  readonly code: OutputFile;
  readonly map: OutputFile;
}

const bundlingOf = ({ entry, outdir, name, isTool = false }: Bundling) => ({
  ...options,
  entryPoints: [entry],
  outdir,
  entryNames: name,
  plugins: isTool ? [] : [environmentCredentials, lambdaOnly],
});

export const bundle = async (bundling: Bundling): Promise<Bundled> => {
  const wanted = bundlingOf(bundling);
  const first = await build(wanted);
  const { metafile, outputFiles } = asksByRequire(first.metafile)
    ? await build({ ...wanted, banner: { js: REQUIRE } })
    : first;
  const [code, map] = [
    outputFiles.find(({ path }) => !isMap(path)),
    outputFiles.find(({ path }) => isMap(path)),
  ];
  if (!code || !map) throw new Error(`${bundling.entry} gave no bundle`);
  return { metafile, code, map };
};

/** To be built again and again while somebody works on it: readable, and with its own map in it. */
export const openBundle = (bundling: Bundling): Promise<BuildContext<{ write: false }>> =>
  context({
    ...bundlingOf(bundling),
    minify: false,
    sourcemap: 'inline',
    sourcesContent: true,
    banner: { js: `process.setSourceMapsEnabled(true);${REQUIRE}` },
  });

const asksByRequire = ({ outputs }: Metafile): boolean =>
  Object.values(outputs).some(({ imports }) =>
    imports.some(({ kind, external }) => external && kind === 'require-call'),
  );

const isMap = (path: string): boolean => path.endsWith('.map');
