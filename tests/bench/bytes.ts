// What a browser and Lambda load, in bytes: the sites, the chat and the functions as they are built now, and pinned peers by the same measure.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildFunctions } from '../../functions/build.ts';
import { buildWeb } from '../../web/build.ts';
import { printTable } from './format.ts';
import { peers, readPeer } from './peers.ts';

export interface Weight {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
  readonly budget?: number | undefined;
}

/** As servers send it at their best: gzip 9 and brotli 11, each file by itself. */
const weigh = (name: string, contents: readonly Uint8Array[]): Weight => {
  const sum = (size: (file: Uint8Array) => number) => contents.reduce((total, file) => total + size(file), 0);
  return {
    name,
    bytes: sum((file) => file.byteLength),
    gzip: sum((file) => gzipSync(file, { level: 9 }).byteLength),
    brotli: sum((file) => brotliCompressSync(file).byteLength),
  };
};

export interface Bytes {
  readonly web: readonly Weight[];
  readonly functions: readonly Weight[];
}

/** The chat with all it needs, as the peers are counted. */
export const ALONE = 'chat, standing alone';

export const measureBytes = async (): Promise<Bytes> => {
  const dir = await mkdtemp(join(tmpdir(), 'bytes-'));
  try {
    const [sites, bundles] = await Promise.all([
      buildWeb({ outDir: join(dir, 'web') }),
      buildFunctions({ outDir: dir }),
    ]);
    const functions = await Promise.all(
      bundles.map(async ({ name, file, budget }) => ({
        ...weigh(name, [await readFile(file)]),
        budget,
      })),
    );
    return { web: sites, functions };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

export interface PeerWeight {
  readonly name: string;
  readonly what: string;
  /** `undefined`: not here, and the registry is not to be reached. */
  readonly weight: Weight | undefined;
}

export const measurePeers = async (): Promise<PeerWeight[]> => {
  const weighed: PeerWeight[] = [];
  for (const peer of peers) {
    const contents = await readPeer(peer);
    weighed.push({ name: peer.name, what: peer.what, weight: contents && weigh(peer.name, contents) });
  }
  return weighed;
};

export const printBytes = ({ web, functions }: Bytes): string =>
  printTable(
    ['loaded by a browser, by Lambda', 'bytes', 'gzip', 'brotli', 'budget'],
    [
      ...web.map(({ name, bytes, gzip, brotli, budget }) => [
        name,
        bytes,
        gzip,
        brotli,
        budget ? `${budget} brotli` : '',
      ]),
      ...functions.map(({ name, bytes, gzip, brotli, budget }) => [
        `function ${name}`,
        bytes,
        gzip,
        brotli,
        budget ? `${budget} bytes` : '',
      ]),
    ],
  );

export const printPeers = (peersWeighed: readonly PeerWeight[], { web }: Bytes): string => {
  const own = web.find(({ name }) => name === ALONE);
  if (!own) throw new Error(`the build names nothing "${ALONE}"`);
  return printTable(
    ['an opened chat', 'bytes', 'gzip', 'brotli', 'x ours (brotli)'],
    [
      ['OfficeHeart Chat', own.bytes, own.gzip, own.brotli, '1'],
      ...peersWeighed.map(({ name, weight }) =>
        weight
          ? [name, weight.bytes, weight.gzip, weight.brotli, (weight.brotli / own.brotli).toFixed(1)]
          : [name, 'not measured: the registry is not to be reached'],
      ),
    ],
  );
};
