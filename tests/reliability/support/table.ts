// The product's table behind the fault rig's own proxy: calls that are throttled, conflict, time out or die, an index that lags. Independent of any item.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DYNAMODB_TRIES } from '../../../functions/adapters/context.ts';
import { createDb, type Db } from '../../../functions/store/db.ts';
import { createAccess } from '../../../infra/local/access.ts';
import { createFaults, type Faults } from '../../../infra/local/faults.ts';
import { createGsiLag } from '../../../infra/local/gsi-lag.ts';
import { createItemHistory } from '../../../infra/local/item-history.ts';
import { startTableProxy } from '../../../infra/local/table-proxy.ts';
import { createUsageMeter } from '../../../infra/local/usage-meter.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

export interface FaultyTable {
  /** The engine itself, for looking at what is true. */
  readonly engine: Engine;
  /** As the functions have it. */
  readonly db: Db;
  readonly faults: Faults;
  /** The share of commands after which the function dies: done, and nobody is told. */
  setDeaths(share: number): void;
  /** The time the index is behind by. */
  setNow(now: () => number): void;
  stop(): Promise<void>;
}

/** What a function that was killed leaves behind in this process: work that never goes on. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export const startFaultyTable = async (seed = 1): Promise<FaultyTable> => {
  const engine = await startEngine();
  const book = createFaults(seed);
  let now = Date.now;
  let deaths = 0;
  let dice = seed >>> 0;
  const random = () => {
    dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0;
    return dice / 2 ** 32;
  };
  const proxy = await startTableProxy({
    engine: engine.endpoint,
    port: 0,
    usage: createUsageMeter(),
    faults: book,
    kill: () => {},
    access: createAccess({ grants: new Map(), log: () => {} }),
    arnOf: (table) => table,
    keysOf: () => engine.keys,
    history: createItemHistory({ now: () => now(), keysOf: () => engine.keys, chances: book.chances }),
    lag: createGsiLag({ now: () => now(), tableKeys: ['pk', 'sk'], indexKeys: ['gpk', 'gsk'] }),
  });
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${proxy.port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: DYNAMODB_TRIES,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (deaths > 0 && random() < deaths) throw new Killed();
      return result;
    },
    { step: 'initialize', name: 'dieAfterwards' },
  );
  return {
    engine,
    db: createDb({ client, table: engine.table }),
    faults: book.hooks,
    setDeaths(share) {
      deaths = share;
    },
    setNow(next) {
      now = next;
    },
    async stop() {
      client.destroy();
      await proxy.close();
      await engine.stop();
    },
  };
};
