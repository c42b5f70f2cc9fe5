// The inside of one Lambda execution environment: loads a bundle, runs one event at a time. Knows nothing of who asks.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { moveDate } from './moved-date.ts';

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
const Handler = v.custom<(event: unknown, context: unknown) => unknown>(
  (value) => typeof value === 'function',
);

const { file, handler, functionName, functionArn, memory, clock } = v.parse(Start, workerData);

const errorOf = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

moveDate(clock);
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
