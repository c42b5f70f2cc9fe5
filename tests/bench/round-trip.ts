// How long a message and a preview take from one client to the other through the whole local cloud, beside the least that anything takes that stores first: a bare socket server with one put, in the same run.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type WebSocket, WebSocketServer } from 'ws';
import { FRAMES } from '../../functions/domain/rate-limit.ts';
import { createDb } from '../../functions/store/db.ts';
import { entrySk } from '../../functions/store/keys.ts';
import type { ChatId } from '../../shared/model.ts';
import { signInOverHttp } from '../support/client.ts';
import { connect, openSocket, type TestSocket } from '../support/socket.ts';
import { printTable } from './format.ts';
import { textOf } from './human-pace.ts';
import { withCloud } from './local-cloud.ts';
import { at, spread } from './spread.ts';

/** Rounds of each, in turn, so that what the machine does meanwhile meets all of them alike. */
const ROUNDS = 200;
const WARM_UP = 50;
/** Milliseconds between two rounds: in each the customer sends a ping, a preview and a message, and may send so many in a second. */
const PAUSE_MS = (3 * 1000) / FRAMES.perSecond;

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
  /** Milliseconds, a round each, in order. */
  readonly took: readonly number[];
}

/** @param receive what it does with a frame of a client; the others are all its clients. */
const startServer = async (receive: (from: WebSocket, text: string, all: Iterable<WebSocket>) => unknown) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) =>
    socket.on('message', (data) => receive(socket, String(data), server.clients)),
  );
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `ws://127.0.0.1:${port}`, close: () => server.close() };
};
const startEcho = () => startServer((from, text) => from.send(text));
/** Stores a frame under a new key and passes it on to the others: no sign-in, no order, no retry, no right. */
const startFloor = (client: DynamoDBClient, table: string) =>
  startServer(async (from, text, all) => {
    const Item = { pk: { S: 'FLOOR' }, sk: { S: randomUUID() }, text: { S: text } };
    await client.send(new PutItemCommand({ TableName: table, Item }));
    for (const other of all) if (other !== from) other.send(text);
  });

const enter = async (site: string, login: string): Promise<Client> => {
  return watched(await openSocket(site, { cookie: await signInOverHttp(site, login) }));
};

const FLOOR = 'floor: a bare server, one put, one push';
const MESSAGE = 'message, customer to agent';

const newCid = (round: number): string => String(round).padStart(22, '0');

export const measureRoundTrip = (): Promise<Trip[]> =>
  withCloud(async (cloud) => {
    const client = new DynamoDBClient({
      endpoint: cloud.dynamoEndpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const [echo, floor] = [await startEcho(), await startFloor(client, cloud.tableName)];
    try {
      const [raw, from, to, anna, jan] = await Promise.all([
        connect(echo.url).then(watched),
        connect(floor.url).then(watched),
        connect(floor.url).then(watched),
        enter(cloud.consoleUrl, 'anna'),
        enter(cloud.portalUrl, 'jansen'),
      ]);
      const db = createDb({ client, table: cloud.tableName });
      const trips = await race({ raw, floor: { from, to }, jan, anna, db });
      for (const one of [raw, from, to, anna, jan]) one.close();
      return trips;
    } finally {
      client.destroy();
      floor.close();
      echo.close();
    }
  });

interface Racing {
  readonly raw: Client;
  readonly floor: { readonly from: Client; readonly to: Client };
  readonly jan: Client;
  readonly anna: Client;
  readonly db: ReturnType<typeof createDb>;
}

const race = async ({ raw, floor, jan, anna, db }: Racing): Promise<Trip[]> => {
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
    [FLOOR]: (round) => {
      const passed = floor.to.next(() => true);
      floor.from.send({ text: textOf(round) });
      return passed;
    },
    'ping: site, gateway, function and back': () => jan.ask('ping'),
    'one read of the engine (0.5 RRU)': () => db.get({ pk: `CHAT#${chatId}`, sk: 'META' }),
    'one conditional put of the engine': (round) =>
      db.put(
        { pk: 'BENCH', sk: entrySk(round), text: textOf(round) },
        { condition: 'attribute_not_exists(pk)' },
      ),
    'preview, customer to agent': (round) => {
      const received = anna.next(({ event, rev }) => event === 'preview.changed' && rev === round + 1);
      jan.tell({ action: 'chat.preview', chatId, rev: round + 1, text: textOf(round) });
      return Promise.race([received, jan.refused]);
    },
    [MESSAGE]: async (round) => {
      const cid = newCid(round + 1);
      const received = anna.next(({ entries }) => JSON.stringify(entries ?? '').includes(cid));
      jan.tell({ action: 'chat.say', chatId, cid, after: last, text: textOf(round) });
      await Promise.race([received, jan.refused]);
      last += 1;
    },
  };

  const taken = new Map(Object.keys(steps).map((name) => [name, [] as number[]]));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const [name, step] of Object.entries(steps)) {
      const start = performance.now();
      await step(round);
      if (round >= WARM_UP) taken.get(name)?.push(performance.now() - start);
    }
    await sleep(PAUSE_MS);
  }
  return [...taken].map(([name, took]) => ({ name, took }));
};

export const printRoundTrip = (trips: readonly Trip[]): string => {
  const tookOf = (name: string) => trips.find((trip) => trip.name === name)?.took ?? [];
  const [floor, message] = [tookOf(FLOOR), tookOf(MESSAGE)];
  const pairs = message.map((ms, round) => ms / (floor[round] ?? ms));
  return [
    printTable(
      [`of ${ROUNDS} rounds, in turn`, 'p10', 'p50', 'p90 ms', 'x floor, p50'],
      trips.map(({ name, took }) => [
        name,
        ...[0.1, 0.5, 0.9].map((share) => at(took, share).toFixed(2)),
        (at(took, 0.5) / (at(floor, 0.5) || 1)).toFixed(1),
      ]),
    ),
    `a message is ${spread(pairs, 1)} times the floor of its own round, at p10, p50 and p90`,
  ].join('\n');
};
