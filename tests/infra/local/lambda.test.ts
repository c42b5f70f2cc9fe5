// The local Lambda: one event at a time in a worker, more workers under load, and how each of them ends.
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import { createConcurrency } from '../../../infra/local/concurrency.ts';
import { createFaults } from '../../../infra/local/faults.ts';
import { createLambda, type Lambda, type LambdaOptions } from '../../../infra/local/lambda.ts';
import { createUsageMeter } from '../../../infra/local/usage-meter.ts';

let folder: string;
let lambda: Lambda | undefined;
let lines: string[];
const clock = createClock();
const usage = createUsageMeter();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-test-'));
  lines = [];
  usage.reset();
});
afterEach(async () => {
  await lambda?.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (source: string, more: Partial<LambdaOptions> = {}): Promise<Lambda> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.mjs'), source);
  lambda = createLambda({
    name: 'work',
    arn: 'arn:aws:lambda:eu-west-1:1:function:work',
    folder,
    handler: 'index.handler',
    memory: 128,
    timeout: 5,
    environment: { COLOUR: 'green' },
    workers: 4,
    places: createConcurrency(100)(),
    clock,
    usage,
    faults: createFaults(1),
    log: (line) => lines.push(line),
    ...more,
  });
  return lambda;
};

describe('a Lambda function', () => {
  it('gets the event and a context, and gives its result', async () => {
    const { invoke } = await start(`export const handler = async (event, context) => ({
      event, memory: context.memoryLimitInMB, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() > 4000, id: context.awsRequestId.length,
    });`);
    expect(await invoke({ a: [1] })).toEqual({
      result: {
        event: { a: [1] },
        memory: '128',
        arn: 'arn:aws:lambda:eu-west-1:1:function:work',
        left: true,
        id: 36,
      },
    });
  });

  it('has its own environment and nothing of the shell', async () => {
    const { invoke } = await start(
      `export const handler = async () => ({ colour: process.env.COLOUR, home: process.env.HOME, name: process.env.AWS_LAMBDA_FUNCTION_NAME, key: process.env.AWS_ACCESS_KEY_ID });`,
    );
    expect(await invoke({})).toEqual({ result: { colour: 'green', name: 'work', key: 'LOCAL.work.1' } });
  });

  it('runs another bundle from the next event on, and lets an event under way end as it began', async () => {
    const bundle = (answer: string) => `export const handler = async ({ until }) => {
      if (until) await fetch(until);
      return '${answer}';
    };`;
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const server = createServer(async (_request, response) => {
      asked.resolve();
      await goOn.promise;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = v.parse(v.object({ port: v.number() }), server.address());
    const { invoke, renew } = await start(bundle('old'));
    expect(await invoke({})).toEqual({ result: 'old' });
    const underWay = invoke({ until: `http://127.0.0.1:${port}` });
    await asked.promise;
    await writeFile(join(folder, 'index.mjs'), bundle('new'));
    renew();
    expect(await invoke({})).toEqual({ result: 'new' });
    goOn.resolve();
    expect(await underWay).toEqual({ result: 'old' });
    expect(await invoke({})).toEqual({ result: 'new' });
    // That is no crash.
    expect(lines).toEqual([]);
    server.close();
  });

  it('keeps its state between events that come one after the other', async () => {
    const { invoke } = await start('let count = 0; export const handler = async () => ++count;');
    expect([await invoke({}), await invoke({}), await invoke({})]).toEqual([
      { result: 1 },
      { result: 2 },
      { result: 3 },
    ]);
    expect(usage.of('work')).toMatchObject({ invocations: 3, coldStarts: 1, errors: 0 });
  });

  it('runs one event at a time in a worker, and more workers under load, up to a limit', async () => {
    const { invoke } = await start(
      `import { threadId } from 'node:worker_threads'; let busy = 0;
       export const handler = async () => { busy += 1; await new Promise((done) => setTimeout(done, 150)); const seen = busy; busy -= 1; return { seen, threadId }; };`,
      { workers: 3 },
    );
    const results = await Promise.all(Array.from({ length: 7 }, () => invoke({})));
    const values = results.map((result) => ('result' in result ? result.result : undefined)) as {
      seen: number;
      threadId: number;
    }[];
    expect(values.map(({ seen }) => seen)).toEqual(Array(7).fill(1));
    expect(new Set(values.map(({ threadId }) => threadId)).size).toBe(3);
  });

  it('ends a worker that takes longer than the time-out, also in an endless loop', async () => {
    const { invoke } = await start(
      'export const handler = async ({ hang }) => { if (hang) while (true) {} return 1; };',
      { timeout: 0.3 },
    );
    await invoke({});
    expect(await invoke({ hang: true })).toEqual({
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('Task timed out after 0.30 seconds'),
      },
    });
    expect(await invoke({})).toEqual({ result: 1 });
  });

  it('ends a worker that takes more than its memory', async () => {
    const { invoke } = await start(
      'export const handler = async ({ eat }) => { const all = []; while (eat) all.push(new Array(100_000).fill(Math.random())); return 1; };',
      { memory: 64 },
    );
    expect(await invoke({ eat: true })).toEqual({
      error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited: out of memory' },
    });
    expect(await invoke({})).toEqual({ result: 1 });
  });

  it('says what a handler threw and keeps the worker', async () => {
    const { invoke } = await start(
      "let count = 0; export const handler = async () => { count += 1; if (count === 1) throw new TypeError('no'); return count; };",
    );
    expect(await invoke({})).toEqual({ error: { errorType: 'TypeError', errorMessage: 'no' } });
    expect(await invoke({})).toEqual({ result: 2 });
    expect(lines[0]).toContain('TypeError: no');
  });

  it('ends a worker after an error that no one caught, and after process.exit', async () => {
    const { invoke } = await start(`let count = 0; export const handler = async ({ how }) => { count += 1;
      if (how === 'timer') { setTimeout(() => { throw new Error('from a timer'); }); await new Promise(() => {}); }
      if (how === 'promise') { Promise.reject(new Error('from a promise')); await new Promise(() => {}); }
      if (how === 'exit') process.exit(3);
      return count; };`);
    for (const [how, type] of [
      ['timer', 'Error'],
      ['promise', 'Error'],
      ['exit', 'Runtime.ExitError'],
    ]) {
      expect(await invoke({ how })).toMatchObject({ error: { errorType: type } });
    }
    expect(await invoke({})).toEqual({ result: 1 });
  });

  it('fails every event when the bundle does not load', async () => {
    const { invoke } = await start("throw new Error('broken'); export const handler = 1;");
    expect(await invoke({})).toMatchObject({ error: { errorMessage: expect.stringContaining('broken') } });
  });

  it('names the bundle that is not there', async () => {
    const other = start('export const handler = async () => 1;', { handler: 'other.handler' });
    await expect(other).rejects.toThrow(/There is no bundle .*other\.mjs; run npm run build\./);
  });

  it('passes on what the function prints', async () => {
    const { invoke } = await start(
      "export const handler = async () => { console.log('one'); console.error('two'); };",
    );
    expect(await invoke({})).toEqual({ result: null });
    await expect.poll(() => lines.sort()).toEqual(['one', 'two']);
  });

  it('has the time of the clock, which a test moves', async () => {
    const { invoke } = await start(`export const handler = async () => ({
      now: Date.now(), made: new Date().getTime(), given: new Date(5).getTime(), is: new Date() instanceof Date, text: typeof Date(), iso: new Date(Date.UTC(2026, 1, 3)).toISOString(),
    });`);
    await clock.advance(86_400_000);
    const from = clock.now();
    const answer = await invoke({});
    const value = ('result' in answer ? answer.result : {}) as { now: number; made: number };
    expect(from).toBeGreaterThan(Date.now() + 86_000_000);
    const until = clock.now();
    for (const time of [value.now, value.made]) {
      expect(time).toBeGreaterThanOrEqual(from);
      expect(time).toBeLessThanOrEqual(until);
    }
    expect(value).toMatchObject({ given: 5, is: true, text: 'string', iso: '2026-02-03T00:00:00.000Z' });
  });

  it('stands still when it has answered, until its next event', async () => {
    // Counts what the bundle does outside of its events, where a test can see it while the worker stands still.
    const { invoke } = await start(`
      let turns = 0;
      export const handler = async ({ hold }) => {
        const before = turns;
        setInterval(() => { turns += 1; console.log('turn'); }, 1);
        if (hold) await new Promise((done) => setTimeout(done, hold));
        return { before, during: turns - before };
      };`);
    const first = await invoke({ hold: 50 });
    expect(first).toMatchObject({ result: { before: 0, during: expect.any(Number) } });
    const printed = lines.length;
    expect(printed).toBeGreaterThan(0);
    // Time enough for hundreds of turns, of a worker that has a core of its own.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(lines).toHaveLength(printed);
    await invoke({ hold: 50 });
    expect(lines.length).toBeGreaterThan(printed);
  });

  it('goes on with what nobody awaited in its next event, and an error in it ends that one', async () => {
    const { invoke } = await start(`let late = 0; export const handler = async ({ leave, fail, wait }) => {
      if (leave) setTimeout(() => { late += 1; if (fail) throw new Error('left behind'); }, 5);
      if (wait) await new Promise((done) => setTimeout(done, 50));
      return late; };`);
    expect(await invoke({ leave: true })).toEqual({ result: 0 });
    expect(await invoke({ wait: true })).toEqual({ result: 1 });
    await invoke({ leave: true, fail: true });
    expect(await invoke({ wait: true })).toMatchObject({
      error: { errorMessage: expect.stringContaining('left behind') },
    });
  });

  it('can be ended while it stands still', async () => {
    const { invoke, kill, stop } = await start('let count = 0; export const handler = async () => ++count;');
    expect([await invoke({}), await invoke({})]).toEqual([{ result: 1 }, { result: 2 }]);
    kill(1);
    expect(await invoke({})).toEqual({ result: 1 });
    await stop();
  });

  it('prints every line before its answer, also many and in pieces', async () => {
    const { invoke } = await start(`export const handler = async () => {
      for (let n = 0; n < 500; n++) console.log('line ' + n);
      process.stdout.write('be'); process.stdout.write('gun\\n'); process.stderr.write('and error\\n'); return 1; };`);
    await invoke({});
    expect(lines).toHaveLength(502);
    expect(lines.slice(-3)).toEqual(['line 499', 'begun', 'and error']);
  });

  it('refuses what is beyond the concurrency, and takes it again when there is a place', async () => {
    const { invoke } = await start(
      'export const handler = async () => new Promise((done) => setTimeout(done, 50, 1));',
      { places: createConcurrency(2)() },
    );
    const answers = await Promise.all([invoke({}), invoke({}), invoke({})]);
    expect(answers).toEqual([
      { result: 1 },
      { result: 1 },
      {
        error: {
          errorType: 'TooManyRequestsException',
          errorMessage: 'Rate Exceeded.',
          refused: 'throttled',
        },
      },
    ]);
    expect(usage.of('work')).toMatchObject({ invocations: 2, throttles: 1, errors: 0 });
    expect(await invoke({})).toEqual({ result: 1 });
  });

  it('has a place again after an event that ended its worker', async () => {
    const { invoke } = await start(
      'export const handler = async ({ die }) => { if (die) process.exit(1); return 1; };',
      {
        places: createConcurrency(1)(),
      },
    );
    await invoke({ die: true });
    expect(await invoke({})).toEqual({ result: 1 });
  });
});

describe('the concurrency of an account', () => {
  it('is shared by the functions without a reservation, and kept for those with one', () => {
    const placesFor = createConcurrency(3);
    const reserved = placesFor(1);
    const [first, second] = [placesFor(), placesFor()];
    expect([first.take(), second.take()].map((place) => place !== undefined)).toEqual([true, true]);
    expect([first.take(), second.take()]).toEqual([undefined, undefined]);
    const giveBack = reserved.take();
    expect(reserved.take()).toBeUndefined();
    giveBack?.();
    expect(reserved.take()).toBeDefined();
  });
});
