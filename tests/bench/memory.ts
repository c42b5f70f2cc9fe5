// How long a message takes in the functions as they are built, at the share of a processor that an amount of memory gives: each in a process of its own, held to its share by the kernel. The table and API Gateway stand outside of it, without a network between.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFunctions } from '../../functions/build.ts';
import { createDesk, join as joinChat, newCid, start, type Tab } from '../support/desk.ts';
import type { Engine } from '../support/engine.ts';
import { printTable } from './format.ts';
import { textOf } from './human-pace.ts';
import { startSink } from './sink.ts';
import { at } from './spread.ts';

/** MB. */
const SIZES = [256, 512, 1024, 1769] as const;
/** MB of a whole processor, by Lambda's own page. */
const WHOLE = 1769;
const ROUNDS = 3;
const MESSAGES = 40;
/** Microseconds in which a share is used up at most once; Lambda's own is of this order. */
const PERIOD_US = 20_000;

/** Holds a process to a share of a processor. */
interface Group {
  add(pid: number): Promise<void>;
  remove(): Promise<void>;
}

/** @returns undefined where this machine does not let us. */
const createGroup = async (share: number): Promise<Group | undefined> => {
  const quota = Math.round(PERIOD_US * share);
  const groups = [
    { dir: '/sys/fs/cgroup/cpu', limits: { 'cpu.cfs_period_us': PERIOD_US, 'cpu.cfs_quota_us': quota } },
    { dir: '/sys/fs/cgroup', limits: { 'cpu.max': `${quota} ${PERIOD_US}` } },
  ];
  for (const { dir, limits } of groups) {
    const group = join(dir, `officeheart-bench-${process.pid}`);
    try {
      await mkdir(group);
      for (const [name, limit] of Object.entries(limits)) await writeFile(join(group, name), String(limit));
      return {
        add: (pid) => writeFile(join(group, 'cgroup.procs'), String(pid)),
        remove: () => rmdir(group),
      };
    } catch {
      await rmdir(group).catch(() => {});
    }
  }
  return undefined;
};

const eventOf = ({ me }: Tab, frame: object) => ({
  body: JSON.stringify(frame),
  isBase64Encoded: false,
  requestContext: {
    connectionId: me.connection,
    requestId: 'request',
    routeKey: 'route',
    connectedAt: 0,
    authorizer: {
      userId: me.id,
      role: me.role,
      sessionId: me.sessionId,
      login: me.login,
      name: me.name,
      permissions: [...me.permissions].join(' '),
    },
  },
});

export interface Share {
  readonly megabytes: number;
  /** Milliseconds of the first message after a start, one for each round. */
  readonly first: readonly number[];
  /** Of all messages after that, in order. */
  readonly later: readonly number[];
}

const measureOne = async (engine: Engine, file: string, url: string, megabytes: number): Promise<Share> => {
  const shares: Share[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await engine.clear();
    const desk = createDesk(engine.db);
    const [anna, jan] = [await desk.agent('Anna'), await desk.customer()];
    const { chat } = await start(jan);
    await joinChat(anna, chat.id);
    const group = await createGroup(megabytes / WHOLE);
    if (!group) throw new Error('no share of a processor can be given here');
    const child = fork(join(import.meta.dirname, 'memory-child.ts'), [pathToFileURL(file).href], {
      env: {
        ...process.env,
        TABLE_NAME: engine.table,
        CONNECTIONS_URL: url,
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    });
    try {
      await once(child, 'message');
      // While it loads a function has a whole processor.
      await group.add(child.pid ?? 0);
      const took: number[] = [];
      for (let number = 0; number < MESSAGES; number++) {
        const frame = {
          id: 1,
          action: 'chat.say',
          chatId: chat.id,
          cid: newCid(),
          after: 1,
          text: textOf(number),
        };
        child.send(eventOf(number % 2 ? anna : jan, frame));
        const [{ ms, answer }] = await once(child, 'message');
        if (!String(answer?.body).includes('"ok"')) throw new Error(`not said: ${JSON.stringify(answer)}`);
        took.push(ms);
      }
      shares.push({ megabytes, first: took.slice(0, 1), later: took.slice(1) });
    } finally {
      child.kill();
      await once(child, 'exit');
      await group.remove();
    }
  }
  return {
    megabytes,
    first: shares.flatMap(({ first }) => first),
    later: shares.flatMap(({ later }) => later),
  };
};

/** Sizes in turn would need a process each at once; one after the other, so a noisy machine shows in p90. */
export const measureMemory = async (engine: Engine): Promise<readonly Share[] | undefined> => {
  const probe = await createGroup(1);
  if (!probe) return undefined;
  await probe.remove();
  const dir = await mkdtemp(join(tmpdir(), 'memory-'));
  const sink = await startSink();
  try {
    await buildFunctions({ outDir: dir });
    const file = join(dir, 'functions', 'conversation', 'index.mjs');
    const all: Share[] = [];
    for (const megabytes of SIZES) all.push(await measureOne(engine, file, sink.url, megabytes));
    return all;
  } finally {
    sink.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

export const printMemory = (shares: readonly Share[] | undefined): string =>
  shares === undefined
    ? 'Not measured: this machine gives no process a share of a processor (it takes a cgroup that may be written).'
    : printTable(
        ['a message at', 'first after a start', 'p10', 'p50', 'p90 ms'],
        shares.map(({ megabytes, first, later }) => [
          `${megabytes} MB`,
          at(first, 0.5).toFixed(1),
          at(later, 0.1).toFixed(1),
          at(later, 0.5).toFixed(1),
          at(later, 0.9).toFixed(1),
        ]),
      );
