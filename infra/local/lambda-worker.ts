// The inside of one Lambda execution environment: loads a bundle, runs one event at a time, stands still in between. Independent of the caller.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { installFakeDate } from './fake-date.ts';

const Start = v.object({
  /** The file and the name of the export. */
  file: v.string(),
  handler: v.string(),
  functionName: v.string(),
  functionArn: v.string(),
  memory: v.number(),
  clock: v.instance(SharedArrayBuffer),
  /** One number: 1 while an event runs, 0 from its answer on. */
  running: v.instance(SharedArrayBuffer),
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

const { file, handler, functionName, functionArn, memory, clock, running } = v.parse(Start, workerData);
const isRunning = new Int32Array(running);

/** A line reaches CloudWatch when it is written; Node's own streams of a worker hold it back until a turn that may never come. */
const printAtOnce = (stream: NodeJS.WriteStream) => {
  stream.write = (text: string | Uint8Array, ...rest: unknown[]): boolean => {
    const printed = typeof text === 'string' ? text : Buffer.from(text).toString();
    parentPort?.postMessage({ printed });
    const done = rest.find((each) => typeof each === 'function');
    if (done) done();
    return true;
  };
};

/**
 * Lambda freezes the environment with the answer, and thaws it with the next event: whatever nobody awaited stands still.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const answerAndFreeze = (answer: Readonly<Record<string, unknown>>): void => {
  // Before the answer: whoever gets it may send the next event at once.
  Atomics.store(isRunning, 0, 0);
  parentPort?.postMessage(answer);
  Atomics.wait(isRunning, 0, 0);
};

/** One turn of the loop, in which timers and sockets learn how long they stood still. */
const thaw = () => new Promise((resolve) => setTimeout(resolve));

const errorOf = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

printAtOnce(process.stdout);
printAtOnce(process.stderr);
installFakeDate(clock);
const loaded: unknown = await import(pathToFileURL(file).href);
const run = v.parse(Handler, v.parse(v.record(v.string(), v.unknown()), { ...Object(loaded) })[handler]);

parentPort?.on('message', async (message: unknown) => {
  const { requestId, event, timeout } = v.parse(Invocation, message);
  await thaw();
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
    answerAndFreeze({ requestId, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    answerAndFreeze({ requestId, error: errorOf(error) });
  }
});
parentPort?.postMessage({ ready: true });
