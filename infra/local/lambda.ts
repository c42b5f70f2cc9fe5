// One Lambda function: its workers, each one event at a time, more under load, ended on time-out or error. Knows no event shape.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { accessKeyOf, LOCAL_SECRET } from './caller.ts';
import type { Clock } from './clock.ts';
import type { FaultBook } from './faults.ts';
import type { LedgerBook } from './ledger.ts';
import { problem } from './problem.ts';

export interface LambdaOptions {
  /** The short name, for the ledger, the faults and the log. */
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
  /** The most workers at once; further events wait. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly ledger: LedgerBook;
  readonly faults: FaultBook;
  readonly log: (line: string) => void;
}

export type InvokeResult =
  | { readonly result: unknown }
  /** Lambda's FunctionError, with what it says of it. */
  | { readonly error: { readonly errorType: string; readonly errorMessage: string } };

export type Invoke = (event: unknown) => Promise<InvokeResult>;

export interface Lambda {
  readonly name: string;
  readonly invoke: Invoke;
  /** Ends one worker in the middle of whatever it does. */
  kill(worker: number): void;
  stop(): Promise<void>;
}

interface Unit {
  readonly id: number;
  readonly worker: Worker;
  /** Set while an event runs. */
  settle: ((result: InvokeResult) => void) | undefined;
  isGone: boolean;
}

const FromWorker = v.union([
  v.object({ ready: v.literal(true) }),
  v.object({ requestId: v.string(), result: v.string() }),
  v.object({
    requestId: v.string(),
    error: v.object({ errorType: v.string(), errorMessage: v.string(), trace: v.array(v.string()) }),
  }),
]);

/** Loading may take this long, as with Lambda. */
const INIT_MS = 10_000;
const ENTRY = new URL('./lambda-worker.ts', import.meta.url);

export const createLambda = (options: LambdaOptions): Lambda => {
  const { name, clock, ledger, faults, log } = options;
  const units = new Set<Unit>();
  const idle: Unit[] = [];
  const waiting: ((unit: Unit) => void)[] = [];
  let lastId = 0;
  let isStopped = false;

  const start = (): Unit => {
    lastId += 1;
    const unit: Unit = { id: lastId, worker: startWorker(options, lastId), settle: undefined, isGone: false };
    units.add(unit);
    ledger.of(name).coldStarts += 1;
    pipeLines(unit.worker.stdout, log);
    pipeLines(unit.worker.stderr, log);
    unit.worker.on('message', (message: unknown) => {
      const said = v.parse(FromWorker, message);
      if ('ready' in said) return;
      if ('error' in said) log([`${said.error.errorType}: ${said.error.errorMessage}`, ...said.error.trace.slice(1)].join('\n'));
      unit.settle?.('error' in said ? said : { result: JSON.parse(said.result) });
    });
    unit.worker.once('error', (error: unknown) => discard(unit, reasonOf(error)));
    unit.worker.once('exit', () => discard(unit, { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' }));
    return unit;
  };

  const discard = (unit: Unit, error: { errorType: string; errorMessage: string }) => {
    if (unit.isGone) return;
    unit.isGone = true;
    units.delete(unit);
    if (idle.includes(unit)) idle.splice(idle.indexOf(unit), 1);
    void unit.worker.terminate();
    if (!isStopped) log(`${error.errorType}: ${error.errorMessage}`);
    unit.settle?.({ error });
    const next = isStopped ? undefined : waiting.shift();
    if (next) next(start());
  };

  const acquire = async (): Promise<Unit> => {
    const unit = idle.pop();
    if (unit) return unit;
    if (units.size < options.concurrency) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };

  const release = (unit: Unit) => {
    if (unit.isGone) return;
    const next = waiting.shift();
    if (next) next(unit);
    else idle.push(unit);
  };

  const runOn = (unit: Unit, event: string): Promise<InvokeResult> =>
    new Promise((resolve) => {
      const isFirst = unit.worker.listenerCount('message') === 1 && !unit.worker.threadId;
      const timeout = options.timeout * 1000;
      const late = setTimeout(
        () =>
          discard(unit, {
            errorType: 'Sandbox.Timedout',
            errorMessage: `${requestId} Task timed out after ${options.timeout.toFixed(2)} seconds`,
          }),
        timeout + (isFirst ? INIT_MS : 0),
      );
      const requestId = randomUUID();
      unit.settle = (result) => {
        clearTimeout(late);
        unit.settle = undefined;
        resolve(result);
      };
      unit.worker.postMessage({ requestId, event, timeout });
    });

  return {
    name,
    async invoke(event) {
      if (isStopped) return { error: { errorType: 'Stopped', errorMessage: 'the local cloud has stopped' } };
      await faults.pause({ at: 'invoke', function: name });
      const unit = await acquire();
      ledger.of(name).invocations += 1;
      const result = await runOn(unit, JSON.stringify(event));
      if ('error' in result) ledger.of(name).errors += 1;
      release(unit);
      return result;
    },
    kill(worker) {
      const unit = [...units].find(({ id }) => id === worker);
      if (unit) discard(unit, { errorType: 'Runtime.ExitError', errorMessage: 'RequestId: killed by a test' });
    },
    async stop() {
      isStopped = true;
      clock.stop();
      await Promise.all([...units].map(({ worker }) => worker.terminate()));
    },
  };
};
