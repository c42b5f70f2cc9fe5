// How long a message and a preview take from one client to the other through the whole local cloud, as a ratio to a raw WebSocket echo in the same run.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { WebSocketServer } from 'ws';
import { buildFunctions } from '../../functions/build.ts';
import { FRAMES } from '../../functions/domain/rate-limit.ts';
import { createDb } from '../../functions/store/db.ts';
import { entrySk } from '../../functions/store/keys.ts';
import { synthesise } from '../../infra/app.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import type { ChatId } from '../../shared/model.ts';
import { signInOverHttp } from '../support/client.ts';
import { connect, openSocket, type TestSocket } from '../support/socket.ts';
import { printTable } from './format.ts';
import { textOf } from './human-pace.ts';

/** Rounds of each, in turn, so that what the machine does meanwhile meets all of them alike. */
const ROUNDS = 200;
const WARM_UP = 20;
/** A round sends three frames of the customer: no faster than one person may for long. */
const PACE_MS = 3_000 / FRAMES.perSecond;

/** A client that notices when anything it sent is refused. */
const watched = (socket: TestSocket) => {
  const { promise: refused, reject: refuse } = Promise.withResolvers<never>();
  // Looked at by those who wait; nobody may be waiting.
  refused.catch(() => {});
  socket.socket.on('message', (data) => {
    const text = String(data);
    if (text.includes('"error"')) refuse(new Error(text));
  });
  let id = 0;
  return {
    ...socket,
    /** Never comes; fails with the first refusal. */
    refused,
    /** Sends and waits for no answer. */
    tell: (frame: object) => socket.send({ id: --id, ...frame }),
    ask: async (action: string, input: object = {}): Promise<Record<string, unknown>> => {
      const { ok } = await Promise.race([socket.ask(action, input), refused]);
      return Object(ok);
    },
  };
};
type Client = ReturnType<typeof watched>;

export interface Trip {
  readonly name: string;
  /** Milliseconds of the tenth of all rounds that was quickest: the machine at rest. */
  readonly p10: number;
}

const p10 = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 10)] ?? 0;

const startEcho = async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `ws://127.0.0.1:${port}`, close: () => server.close() };
};

const enter = async (site: string, login: string): Promise<Client> => {
  return watched(await openSocket(site, { cookie: await signInOverHttp(site, login) }));
};

const root = join(import.meta.dirname, '../..');
const newCid = (round: number): string => String(round).padStart(22, '0');

export const measureRoundTrip = async (): Promise<Trip[]> => {
  await buildFunctions({ outDir: join(root, '.build') });
  const dir = await mkdtemp(join(tmpdir(), 'round-trip-'));
  const { template, dir: assets } = synthesise({ outdir: join(dir, 'cdk.out') });
  const seed = join(root, '.build/tools/seed-demo.mjs');
  const cloud = await startLocalCloud({ template, assets, dataDir: join(dir, 'data'), seed });
  const echo = await startEcho();
  try {
    const [raw, anna, jan] = await Promise.all([
      connect(echo.url).then(watched),
      enter(cloud.consoleUrl, 'anna'),
      enter(cloud.portalUrl, 'jansen'),
    ]);
    const client = new DynamoDBClient({
      endpoint: cloud.dynamoEndpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const db = createDb({ client, table: cloud.tableName });
    const trips = await race({ raw, jan, anna, db });
    client.destroy();
    for (const one of [raw, anna, jan]) one.close();
    return trips;
  } finally {
    echo.close();
    await cloud.stop();
    await rm(dir, { recursive: true, force: true });
  }
};

interface Racing {
  readonly raw: Client;
  readonly jan: Client;
  readonly anna: Client;
  readonly db: ReturnType<typeof createDb>;
}

const race = async ({ raw, jan, anna, db }: Racing): Promise<Trip[]> => {
  await anna.ask('desk.enter', { sid: 'anna0001' });
  await anna.ask('duty.start');
  const { chat } = await jan.ask('chat.start', { sid: 'jan00001', nickname: 'Jan', email: '' });
  const chatId: ChatId = Object(chat).id;
  await anna.ask('chat.join', { chatId, sid: 'anna0001', cid: newCid(0), second: false });
  let last = 2;

  const steps: Readonly<Record<string, (round: number) => Promise<unknown>>> = {
    'raw echo': (round) => {
      const back = raw.next(() => true);
      raw.send({ text: textOf(round) });
      return back;
    },
    'ping: site, gateway, function and back': () => jan.ask('ping'),
    'one read of the engine (0.5 RRU)': () => db.get({ pk: `CHAT#${chatId}`, sk: 'META' }),
    'one conditional put of the engine': (round) =>
      db.put(
        { pk: 'BENCH', sk: entrySk(round), text: textOf(round) },
        { condition: 'attribute_not_exists(pk)' },
      ),
    'preview, customer to agent': (round) => {
      const heard = anna.next(({ event }) => event === 'preview.changed');
      jan.tell({ action: 'chat.preview', chatId, rev: round + 1, text: textOf(round) });
      return Promise.race([heard, jan.refused]);
    },
    'message, customer to agent': async (round) => {
      const heard = anna.next(({ event }) => event === 'entries.added');
      jan.tell({ action: 'chat.say', chatId, cid: newCid(round + 1), after: last, text: textOf(round) });
      await Promise.race([heard, jan.refused]);
      last += 1;
    },
  };

  const taken = new Map(Object.keys(steps).map((name) => [name, [] as number[]]));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    await setTimeout(PACE_MS);
    for (const [name, step] of Object.entries(steps)) {
      const start = performance.now();
      await step(round);
      if (round >= WARM_UP) taken.get(name)?.push(performance.now() - start);
    }
  }
  return [...taken].map(([name, all]) => ({ name, p10: p10(all) }));
};

export const printRoundTrip = (trips: readonly Trip[]): string => {
  const [echo, ping, read, put, , message] = trips.map((trip) => trip.p10);
  const share = (part: number | undefined) => `${Math.round((100 * (part ?? 0)) / (message ?? 1))} %`;
  const rest = (message ?? 0) - (ping ?? 0) - (read ?? 0) - (put ?? 0);
  return [
    printTable(
      [`p10 of ${ROUNDS} rounds, in turn`, 'ms here', 'x echo'],
      trips.map(({ name, p10: ms }) => [name, ms.toFixed(2), (ms / (echo ?? 1)).toFixed(1)]),
    ),
    `of a message: way in and out ${share(ping)}, read ${share(read)}, put ${share(put)}, post to the agent ${share(rest)}`,
  ].join('\n');
};
