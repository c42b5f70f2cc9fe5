// What finding one of many ended chats takes, as before there was a search index and with it; and what the index takes.
import type { Engine } from '../support/engine.ts';
import { endedEarlier } from './fill.ts';
import { printTable } from './format.ts';
import type { Used } from './meter.ts';
import type { Scene } from './scenes.ts';

const CHATS = 10_000;
/** Said once, in the oldest of them. */
const RARE = 'een speld in de hooiberg';

interface Search {
  readonly name: string;
  readonly query: Record<string, string>;
}

const searches: readonly Search[] = [
  { name: 'a text in the oldest', query: { text: RARE } },
  { name: 'a text in none', query: { text: 'giraffe' } },
  { name: 'three letters in none', query: { text: 'xqz' } },
  { name: 'who: one of 500 customers, as text', query: { who: 'klant 123' } },
  { name: 'the same by id', query: { customer: 'klant-0000000000000123' } },
];

interface Found {
  readonly name: string;
  readonly requests: number;
  readonly chats: number;
  readonly used: Used;
  readonly ms: number;
}

interface Page {
  readonly ok: { readonly chats: readonly unknown[]; readonly cursor?: string };
}

/** Page after page, until nothing is left. */
const measureOne = async (
  { rig, anna, annasCookie: cookie }: Scene,
  { name, query }: Search,
): Promise<Found> => {
  const spent = rig.meter.mark();
  const from = performance.now();
  let [requests, chats] = [0, 0];
  for (let cursor: string | undefined = ''; cursor !== undefined; requests++) {
    const { body } = await rig.request('GET /api/chats', {
      account: anna.account,
      cookie,
      query: { ...query, ...(cursor && { cursor }) },
    });
    const { ok } = body as Page;
    chats += ok.chats.length;
    cursor = ok.cursor;
  }
  return { name, requests, chats, used: spent(), ms: performance.now() - from };
};

export interface SearchFigures {
  readonly before: readonly Found[];
  readonly after: readonly Found[];
  readonly index: { readonly used: Used; readonly ms: number };
}

export const measureSearch = async (engine: Engine): Promise<SearchFigures> => {
  const scene = await endedEarlier(CHATS, RARE)(engine);
  const all = async () => {
    const found: Found[] = [];
    for (const search of searches) found.push(await measureOne(scene, search));
    return found;
  };
  const before = await all();
  const spent = scene.rig.meter.mark();
  const from = performance.now();
  await scene.rig.index();
  const index = { used: spent(), ms: performance.now() - from };
  const after = await all();
  scene.rig.stop();
  return { before, after, index };
};

const toRow = (when: string, { name, requests, chats, used, ms }: Found) => [
  `${name}, ${when}`,
  chats,
  requests,
  used.read,
  used.fileGets,
  Math.round(ms),
];

export const printSearch = ({ before, after, index: { used, ms } }: SearchFigures): string =>
  [
    printTable(
      [`among ${CHATS} chats`, 'found', 'requests', 'RRU', 'of S3', 'ms'],
      before.flatMap((each, place) => {
        const then = after[place];
        return [toRow('without', each), ...(then ? [toRow('with the index', then)] : [])];
      }),
    ),
    `The index of all of them, at once: ${used.write} WRU, ${used.read} RRU, ${used.filePuts} segments written or listed, ${used.fileGets} read, ${Math.round(ms)} ms.`,
  ].join('\n\n');
