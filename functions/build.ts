// Bundles every Lambda entry and tool, and refuses a hot path over its budget. Knows entries by path, nothing of what they do.
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

const entries = ['connect', 'conversation', 'desk', 'http', 'transcript', 'sweep'] as const;
const tools = ['create-admin', 'seed-demo'] as const;

/** What a message waits for on a cold start: no S3 client and no pdf-lib in it (design §8). */
const HOT_PATH = { entry: 'conversation', bytes: 360 * 1024, without: ['client-s3', 'pdf-lib'] } as const;

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'] as const;

const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: join(root, 'functions/platform/environment-credentials.ts'),
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
  // Some packages in CommonJS ask for Node's own modules by require, which an ES module does not have.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} as const satisfies BuildOptions;

export interface BundleSize {
  readonly name: string;
  readonly bytes: number;
}

/** Bundles into `<outDir>/functions/<name>/index.mjs` and `<outDir>/tools/<name>.mjs`; throws when the hot path is over its budget. */
export const buildFunctions = async ({ outDir }: { outDir: string }): Promise<readonly BundleSize[]> => {
  await Promise.all(
    ['functions', 'tools'].map((dir) => rm(join(outDir, dir), { recursive: true, force: true })),
  );
  const sizes = await Promise.all(entries.map((name) => bundleFunction(name, outDir)));
  await Promise.all(tools.map((name) => bundleTool(name, outDir)));
  await copyFonts(join(outDir, 'functions/transcript/fonts'));
  return sizes;
};

const bundleFunction = async (name: (typeof entries)[number], outDir: string): Promise<BundleSize> => {
  const { metafile } = await build({
    ...options,
    entryPoints: [`functions/${name}.ts`],
    outfile: join(outDir, 'functions', name, 'index.mjs'),
    plugins: [environmentCredentials],
  });
  const bytes = bytesOf(metafile);
  if (name === HOT_PATH.entry) checkHotPath(metafile, bytes);
  return { name, bytes };
};

/** Tools run on a person's machine, with that person's credentials: they keep the SDK's whole chain. */
const bundleTool = (name: (typeof tools)[number], outDir: string) =>
  build({
    ...options,
    entryPoints: [`functions/tools/${name}.ts`],
    outfile: join(outDir, 'tools', `${name}.mjs`),
  });

const bytesOf = ({ outputs }: Metafile): number =>
  Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);

const checkHotPath = ({ inputs }: Metafile, bytes: number): void => {
  if (bytes > HOT_PATH.bytes) {
    throw new Error(`${HOT_PATH.entry} is ${bytes} bytes, more than its budget of ${HOT_PATH.bytes}`);
  }
  for (const name of HOT_PATH.without) {
    const found = Object.keys(inputs).find((input) => input.includes(`/${name}/`));
    if (found) throw new Error(`${HOT_PATH.entry} must not contain ${name}, and has ${found}`);
  }
};

const copyFonts = async (to: string): Promise<void> => {
  const from = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  await mkdir(to, { recursive: true });
  await Promise.all(FONTS.map((font) => cp(join(from, font), join(to, font))));
};

if (import.meta.main) {
  const sizes = await buildFunctions({ outDir: join(root, '.build') });
  for (const { name, bytes } of sizes) {
    process.stdout.write(`${name.padEnd(16)}${(bytes / 1024).toFixed(1).padStart(9)} KB\n`);
  }
}
