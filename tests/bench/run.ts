// `npm run bench [name …]`: prints what the product costs, weighs and takes. Without a name those whose figures are the same on every machine; `all` for all. `--record` alone writes the figures the build holds; after names, what these print into docs/performance.md.
import { PRICED_IN, PRICED_ON } from '../../shared/prices.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { startEngines } from '../support/engines.ts';
import { measureBeside, printBeside } from './beside.ts';
import { measureBytes, measurePeers, printBytes, printPeers } from './bytes.ts';
import { measureContention, printContention } from './contention.ts';
import { measureDeskReload, printDeskReload } from './desk-reload.ts';
import { measureGrowth, printGrowth, SIZES } from './growth.ts';
import { measureKeyHeat, printKeyHeat } from './key-heat.ts';
import { measureLedger, printLedger } from './ledger.ts';
import { measureLists, printLists } from './lists.ts';
import { measureMemory, printMemory } from './memory.ts';
import { measureReceived, printReceived } from './message-cost.ts';
import { measureOpening, printOpening } from './opening.ts';
import { measurePage, printPage } from './page.ts';
import { measurePdf, printPdf } from './pdf.ts';
import { printMeasuredPeers } from './peers-measured.ts';
import { record, recordText } from './record.ts';
import { measureRoundTrip, printRoundTrip } from './round-trip.ts';
import { measureSearch, printSearch } from './search.ts';
import { measureStartUp, printStartUp } from './start-up.ts';
import { measureTypicalChat, printParts, printTypicalChat } from './typical-chat.ts';
import { measureWire, printWire } from './wire.ts';

/** What a deployment gives its functions; as in vitest.config.ts. */
Object.assign(process.env, {
  ORIGIN_SECRETS: 'of-a-test,of-a-test-before',
  METRICS_NAMESPACE: 'of-a-test',
  EMBED_ORIGINS: 'none',
  PORTAL_HOST: 'portal.example.nl',
});

/** The functions write their log lines to the standard output too: they are no figures. */
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

interface Bench {
  /** The same figures on every machine and in every run. */
  readonly isExact: boolean;
  run(engine: Engine): Promise<string>;
}

const benches: Readonly<Record<string, Bench>> = {
  ledger: { isExact: true, run: async (engine) => printLedger(await measureLedger(engine)) },
  chat: {
    isExact: true,
    run: async (engine) => {
      const chat = await measureTypicalChat(engine);
      const parts = printParts(chat.budgeted, chat.connectedMinutes);
      return `${printTypicalChat(chat)}\n\n${parts}\n\nPrices of ${PRICED_ON} in ${PRICED_IN}: shared/prices.ts`;
    },
  },
  beside: { isExact: true, run: async (engine) => printBeside(await measureBeside(engine)) },
  wire: { isExact: true, run: async (engine) => printWire(await measureWire(engine)) },
  growth: {
    isExact: true,
    run: async (engine) => (await measureGrowth(engine, SIZES.small)).map(printGrowth).join('\n\n'),
  },
  'key-heat': { isExact: true, run: async (engine) => printKeyHeat(await measureKeyHeat(engine)) },
  bytes: {
    isExact: true,
    run: async () => {
      const bytes = await measureBytes();
      return `${printBytes(bytes)}\n\n${printPeers(await measurePeers(), bytes)}`;
    },
  },
  peers: {
    isExact: true,
    run: async () => `${printPeers(await measurePeers(), await measureBytes())}\n\n${printMeasuredPeers()}`,
  },
  'growth-large': {
    isExact: true,
    run: async (engine) => (await measureGrowth(engine, SIZES.large)).map(printGrowth).join('\n\n'),
  },
  contention: { isExact: false, run: async (engine) => printContention(await measureContention(engine)) },
  memory: { isExact: false, run: async (engine) => printMemory(await measureMemory(engine)) },
  search: { isExact: false, run: async (engine) => printSearch(await measureSearch(engine)) },
  'start-up': { isExact: false, run: async () => printStartUp(await measureStartUp()) },
  'round-trip': { isExact: false, run: async () => printRoundTrip(await measureRoundTrip()) },
  pdf: { isExact: false, run: async () => printPdf(await measurePdf()) },
  opening: { isExact: false, run: async () => printOpening(await measureOpening()) },
  received: { isExact: false, run: async (engine) => printReceived(await measureReceived(engine)) },
  'desk-reload': { isExact: false, run: async (engine) => printDeskReload(await measureDeskReload(engine)) },
  lists: { isExact: false, run: async (engine) => printLists(await measureLists(engine)) },
  page: { isExact: false, run: async () => printPage(await measurePage()) },
};

/** Takes a minute by itself, and says what the small one says. */
const SLOW = 'growth-large';

const chosen = (names: readonly string[]): readonly string[] => {
  const all = Object.keys(benches);
  if (names.includes('all')) return all;
  return names.length > 0 ? names : all.filter((name) => benches[name]?.isExact && name !== SLOW);
};

const options = process.argv.slice(2);
const isRecorded = options.includes('--record');
const asked = options.filter((option) => option !== '--record');
const names = isRecorded && asked.length === 0 ? [] : chosen(asked);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}

/** One that fails is told, and keeps none of the others from being run. */
const runOne = async (name: string, engine: Engine): Promise<void> => {
  const began = performance.now();
  try {
    const text = (await benches[name]?.run(engine)) ?? '';
    const seconds = Math.round((performance.now() - began) / 1000);
    print(`# ${name}, in ${seconds} s\n${text}\n\n`);
    if (isRecorded) await recordText(name, text);
  } catch (error) {
    process.exitCode = 1;
    print(`# ${name}\nfailed: ${error instanceof Error ? error.stack : error}\n\n`);
  }
};

const engines = await startEngines(1);
const engine = await startEngine(engines);
try {
  if (isRecorded && (asked.length === 0 || asked.includes('all'))) await record(engine);
  for (const name of names) await runOne(name, engine);
  const left = Object.keys(benches).filter((name) => !names.includes(name));
  if (names.length > 0 && left.length > 0)
    print(`Not run: ${left.join(', ')} (npm run bench -- <name>, or all)\n`);
} finally {
  await engine.stop();
  await engines.stop();
}
