// One Lambda function: its workers, each one event at a time and frozen in between, more under load, ended on time-out or error. Independent of any event shape.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { accessKeyOf, LOCAL_SECRET } from './caller-identity.ts';
import type { Clock } from './clock.ts';
import type { Places } from './concurrency.ts';
import type { FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import type { UsageMeter } from './usage-meter.ts';
import { codeOf, userError } from './user-error.ts';

export interface LambdaOptions {
  /** The short name, for the usage meter, the faults and the log. */
  readonly name: string;
  readonly arn: string;
  /** The folder with the bundle. */
  readonly folder: string;
  /** As the template has it: `index.handler`. */
  readonly handler: string;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** All that the function's environment holds, but for the credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** The most workers on this machine at once; further events wait for one, as for a slow start. */
  readonly workers: number;
  /** How many events may be under way at once; further ones are refused. */
  readonly places: Places;
  readonly clock: Clock;
  readonly usage: UsageMeter;
  readonly faults: FaultBook;
  readonly log: (line: string) => void;
}

/** Why a function gave no result, as Lambda words it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** Why Lambda itself refused the event, which the function never saw. */
  readonly refused?: 'throttled' | 'too-large';
}
export type InvokeResult = { readonly result: unknown } | { readonly error: FunctionError };

export type Invoke = (event: unknown) => Promise<InvokeResult>;

export interface Lambda {
  readonly name: string;
  readonly invoke: Invoke;
  /** Ends one worker in the middle of whatever it does. */
  kill(worker: number): void;
  /** Ends every worker that is in the middle of an event. @returns how many that were. */
  killBusy(): number;
  /** From the next event on the bundle that is there now runs; events under way end as they began. */
  renew(): void;
  stop(): Promise<void>;
}

interface Unit {
  readonly id: number;
  readonly worker: Worker;
  /** Lets the worker go on from where it froze. */
  readonly thaw: () => void;
  /** Resolves when the bundle is loaded; never when that fails. */
  readonly ready: Promise<void>;
  /** Set while an event runs. */
  settle: ((result: InvokeResult) => void) | undefined;
  /** The bundle has changed since it began. */
  isOld: boolean;
  isGone: boolean;
}

const FromWorker = v.union([
  v.object({ ready: v.literal(true) }),
  v.object({ printed: v.string() }),
  v.object({ requestId: v.string(), result: v.string() }),
  v.object({
    requestId: v.string(),
    error: v.object({ errorType: v.string(), errorMessage: v.string(), trace: v.array(v.string()) }),
  }),
]);

const ENTRY = new URL('./lambda-worker.ts', import.meta.url);

/** @throws a userError when the bundle is not there. */
export const createLambda = (options: LambdaOptions): Lambda => {
  const { name, usage, faults, log } = options;
  const [module = 'index', handler = 'handler'] = options.handler.split('.');
  const file = bundleIn(options.folder, module);
  const units = new Set<Unit>();
  const idle: Unit[] = [];
  const waiting: ((unit: Unit) => void)[] = [];
  let lastId = 0;
  let isStopped = false;

  const start = (): Unit => {
    lastId += 1;
    const { worker, thaw } = startWorker(options, { file, handler, id: lastId });
    const { promise: ready, resolve: markReady } = Promise.withResolvers<void>();
    const unit: Unit = { id: lastId, worker, thaw, ready, settle: undefined, isOld: false, isGone: false };
    units.add(unit);
    usage.of(name).coldStarts += 1;
    const print = lineByLine(log);
    worker.on('message', (message: unknown) => {
      const said = v.parse(FromWorker, message);
      if ('ready' in said) return markReady();
      if ('printed' in said) return print(said.printed);
      if ('result' in said) return unit.settle?.(resultOf(said.result));
      const { errorType, errorMessage, trace } = said.error;
      log([`${errorType}: ${errorMessage}`, ...trace.slice(1)].join('\n'));
      unit.settle?.({ error: { errorType, errorMessage } });
    });
    worker.once('error', (error: unknown) => discard(unit, reasonOf(error)));
    worker.once('exit', () => discard(unit, exitError('Runtime exited without providing a reason')));
    return unit;
  };

  const discard = (unit: Unit, error: FunctionError) => {
    if (unit.isGone) return;
    unit.isGone = true;
    units.delete(unit);
    if (idle.includes(unit)) idle.splice(idle.indexOf(unit), 1);
    void unit.worker.terminate();
    if (!isStopped) log(`${error.errorType}: ${error.errorMessage}`);
    unit.settle?.({ error });
    if (!isStopped) waiting.shift()?.(start());
  };

  const retire = (unit: Unit) => {
    unit.isGone = true;
    units.delete(unit);
    void unit.worker.terminate();
  };

  const acquire = async (): Promise<Unit> => {
    const unit = idle.pop();
    if (unit) return unit;
    if (units.size < options.workers) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const release = (unit: Unit) => {
    if (unit.isGone) return;
    if (unit.isOld) retire(unit);
    const next = waiting.shift();
    if (next) next(unit.isOld ? start() : unit);
    else if (unit.isOld) return;
    else idle.push(unit);
  };

  const runOn = (unit: Unit, event: string): Promise<InvokeResult> =>
    new Promise((resolve) => {
      const requestId = randomUUID();
      const timeout = options.timeout * 1000;
      const stopAfter = (ms: number) =>
        setTimeout(() => discard(unit, timedOut(requestId, options.timeout)), ms);
      let late = stopAfter(limits.functionInit.value + timeout);
      unit.settle = (result) => {
        clearTimeout(late);
        unit.settle = undefined;
        resolve(result);
      };
      void unit.ready.then(() => {
        if (!unit.settle) return;
        clearTimeout(late);
        late = stopAfter(timeout);
        unit.worker.postMessage({ requestId, event, timeout });
        unit.thaw();
      });
    });

  return {
    name,
    async invoke(event) {
      if (isStopped) return { error: { errorType: 'Stopped', errorMessage: 'the local cloud has stopped' } };
      await faults.pause({ at: 'invoke', function: name });
      const text = JSON.stringify(event);
      if (Buffer.byteLength(text) > limits.functionRequest.value) return { error: TOO_LARGE };
      const giveBack = options.places.take();
      if (!giveBack) {
        usage.of(name).throttles += 1;
        return { error: THROTTLED };
      }
      const unit = await acquire();
      usage.of(name).invocations += 1;
      const result = await runOn(unit, text);
      if ('error' in result) usage.of(name).errors += 1;
      release(unit);
      giveBack();
      return result;
    },
    kill(worker) {
      const unit = [...units].find(({ id }) => id === worker);
      if (unit) discard(unit, exitError('the worker was ended by a fault'));
    },
    killBusy() {
      const busy = [...units].filter(({ settle }) => settle !== undefined);
      for (const unit of busy) discard(unit, exitError('the worker was ended by a fault'));
      return busy.length;
    },
    renew() {
      for (const unit of idle.splice(0)) retire(unit);
      for (const unit of units) unit.isOld = true;
    },
    async stop() {
      isStopped = true;
      const all = [...units];
      for (const unit of all) discard(unit, exitError('the local cloud stopped'));
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
};

const startWorker = (
  options: LambdaOptions,
  { file, handler, id }: { file: string; handler: string; id: number },
): Pick<Unit, 'worker' | 'thaw'> => {
  const running = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const isRunning = new Int32Array(running);
  const worker = new Worker(ENTRY, {
    name: options.name,
    workerData: {
      file,
      handler,
      functionName: options.name,
      functionArn: options.arn,
      memory: options.memory,
      clock: options.clock.shared,
      running,
    },
    env: {
      ...options.environment,
      AWS_ACCESS_KEY_ID: accessKeyOf({ function: options.name, worker: id }),
      AWS_SECRET_ACCESS_KEY: LOCAL_SECRET,
      AWS_LAMBDA_FUNCTION_NAME: options.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memory),
      LAMBDA_TASK_ROOT: options.folder,
      _HANDLER: options.handler,
    },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memory },
  });
  return {
    worker,
    thaw() {
      Atomics.store(isRunning, 0, 1);
      Atomics.notify(isRunning, 0);
    },
  };
};

const bundleIn = (folder: string, module: string): string => {
  const file = ['.mjs', '.js', '.cjs'].map((end) => join(folder, `${module}${end}`)).find(existsSync);
  if (!file) throw userError(`There is no bundle ${join(folder, `${module}.mjs`)}; run npm run build.`);
  return file;
};

/** JSON as the runtime hands it to Lambda, which takes so much of it and no more. */
const resultOf = (text: string): InvokeResult => {
  const size = Buffer.byteLength(text);
  const most = limits.functionAnswer.value;
  if (size <= most) return { result: JSON.parse(text) };
  return {
    error: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size (${size} bytes) exceeded maximum allowed payload size (${most} bytes).`,
    },
  };
};

const TOO_LARGE: FunctionError = {
  errorType: 'RequestTooLargeException',
  errorMessage: `Request must be smaller than ${limits.functionRequest.value} bytes for the InvokeFunction operation`,
  refused: 'too-large',
};
const THROTTLED: FunctionError = {
  errorType: 'TooManyRequestsException',
  errorMessage: 'Rate Exceeded.',
  refused: 'throttled',
};

const exitError = (errorMessage: string): FunctionError => ({ errorType: 'Runtime.ExitError', errorMessage });

const timedOut = (requestId: string, seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `${requestId} Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** What ended a worker that was not asked to end. */
const reasonOf = (error: unknown): FunctionError => {
  if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') return exitError('Runtime exited: out of memory');
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.stack ?? error.message }
    : exitError(String(error));
};

/** Whole lines, of a text that comes in pieces; what was begun waits for its end. */
const lineByLine = (log: (line: string) => void) => {
  let begun = '';
  return (text: string) => {
    const lines = `${begun}${text}`.split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) log(line);
  };
};
