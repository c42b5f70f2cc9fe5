// The inside of one Lambda execution environment: loads a bundle, runs one event at a time. Knows nothing of who asks.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';

const Start = v.object({
  /** The file and the name of the export. */
  file: v.string(),
  handler: v.string(),
  functionName: v.string(),
  functionArn: v.string(),
  memory: v.number(),
  clock: v.instance(SharedArrayBuffer),
});
const Invocation = v.object({
  requestId: v.string(),
  /** JSON. */
  event: v.string(),
  /** Milliseconds this invocation may take. */
  timeout: v.number(),
});
const Handler = v.custom<(event: unknown, context: unknown) => unknown>((value) => typeof value === 'function');

const { file, handler, functionName, functionArn, memory, clock } = v.parse(Start, workerData);

/** Time here is the cloud's time; a test moves it. Timers are not touched: they wait as long as they say. */
const moveDate = () => {
  const offset = new BigInt64Array(clock);
  const machineNow = Date.now;
  const now = () => machineNow() + Number(Atomics.load(offset, 0));
  const moved = new Proxy(Date, {
    apply: (target) => new target(now()).toString(),
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  Date.prototype.constructor = moved;
  globalThis.Date = moved;
};

const errorOf = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

moveDate();
const loaded: unknown = await import(pathToFileURL(file).href);
const run = v.parse(Handler, v.parse(v.record(v.string(), v.unknown()), { ...Object(loaded) })[handler]);

parentPort?.on('message', async (message: unknown) => {
  const { requestId, event, timeout } = v.parse(Invocation, message);
  const end = performance.now() + timeout;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(memory),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
  try {
    const result = await run(JSON.parse(event), context);
    parentPort?.postMessage({ requestId, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort?.postMessage({ requestId, error: errorOf(error) });
  }
});
parentPort?.postMessage({ ready: true });
