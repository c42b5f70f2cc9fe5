// The local cloud: runs a synthesised template on this machine, in the order below. Knows the template and the bundles, not the product.
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createAccess } from './access.ts';
import { readApis } from './api-model.ts';
import { startApis } from './apis.ts';
import { createAsyncInvoke } from './async-invoke.ts';
import { leadToBuckets } from './bucket-cors.ts';
import { createBusRules } from './bus-rules.ts';
import { createCdn, type SiteName } from './cdn.ts';
import { createClock } from './clock.ts';
import { makeCustomResources } from './custom-resources.ts';
import { type BusEvent, startEventBuses } from './event-buses.ts';
import { createFaults, type Faults } from './faults.ts';
import { assetFolder, createFunctions, type Functions } from './functions.ts';
import { startFunctionsApi } from './functions-api.ts';
import type { InvokeResult } from './lambda.ts';
import { limits } from './limits.ts';
import { listen } from './listen.ts';
import { startMailOf, type TakenMail } from './mail.ts';
import { startParameters } from './parameters.ts';
import { callersOfApi, refuseUninvited } from './permissions.ts';
import { readGrants } from './roles.ts';
import { readInterpreter, readRunningResources, shortName } from './running-resources.ts';
import { startSchedule } from './schedule.ts';
import { startStorage } from './storage.ts';
import { createUsageMeter, type Usage } from './usage-meter.ts';
import { userError } from './user-error.ts';

export interface LocalCloudOptions {
  /** As `cdk synth` writes it, parsed. */
  readonly template: unknown;
  /** The folder of the assembly, with `asset.<hash>` for every asset. */
  readonly assets: string;
  /** Where an asset lies that is not in that folder, by its hash. */
  readonly folders?: ReadonlyMap<string, string>;
  /** 0, the default, picks a free port. */
  readonly portalPort?: number;
  readonly consolePort?: number;
  /** Of the mailbox, where the template sends mail; 0, the default, picks a free one. */
  readonly mailboxPort?: number;
  /** Kept between runs; without it a temporary folder that goes with the cloud. */
  readonly dataDir?: string;
  /** An engine that is already there. */
  readonly dynamoEndpoint?: string | undefined;
  /** A bundle with `seed({tableName})`, run once everything is up. */
  readonly seed?: string;
  /** The origin of a page of others that runs beside the product, for the seed. */
  readonly otherPortal?: string | undefined;
  /** What the account may have, where it is not AWS's standard (limits.ts): `concurrency`, and `newSockets` a second. */
  readonly account?: {
    readonly concurrency?: number;
    readonly newSockets?: number;
    /** Whether mail goes to confirmed addresses alone, one a second, as in a new account. */
    readonly mailSandbox?: boolean;
  };
  /** For the faults that strike by chance. */
  readonly randomSeed?: number;
  readonly log?: (line: string) => void;
  /** Told what is begun, in a few words. */
  readonly onStage?: (stage: string) => void;
  /** Answers what no template knows of, before the sites do. @returns whether it did. */
  readonly beside?: (request: IncomingMessage, response: ServerResponse) => boolean;
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
  /** The names of the buckets, in the order of the template. */
  readonly buckets: readonly string[];
  /** Where `@connections` is served, and a socket opened past CloudFront. */
  readonly connectionsUrl: string;
  /** The HTTP API past CloudFront. */
  readonly httpApiUrl: string;
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
  readonly usage: { snapshot(): Usage; reset(): void };
  /** What functions asked and their roles do not allow, in AWS's words; oldest first. */
  refusals(): readonly string[];
  /** What the functions told other systems, in order. */
  events(): readonly BusEvent[];
  /** What was mailed, in order; and where a person reads it, if the template sends mail. */
  mails(): readonly TakenMail[];
  readonly mailboxUrl: string | undefined;
  /** SES as the functions see it. */
  readonly sesEndpoint: string | undefined;
  /** Runs a function by its short name, such as `sweep`. */
  invoke(name: string, event: unknown): Promise<InvokeResult>;
  /** Cuts every socket, as when a network goes away. */
  dropConnections(): void;
  /** Ends a part outright, as a crash does; what says it hit something says so after it did. */
  readonly kill: {
    /** Every worker of a function that is in the middle of an event. @returns how many that were. */
    workers(name: string): number;
    /** The engine, which starts again with what it had stored. @throws when it was not the kill that ended it. */
    engine(): Promise<void>;
    /** The WebSocket gateway, without a `$disconnect`, until it is revived. @returns how many sockets it held. */
    gateway(): number;
  };
  /** After a kill of the gateway: takes connections again. */
  reviveGateway(): void;
  /** From now on runs and gives out what lies there now: of these functions, and of the sites. Sockets and data stay. */
  renew(functions: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const REGION = 'eu-west-1';
const ACCOUNT = '000000000000';
/** @throws a userError, one line, when something is taken, missing or unknown; nothing is left running then. */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const stops: (() => unknown)[] = [];
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    for (const stopPart of stops.reverse()) await stopPart();
  };
  try {
    const cloud = await start(
      { ...options, onCrash: (reason) => !isStopping && options.onCrash?.(reason) },
      (stopPart) => stops.push(stopPart),
    );
    return { ...cloud, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** @param onStarted told of everything that is started, to stop it in the opposite order. */
const start = async (
  options: LocalCloudOptions & Required<Pick<LocalCloudOptions, 'onCrash'>>,
  onStarted: (stop: () => unknown) => void,
): Promise<Omit<LocalCloud, 'stop'>> => {
  const { log = () => {}, onStage = () => {}, beside = () => false } = options;
  const folderOf = (objectKey: string) => assetFolder(options.assets, objectKey, options.folders);
  const interpreter = readInterpreter(options.template, { region: REGION, account: ACCOUNT, stack: 'local' });
  const running = readRunningResources(interpreter);
  const models = readApis(interpreter);
  refuseUninvited(interpreter, [
    ...models.flatMap((model) => callersOfApi(model, { region: REGION, account: ACCOUNT })),
    ...running.rules.flatMap(({ attribute, value }) =>
      value.Targets.map(({ Arn: functionArn }) => ({
        principal: 'events.amazonaws.com',
        arn: attribute('Arn'),
        functionArn,
      })),
    ),
  ]);
  const clock = createClock();
  onStarted(clock.stop);
  const usage = createUsageMeter();
  const faults = createFaults(options.randomSeed ?? 1);
  const { concurrency = limits.concurrency.value, newSockets = limits.newSockets.value } =
    options.account ?? {};
  const functions = createFunctions({ clock, usage, faults, log, concurrency });
  const specs = running.functions.map((each) => ({
    ...each,
    name: shortName(each.logicalId, each.value.FunctionName),
    role: each.value.Role,
  }));
  const access = createAccess({ grants: readGrants(interpreter, specs), log });
  const invokeAsync = createAsyncInvoke({
    clock,
    invoke: functions.invoke,
    settingsOf(arn) {
      const found = running.functions.find(({ attribute }) => attribute('Arn') === arn);
      const said = running.invokeConfigs.find(({ value }) => value.FunctionName === found?.ref)?.value;
      return { retries: said?.MaximumRetryAttempts, maxAge: said?.MaximumEventAgeInSeconds };
    },
  });
  const common = {
    region: REGION,
    account: ACCOUNT,
    invoke: functions.invoke,
    access,
    clock,
    usage,
    faults,
  };

  // Ports first: a taken one is told before anything else starts. Whoever comes early waits.
  const ready = Promise.withResolvers<void>();
  const sites = createCdn({ running, folderOf, clock, log });
  const openSite = async (name: SiteName, port = 0): Promise<string> => {
    const { onRequest, onUpgrade } = sites.handlers(name, ready.promise);
    const listener = await listen({
      name,
      port,
      onUpgrade,
      onRequest: (request, response) => beside(request, response) || onRequest(request, response),
    });
    onStarted(listener.close);
    return `http://localhost:${listener.port}`;
  };
  const portalUrl = await openSite('portal', options.portalPort);
  const consoleUrl = await openSite('console', options.consolePort);

  onStage('Starting the database and the buckets');
  const dataDir = options.dataDir ?? (await temporaryDir(onStarted));
  const storage = await startStorage({
    running,
    access,
    dataDir,
    dynamoEndpoint: options.dynamoEndpoint,
    clock,
    usage,
    faults,
    kill: functions.kill,
    log,
    onCrash: options.onCrash,
    onStarted,
  });
  const onEvent = createBusRules({
    rules: running.rules.flatMap(({ value }) => ('EventPattern' in value ? [value] : [])),
    region: REGION,
    account: ACCOUNT,
    invokeAsync,
    now: clock.now,
  });
  const eventBuses = await startEventBuses({
    onEvent,
    arnsByBus: new Map(running.eventBuses.map(({ ref, attribute }) => [ref, attribute('Arn')])),
    access,
    usage,
    faults,
    kill: functions.kill,
  });
  onStarted(eventBuses.close);
  const parameters = await startParameters({
    file: join(dataDir, 'parameters.json'),
    region: REGION,
    account: ACCOUNT,
    access,
    faults,
    kill: functions.kill,
  });
  onStarted(parameters.close);
  const functionsApi = await startFunctionsApi({
    arnsByName: new Map(running.functions.map(({ ref, attribute }) => [ref, attribute('Arn')])),
    invokeAsync,
    access,
    faults,
    kill: functions.kill,
  });
  onStarted(functionsApi.close);
  const mail = await startMailOf(running, {
    ...common,
    isSandbox: options.account?.mailSandbox ?? false,
    port: options.mailboxPort ?? 0,
    kill: functions.kill,
    tell: onEvent,
  });
  if (mail) onStarted(mail.close);
  const apis = await startApis({ ...common, models, newSockets });
  onStarted(apis.stop);

  onStage('Starting the functions and the sites');
  onStarted(functions.stop);
  const surroundings = surroundingsOf({
    AWS_ENDPOINT_URL_DYNAMODB: storage.dynamoEndpoint,
    AWS_ENDPOINT_URL_S3: storage.s3Endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBuses.endpoint,
    AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: functionsApi.endpoint,
    ...(mail && { AWS_ENDPOINT_URL_SESV2: mail.endpoint }),
  });
  const toSites = sites.rewrite({ portal: portalUrl, console: consoleUrl });
  const toBuckets = leadToBuckets(running, storage.s3Endpoint);
  for (const { name, attribute, value } of specs) {
    functions.add({
      name,
      arn: attribute('Arn'),
      folder: folderOf(value.Code.S3Key),
      handler: value.Handler,
      memory: value.MemorySize,
      timeout: value.Timeout,
      reserved: value.ReservedConcurrentExecutions,
      environment: { ...surroundings, ...toBuckets(toSites(apis.rewrite(value.Environment.Variables))) },
    });
  }
  await Promise.all([
    makeCustomResources(running.customs, functions.invoke),
    sites.open(apis.originAt, toBuckets),
  ]);
  const tableName = running.tables[0]?.ref ?? '';
  if (options.seed) onStage('Adding the demo accounts');
  const seeded =
    options.seed &&
    (await runSeed(options.seed, { tableName, otherPortal: options.otherPortal }, functions, surroundings));
  // What the seed tells of the past is over before anything looks at what is due.
  for (const { value: rule, attribute } of running.rules)
    if ('ScheduleExpression' in rule) startSchedule({ ...common, rule, arn: attribute('Arn'), invokeAsync });
  usage.reset();
  ready.resolve();

  const { killEngine, ...endpoints } = storage;
  return {
    portalUrl,
    consoleUrl,
    ...endpoints,
    tableName,
    buckets: running.buckets.map(({ ref }) => ref),
    connectionsUrl: apis.connectionsUrl,
    httpApiUrl: apis.httpApiUrl,
    seeded,
    clock: {
      now: clock.now,
      async advance(ms, { keepSockets = false } = {}) {
        if (keepSockets) apis.hold(ms);
        await clock.advance(ms);
      },
    },
    faults: faults.hooks,
    usage: { snapshot: usage.snapshot, reset: usage.reset },
    refusals: () => [...access.refusals],
    events: eventBuses.events,
    mails: () => mail?.mails() ?? [],
    mailboxUrl: mail?.mailboxUrl,
    sesEndpoint: mail?.endpoint,
    invoke: functions.invokeNamed,
    dropConnections: apis.drop,
    kill: { workers: functions.killBusy, engine: killEngine, gateway: apis.kill },
    reviveGateway: apis.revive,
    async renew(names) {
      for (const name of names) functions.renew(name);
      await sites.reread();
    },
  };
};

const temporaryDir = async (onStarted: (stop: () => unknown) => void): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onStarted(() => rm(dir, { recursive: true, force: true }));
  return dir;
};

/** What Lambda itself puts into every environment, and where the services are. */
const surroundingsOf = (endpoints: Readonly<Record<`AWS_ENDPOINT_URL_${string}`, string>>) => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  ...endpoints,
  // The product asks addresses outside of it: here they are this machine's.
  ALL_ON_THIS_MACHINE: 'true',
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
});

const runSeed = async (
  file: string,
  input: { readonly tableName: string; readonly otherPortal?: string | undefined },
  functions: Functions,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> => {
  const handler = `${basename(file, '.mjs')}.seed`;
  const spec = {
    name: 'seed',
    arn: 'seed',
    folder: dirname(file),
    handler,
    memory: 256,
    // It is no function of the template, and may have weeks to tell.
    timeout: 600,
    environment,
  };
  const lambda = functions.add(spec);
  const answer = await lambda.invoke(input);
  await lambda.stop();
  if ('error' in answer) throw userError(`The demo accounts were not made: ${answer.error.errorMessage}.`);
  return answer.result;
};
