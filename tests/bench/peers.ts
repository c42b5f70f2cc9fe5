// Other chats' code as a browser gets it, out of their npm packages at a fixed version: fetched once into .build/peers, never a dependency.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);
const peersDir = join(import.meta.dirname, '../../.build/peers');

export interface Peer {
  readonly name: string;
  readonly what: string;
  /** What a browser has loaded when the chat is open; the largest of a package's own words for it, without style and fonts. */
  read(dir: string): Promise<Uint8Array[]>;
  /** Packages with their versions; the first is the peer. */
  readonly packages: Readonly<Record<string, string>>;
}

const files =
  (...paths: readonly string[]) =>
  (dir: string): Promise<Uint8Array[]> =>
    Promise.all(paths.map((path) => readFile(join(dir, 'node_modules', path))));

const ROCKET = '@rocket.chat/livechat/build';

export const peers: readonly Peer[] = [
  {
    name: '@rocket.chat/livechat 1.13.3',
    what: 'loader, the scripts its index.html names, and the two chunks these always load',
    packages: { '@rocket.chat/livechat': '1.13.3' },
    read: files(
      `${ROCKET}/rocketchat-livechat.min.js`,
      `${ROCKET}/0.chunk.44660.js`,
      `${ROCKET}/polyfills.b843f.js`,
      `${ROCKET}/vendors~bundle.chunk.8a189.js`,
      `${ROCKET}/bundle.31a95.js`,
      `${ROCKET}/4.chunk.d09f0.js`,
      `${ROCKET}/5.chunk.2c903.js`,
    ),
  },
  {
    name: '@papercups-io/chat-widget 1.3.1',
    what: 'the widget with React 17, bundled; the second application in its iframe is not counted',
    packages: { '@papercups-io/chat-widget': '1.3.1', react: '17.0.2', 'react-dom': '17.0.2' },
    read: async (dir) => {
      const { outputFiles } = await build({
        stdin: {
          contents:
            "import { ChatWidget } from '@papercups-io/chat-widget'; import { render } from 'react-dom'; globalThis.chat = [ChatWidget, render];",
          resolveDir: dir,
        },
        bundle: true,
        minify: true,
        format: 'esm',
        write: false,
        legalComments: 'none',
        define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
        logLevel: 'error',
      });
      return outputFiles.map(({ contents }) => contents);
    },
  },
  {
    name: 'amazon-connect-chatjs 5.0.0',
    what: 'the transport alone, without a window',
    packages: { 'amazon-connect-chatjs': '5.0.0' },
    read: files('amazon-connect-chatjs/dist/amazon-connect-chat.js'),
  },
];

/** @returns undefined when the package is not here and the registry is not to be reached. */
export const readPeer = async ({ name, packages, read }: Peer): Promise<Uint8Array[] | undefined> => {
  const dir = join(peersDir, name.replace(/\W+/g, '-'));
  if (!existsSync(dir) && !(await fetchInto(dir, packages))) return undefined;
  return read(dir);
};

const fetchInto = async (dir: string, packages: Readonly<Record<string, string>>): Promise<boolean> => {
  const coming = `${dir}.coming`;
  await rm(coming, { recursive: true, force: true });
  await mkdir(coming, { recursive: true });
  await writeFile(
    join(coming, 'package.json'),
    JSON.stringify({ name: 'peer', private: true, dependencies: packages }),
  );
  try {
    // A package's own scripts are never run.
    await run(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--legacy-peer-deps'],
      {
        cwd: coming,
        timeout: 120_000,
      },
    );
  } catch {
    return false;
  }
  await rename(coming, dir);
  return true;
};
