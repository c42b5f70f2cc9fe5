// Lambda freezes a function that has answered, with all it did not wait for. So when a handler answers nothing is under way: no call to
// the table, no push, no event, no file. For every action, every route, and what comes of connections and the clock.
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { allRows } from '../../bench/ledger.ts';
import { cidOf, end, join, say, watched } from '../../bench/scenes.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

/** What is under way, and which handlers answered over it. */
const work = vi.hoisted(() => {
  let under = 0;
  const early: string[] = [];
  const answers: string[] = [];
  return {
    early,
    answers,
    /** Each takes some turns of the loop, so that what nobody waits for is seen. */
    async during<T>(does: () => Promise<T>): Promise<T> {
      under++;
      try {
        for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
        return await does();
      } finally {
        under--;
      }
    },
    async answering<T>(name: string, handler: () => Promise<T>): Promise<T> {
      try {
        return await handler();
      } finally {
        answers.push(name);
        if (under > 0) early.push(name);
      }
    },
  };
});
type Fn = (...given: never[]) => Promise<unknown>;
const tracked = vi.hoisted(() => ({
  /** An object whose functions are followed. */
  all: <T extends object>(of: T): T =>
    Object.fromEntries(
      Object.entries(of).map(([name, fn]) => [
        name,
        (...given: never[]) => work.during(() => (fn as Fn)(...given)),
      ]),
    ) as T,
  publishing: <C extends { readonly publish?: Fn | undefined }>(context: C): C =>
    context.publish
      ? { ...context, publish: (...given: never[]) => work.during(async () => context.publish?.(...given)) }
      : context,
}));

// What others of this process have loaded is loaded anew, and again after it.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../functions/adapters/deliver.ts', async (load) => {
  const real = await load<typeof import('../../../functions/adapters/deliver.ts')>();
  const createDeliver: typeof real.createDeliver = (post) => {
    const deliver = real.createDeliver(post);
    return (...given) => work.during(() => deliver(...given));
  };
  return { ...real, createDeliver };
});
vi.mock('../../../functions/pipeline/socket.ts', async (load) => {
  const real = await load<typeof import('../../../functions/pipeline/socket.ts')>();
  const createSocketHandler: typeof real.createSocketHandler = (...made) => {
    const handler = real.createSocketHandler(...made);
    return (...given) => work.answering('socket', () => handler(...given));
  };
  return { ...real, createSocketHandler };
});
vi.mock('../../../functions/pipeline/http.ts', async (load) => {
  const real = await load<typeof import('../../../functions/pipeline/http.ts')>();
  const createHttpHandler: typeof real.createHttpHandler = (routes, context) => {
    const handler = real.createHttpHandler(routes, tracked.publishing(context as never));
    return ((...given: Parameters<typeof handler>) =>
      work.answering('http', async () => handler(...given))) as typeof handler;
  };
  return { ...real, createHttpHandler };
});
vi.mock('../../../functions/pipeline/run.ts', async (load) => {
  const real = await load<typeof import('../../../functions/pipeline/run.ts')>();
  const createRun: typeof real.createRun = (context, group) =>
    real.createRun(tracked.publishing(context as never), group);
  return { ...real, createRun };
});
vi.mock('../../../functions/workflows/sweep.ts', async (load) => {
  const real = await load<typeof import('../../../functions/workflows/sweep.ts')>();
  const sweep: typeof real.sweep = (context) =>
    work.answering('sweep', () => real.sweep(tracked.publishing(context as never)));
  return { ...real, sweep };
});
vi.mock('../../../functions/workflows/disconnect.ts', async (load) => {
  const real = await load<typeof import('../../../functions/workflows/disconnect.ts')>();
  const disconnect: typeof real.disconnect = (...given) =>
    work.answering('disconnect', () => real.disconnect(...given));
  return { ...real, disconnect };
});
vi.mock('../../../functions/routes/files/transcript-link.ts', async (load) => {
  const real = await load<typeof import('../../../functions/routes/files/transcript-link.ts')>();
  const createTranscriptLink: typeof real.createTranscriptLink = (means) =>
    real.createTranscriptLink({ ...means, files: tracked.all(means.files) });
  return { ...real, createTranscriptLink };
});

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  engine.around((_call, next) => work.during(next));
});
beforeEach(() => {
  work.early.length = 0;
  work.answers.length = 0;
});
afterAll(() => engine.stop());

const expectNothingLeft = async () => {
  expect(work.answers.length, 'a handler answered').toBeGreaterThan(0);
  expect(work.early, 'it had nothing under way').toEqual([]);
  await turn();
};

/** Those that are no handler, but a part of one that is here. */
const PARTS = /^connect, /;

test.each(allRows.filter(([name]) => !PARTS.test(name)))(
  '%s leaves nothing under way when it has answered',
  async (_name, { measure }) => {
    await measure(engine);
    await expectNothingLeft();
  },
);

describe('[S90] a watched chat', () => {
  test('leaves nothing under way either, be the watcher there or gone', async () => {
    const scene = await watched(engine);
    const { rig, jan, anna, chatId } = scene;
    const boss = await rig.open(await rig.agent(['helpdesk', 'manage']));
    const gone = await rig.open(boss.account);
    for (const tab of [boss, gone]) await tab.ask('chat.watch', { chatId, sid: tab.sid, after: 0 });
    await gone.disconnect();
    work.early.length = 0;
    await jan.ask('chat.preview', { chatId, rev: 1, text: 'Nog' });
    await say(jan, scene, 3);
    expect(boss.inbox.length).toBeGreaterThan(1);
    const bram = await rig.open(await rig.agent());
    await bram.ask('duty.start', {});
    await join(bram, scene, true);
    await anna.ask('chat.leave', { chatId, cid: cidOf(rig) });
    await end(scene, 6);
    await expectNothingLeft();
    rig.stop();
  });
});
