// The local cloud: runs a synthesised template on this machine, in the order below. Knows the template and the bundles, not the product.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readApis } from './api-model.ts';
import { startApis } from './apis.ts';
import { startBuckets } from './buckets.ts';
import { createClock } from './clock.ts';
import { createEdges } from './edges.ts';
import { startEngine } from './engine.ts';
import { createEngineClient } from './engine-client.ts';
import { createFaults, type Faults } from './faults.ts';
import { createLambda, type Invoke, type InvokeResult, type Lambda } from './lambda.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Listener, listen } from './listen.ts';
import { readInterpreter, readParts, shortName } from './parts.ts';
import { problem } from './problem.ts';
import { startSchedule } from './schedule.ts';
import { startTableProxy } from './table-proxy.ts';
import { ensureTable } from './tables.ts';

export interface LocalCloudOptions {
  /** As `cdk synth` writes it, parsed. */
  readonly template: unknown;
  /** The folder of the assembly, with `asset.<hash>` for every asset. */
  readonly assets: string;
  /** 0, the default, picks a free port. */
  readonly portalPort?: number;
  readonly consolePort?: number;
  /** Kept between runs; without it a temporary folder that goes with the cloud. */
  readonly dataDir?: string;
  /** An engine that is already there. */
  readonly dynamoEndpoint?: string | undefined;
  /** A bundle with `seed({tableName})`, run once everything is up. */
  readonly seed?: string;
  /** For the faults that strike by chance. */
  readonly randomSeed?: number;
  readonly log?: (line: string) => void;
  /** The engine stopped by itself: nothing works any more. */
  readonly onCrash?: (reason: Error) => void;
}

export interface LocalCloud {
  readonly portalUrl: string;
  readonly consoleUrl: string;
  /** The engine as the functions see it: counted, and failing on demand. */
  readonly dynamoEndpoint: string;
  readonly tableName: string;
  readonly s3Endpoint: string;
  /** Where `@connections` is served. */
  readonly connectionsUrl: string;
  /** What the seed gave. */
  readonly seeded: unknown;
  readonly clock: {
    now(): number;
    /**
     * Moves the time; schedules due on the way run, in order, before it resolves. Sockets grow older too, and close
     * after 10 minutes of silence, unless they are to be kept.
     */
    advance(ms: number, options?: { keepSockets?: boolean }): Promise<void>;
  };
  readonly faults: Faults;
  readonly ledger: { snapshot(): Ledger; reset(): void };
  /** Runs a function by its short name, such as `sweep`. */
  invoke(name: string, event: unknown): Promise<InvokeResult>;
  /** Cuts every socket, as when a network goes away. */
  dropConnections(): void;
  stop(): Promise<void>;
}

const REGION = 'eu-west-1';
const ACCOUNT = '000000000000';
/** Workers of one function at the same time; AWS allows a thousand, a laptop does not. */
const MOST_WORKERS = 8;

/** @throws a problem, one line, when something is taken, missing or unknown; nothing is left running then. */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const { log = () => {} } = options;
  const interpreter = readInterpreter(options.template, { region: REGION, account: ACCOUNT, stack: 'local' });
  const parts = readParts(interpreter);
  const apiModels = readApis(interpreter);
  const clock = createClock();
  const ledger = createLedger();
  const faults = createFaults(options.randomSeed ?? 1);
  const lambdas = new Map<string, Lambda>();
  const stops: (() => unknown)[] = [];
  let isStopping = false;

  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    clock.stop();
    for (const stopPart of stops.reverse()) await stopPart();
  };

  const invoke =
    (arn: string): Invoke =>
    (event) => {
      const lambda = lambdas.get(arn);
      if (!lambda) throw problem(`The template invokes ${arn}, which is no function of it.`);
      return lambda.invoke(event);
    };
  const byName = (name: string) => [...lambdas.values()].find((lambda) => lambda.name === name);

  try {
    const ready = Promise.withResolvers<void>();
    const sites = createEdges(parts, options.assets, log);
    for (const [name, port] of [
      ['portal', options.portalPort],
      ['console', options.consolePort],
    ] as const) {
      // Ports first: a taken one is told before anything else starts. Who comes early waits.
      const listener = await listen({ name, port: port ?? 0, ...sites.handlers(name, ready.promise) });
      sites.ports.set(name, listener.port);
      stops.push(() => listener.close());
    }
    const dataDir = await openDataDir(options.dataDir, stops);

    const engine = await startEngine({
      file: join(dataDir, 'table.db'),
      endpoint: options.dynamoEndpoint,
      onCrash: (reason) => !isStopping && options.onCrash?.(reason),
    });
    stops.push(() => engine.stop());
    const callEngine = createEngineClient(engine.endpoint);
    for (const table of parts.tables) await ensureTable(callEngine, table.ref, table.value);

    const tableProxy: Listener = await startTableProxy({
      engine: engine.endpoint,
      port: 0,
      ledger,
      faults,
      kill: ({ function: name, worker }) => byName(name)?.kill(worker),
    });
    stops.push(() => tableProxy.close());
    const dynamoEndpoint = `http://127.0.0.1:${tableProxy.port}`;

    const buckets = await startBuckets({
      directory: join(dataDir, 'buckets'),
      buckets: parts.buckets.map(({ ref }) => ref),
      port: 0,
      clock,
      log,
    });
    stops.push(() => buckets.stop());

    const apis = await startApis({
      models: apiModels,
      region: REGION,
      account: ACCOUNT,
      invoke,
      clock,
      ledger,
      faults,
    });
    stops.push(() => apis.stop());

    const surroundings = {
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
      AWS_ENDPOINT_URL_S3: buckets.endpoint,
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
    };
    const startLambda = (
      arn: string,
      own: Pick<
        Parameters<typeof createLambda>[0],
        'name' | 'folder' | 'handler' | 'memory' | 'timeout' | 'concurrency'
      >,
      environment: Record<string, string> = {},
    ) => {
      const lambda = createLambda({
        ...own,
        arn,
        environment: { ...surroundings, ...apis.rewrite(environment) },
        clock,
        ledger,
        faults,
        log: (line) => log(`${own.name} | ${line}`),
      });
      lambdas.set(arn, lambda);
      stops.push(() => lambda.stop());
      return lambda;
    };
    for (const { logicalId, attribute, value } of parts.functions) {
      const own = {
        name: shortName(logicalId, value.FunctionName),
        folder: assetFolder(options.assets, value.Code.S3Key),
        handler: value.Handler,
        memory: value.MemorySize,
        timeout: value.Timeout,
        concurrency: Math.min(MOST_WORKERS, value.ReservedConcurrentExecutions ?? MOST_WORKERS),
      };
      startLambda(attribute('Arn'), own, value.Environment.Variables);
    }

    await sites.open(apis.originAt);
    for (const rule of parts.rules) {
      startSchedule({
        rule: rule.value,
        arn: rule.attribute('Arn'),
        region: REGION,
        account: ACCOUNT,
        clock,
        invoke,
      });
    }
    const tableName = parts.tables[0]?.ref ?? '';
    const seeded =
      options.seed === undefined ? undefined : await runSeed(options.seed, tableName, startLambda);
    ledger.reset();
    ready.resolve();

    return {
      portalUrl: `http://localhost:${sites.ports.get('portal')}`,
      consoleUrl: `http://localhost:${sites.ports.get('console')}`,
      dynamoEndpoint,
      tableName,
      s3Endpoint: buckets.endpoint,
      connectionsUrl: apis.connectionsUrl,
      seeded,
      clock: {
        now: clock.now,
        async advance(ms, { keepSockets = false } = {}) {
          if (keepSockets) apis.hold(ms);
          await clock.advance(ms);
        },
      },
      faults: faults.hooks,
      ledger: { snapshot: ledger.snapshot, reset: ledger.reset },
      async invoke(name, event) {
        const lambda = byName(name);
        if (!lambda) throw problem(`There is no function ${name}.`);
        return lambda.invoke(event);
      },
      dropConnections: apis.drop,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const openDataDir = async (given: string | undefined, stops: (() => unknown)[]): Promise<string> => {
  if (given) {
    await mkdir(given, { recursive: true });
    return given;
  }
  const temporary = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  stops.push(() => rm(temporary, { recursive: true, force: true }));
  return temporary;
};

/** CDK zips a folder only while it uploads it: the assembly has the folder itself. */
export const assetFolder = (assets: string, objectKey: string): string =>
  join(assets, `asset.${basename(objectKey, '.zip')}`);

const runSeed = async (
  file: string,
  tableName: string,
  start: (
    arn: string,
    own: {
      name: string;
      folder: string;
      handler: string;
      memory: number;
      timeout: number;
      concurrency: number;
    },
  ) => Lambda,
): Promise<unknown> => {
  const handler = `${basename(file, '.mjs')}.seed`;
  const own = { name: 'seed', folder: dirname(file), handler, memory: 256, timeout: 60, concurrency: 1 };
  const lambda = start('seed', own);
  const answer = await lambda.invoke({ tableName });
  await lambda.stop();
  if ('error' in answer) throw problem(`The demo accounts were not made: ${answer.error.errorMessage}.`);
  return answer.result;
};
