// `npm run bench [name …]`: prints what the product costs, weighs and takes. Without a name those whose figures are the same on every machine; `all` for all; `--record` writes the figures the build holds.
import { PRICED_IN, PRICED_ON } from '../../shared/prices.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { startEngines } from '../support/engines.ts';
import { measureBytes, measurePeers, printBytes, printPeers } from './bytes.ts';
import { measureContention, printContention } from './contention.ts';
import { measureGrowth, printGrowth, SIZES } from './growth.ts';
import { measureKeyHeat, printKeyHeat } from './key-heat.ts';
import { measureLedger, printLedger } from './ledger.ts';
import { measureMemory, printMemory } from './memory.ts';
import { measurePage, printPage } from './page.ts';
import { measurePdf, printPdf } from './pdf.ts';
import { record } from './record.ts';
import { measureRoundTrip, printRoundTrip } from './round-trip.ts';
import { measureSearch, printSearch } from './search.ts';
import { measureStartUp, printStartUp } from './start-up.ts';
import { measureTypicalChat, printParts, printTypicalChat } from './typical-chat.ts';

/** What a deployment gives its functions; as in vitest.config.ts. */
Object.assign(process.env, { ORIGIN_SECRETS: 'of-a-test,of-a-test-before', METRICS_NAMESPACE: 'of-a-test' });

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
const names = options.includes('--record') ? [] : chosen(options);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
const engines = await startEngines(1);
const engine = await startEngine(engines);
try {
  if (options.includes('--record')) await record(engine);
  for (const name of names) {
    const bench = benches[name];
    if (bench) print(`# ${name}\n${await bench.run(engine)}\n\n`);
  }
  const left = Object.keys(benches).filter((name) => !names.includes(name));
  if (names.length > 0 && left.length > 0)
    print(`Not run: ${left.join(', ')} (npm run bench -- <name>, or all)\n`);
} finally {
  await engine.stop();
  await engines.stop();
}
