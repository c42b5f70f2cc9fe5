// What a test can make go wrong on a socket, in the table and with the parts themselves: that it goes wrong so, that often, and is counted.
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSocket, type TestSocket } from '../../support/socket.ts';
import { CALL_DYNAMODB, startTestCloud, type TestCloud } from './fixture.ts';
import { INDEXED_TABLE } from './fixture-template.ts';

/** Says what it is asked, and prints what it hears, so that a test sees what reached it. */
const WORK = `export const handler = async (event) => {
  const { eventType, connectionId } = event.requestContext;
  const said = JSON.parse(event.body ?? '{}');
  console.log(eventType + ' ' + connectionId + ' ' + (said.n ?? ''));
  if (said.wait) await new Promise((done) => setTimeout(done, said.wait));
  return { statusCode: 200, body: JSON.stringify({ n: said.n, connectionId }) };
};`;
const STORE = `${CALL_DYNAMODB}
export const handler = async ({ operation, input }) => call(operation, input);`;

let cloud: TestCloud;
let client: DynamoDBClient;
beforeAll(async () => {
  cloud = await startTestCloud({
    functions: { Work: WORK, Store: STORE },
    socket: {
      $connect: { to: 'Work' },
      $disconnect: { to: 'Work' },
      ask: { to: 'Work', answered: true },
    },
    extra: { Table: INDEXED_TABLE },
  });
  client = new DynamoDBClient({
    endpoint: cloud.dynamoEndpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(() => {
  client.destroy();
  return cloud.stop();
});
afterEach(() => cloud.faults.clear());

const open = () => openSocket(cloud.portalUrl);
const openKnown = async () => {
  const socket = await open();
  socket.send({ action: 'ask', n: 0 });
  return { socket, id: String((await socket.next()).connectionId) };
};
const received = (what: string) => cloud.lines.filter((line) => line.includes(what)).length;
const ask = (socket: TestSocket, n: number) => socket.send({ action: 'ask', n });

describe('a frame of a browser', () => {
  it('is lost, or reaches its function twice', async () => {
    const { socket, id } = await openKnown();
    const lost = cloud.faults.loseFrame({ connectionId: id, including: '"n":1' });
    ask(socket, 1);
    ask(socket, 2);
    expect(await socket.next()).toMatchObject({ n: 2 });
    expect([lost.hits, received(`MESSAGE ${id} 1`)]).toEqual([1, 0]);
    const twice = cloud.faults.duplicateFrame({ connectionId: id });
    ask(socket, 3);
    expect([await socket.next(), await socket.next()]).toMatchObject([{ n: 3 }, { n: 3 }]);
    expect([twice.hits, received(`MESSAGE ${id} 3`)]).toEqual([1, 2]);
    socket.close();
  });

  it('comes late by chance, so that frames overtake each other', async () => {
    const { socket } = await openKnown();
    cloud.faults.delay({ at: 'frame', ms: 300, random: true });
    for (let n = 1; n <= 8; n++) ask(socket, n);
    const came: unknown[] = [];
    for (let n = 1; n <= 8; n++) came.push((await socket.next()).n);
    expect(came).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...came].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    socket.close();
  });
});

describe('an answer', () => {
  it('is lost, comes twice, or comes as an error of the gateway, although the function did its work', async () => {
    const { socket, id } = await openKnown();
    cloud.faults.loseAnswer({ connectionId: id });
    ask(socket, 1);
    await expect.poll(() => received(`MESSAGE ${id} 1`)).toBe(1);
    cloud.faults.duplicateAnswer({ connectionId: id, including: '"n":2' });
    ask(socket, 2);
    expect([await socket.next(), await socket.next()]).toMatchObject([{ n: 2 }, { n: 2 }]);
    cloud.faults.gatewayError({ connectionId: id });
    ask(socket, 3);
    expect(await socket.next()).toMatchObject({ message: 'Internal server error', connectionId: id });
    expect(received(`MESSAGE ${id} 3`)).toBe(1);
    socket.close();
  });
});

describe('a half-open socket', () => {
  it('passes nothing in either direction, tells nobody, and ends by its 10 silent minutes', async () => {
    const { socket, id } = await openKnown();
    const half = cloud.faults.halfOpen({ connectionId: id });
    ask(socket, 1);
    await half.hit;
    ask(socket, 2);
    socket.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([received(`MESSAGE ${id} 2`), received(`DISCONNECT ${id}`)]).toEqual([0, 0]);
    await cloud.clock.advance(10 * 60_000 + 1);
    await expect.poll(() => received(`DISCONNECT ${id}`)).toBe(1);
    socket.socket.terminate();
  });
});

describe('$disconnect', () => {
  it('is lost, late or comes twice', async () => {
    const first = await openKnown();
    const lost = cloud.faults.loseDisconnect({ connectionId: first.id });
    first.socket.close();
    await lost.hit;
    const second = await openKnown();
    cloud.faults.duplicateDisconnect({ connectionId: second.id });
    second.socket.close();
    await expect.poll(() => received(`DISCONNECT ${second.id}`)).toBe(2);
    cloud.faults.delay({ at: 'disconnect', ms: 300 });
    const third = await openKnown();
    third.socket.close();
    const began = Date.now();
    await expect.poll(() => received(`DISCONNECT ${third.id}`)).toBe(1);
    expect(Date.now() - began).toBeGreaterThan(250);
    expect(received(`DISCONNECT ${first.id}`)).toBe(0);
  });
});

const item = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).map(([key, S]) => [key, { S }]));
const put = (sk: string, more: Record<string, string> = {}) =>
  client.send(
    new PutItemCommand({
      TableName: cloud.tableName,
      Item: item({ pk: 'a', sk, ...more }),
    }),
  );
const query = (gpk: string, more: Partial<QueryCommandInput> = {}) =>
  client.send(
    new QueryCommand({
      TableName: cloud.tableName,
      IndexName: 'lists',
      KeyConditionExpression: 'gpk = :gpk',
      ExpressionAttributeValues: { ':gpk': { S: gpk } },
      ...more,
    }),
  );
const listed = async (gpk: string, more: Partial<QueryCommandInput> = {}) =>
  (await query(gpk, more)).Items?.map(({ sk }) => sk?.S);
/** What is in a partition, as `sk version`. */
const versions = async (pk: string, more: Partial<QueryCommandInput> = {}) => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: cloud.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
      ...more,
    }),
  );
  return Items.map(({ sk, version }) => `${sk?.S} ${version?.S}`);
};

describe('the table', () => {
  it('loses a call before the engine sees it', async () => {
    const lost = cloud.faults.loseCall({ operation: 'PutItem', times: Number.POSITIVE_INFINITY });
    await expect(put('never')).rejects.toThrow();
    expect(lost.hits).toBeGreaterThan(0);
    const { Item } = await client.send(
      new GetItemCommand({ TableName: cloud.tableName, Key: { pk: { S: 'a' }, sk: { S: 'never' } } }),
    );
    expect(Item).toBeUndefined();
  });

  it('shows a new row in its index only when that is old enough, and an old row always', async () => {
    await put('old', { gpk: 'list', gsk: '1' });
    await cloud.clock.advance(5_000);
    cloud.faults.gsiLag({ ms: 5_000 });
    await put('new', { gpk: 'list', gsk: '2' });
    // Written again at the same place in the index: nothing of the index changed.
    await put('old', { gpk: 'list', gsk: '1', note: 'changed' });
    expect(await listed('list')).toEqual(['old']);
    await cloud.clock.advance(5_000);
    expect(await listed('list')).toEqual(['old', 'new']);
  });

  it('shows half of a transaction to a query that need not be strong, either half, and only for a while', async () => {
    const pk = 'torn';
    const write = (version: string) =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName: cloud.tableName, Item: item({ pk, sk: 'META', version }) } },
            { Put: { TableName: cloud.tableName, Item: item({ pk, sk: `E#${version}`, version }) } },
          ],
        }),
      );
    await write('1');
    const torn = cloud.faults.tornReads({ ms: 5_000 });
    await write('2');
    const whole = ['E#1 1', 'E#2 2', 'META 2'];
    const halves = [
      ['E#1 1', 'META 2'],
      ['E#1 1', 'E#2 2', 'META 1'],
    ];
    const seen = new Set<string>();
    for (let times = 0; times < 40; times++) {
      const found = await versions(pk);
      expect(halves).toContainEqual(found);
      seen.add(String(found));
      expect(await versions(pk, { ConsistentRead: true })).toEqual(whole);
    }
    expect([seen.size, torn.hits]).toEqual([2, 40]);
    // Of a page as well: what is taken away has something behind it.
    expect(halves.map((half) => half.toReversed().slice(0, 2))).toContainEqual(
      await versions(pk, { Limit: 2, ScanIndexForward: false }),
    );
    await cloud.clock.advance(5_000);
    expect(await versions(pk)).toEqual(whole);
  });

  it('shows half of a transaction to a strong query only while it is under way', async () => {
    const pk = 'under way';
    const torn = cloud.faults.tornReads({ ms: 0 });
    let isTold = false;
    const write = client
      .send(
        new TransactWriteItemsCommand({
          TransactItems: ['a', 'b'].map((sk) => ({
            Put: { TableName: cloud.tableName, Item: item({ pk, sk, version: '1' }) },
          })),
        }),
      )
      .then(() => {
        isTold = true;
      });
    while (!isTold) expect((await versions(pk, { ConsistentRead: true })).length).toBeLessThanOrEqual(2);
    await write;
    const hits = torn.hits;
    expect(await versions(pk, { ConsistentRead: true })).toEqual(['a 1', 'b 1']);
    expect(torn.hits).toBe(hits);
  });

  it('shows a row of an index at its old place too, when it moved or left, in order, and only for a while', async () => {
    await put('moved', { gpk: 'double', gsk: '1' });
    await put('stays', { gpk: 'double', gsk: '2' });
    await put('leaves', { gpk: 'double', gsk: '3' });
    await put('goes', { gpk: 'double', gsk: '4' });
    const doubled = cloud.faults.doubledRows({ ms: 5_000 });
    await put('moved', { gpk: 'double', gsk: '9' });
    await put('stays', { gpk: 'double', gsk: '2', note: 'changed' });
    await put('leaves');
    const Key = { pk: { S: 'a' }, sk: { S: 'goes' } };
    await client.send(new DeleteItemCommand({ TableName: cloud.tableName, Key }));
    const rows = ['moved', 'stays', 'leaves', 'goes', 'moved'];
    expect(await listed('double')).toEqual(rows);
    expect(await listed('double', { ScanIndexForward: false })).toEqual(rows.toReversed());
    expect(doubled.hits).toBe(6);
    // Page by page it is the same.
    const pages: (string | undefined)[] = [];
    let from: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await query('double', { Limit: 2, ExclusiveStartKey: from });
      pages.push(...(page.Items ?? []).map(({ sk }) => sk?.S));
      from = page.LastEvaluatedKey;
    } while (from);
    expect(pages).toEqual(rows);
    await cloud.clock.advance(5_000);
    expect(await listed('double')).toEqual(['stays', 'moved']);
  });

  it('keeps what has expired', async () => {
    const kept = cloud.faults.keepExpired();
    const expiresAt = { N: String(Math.floor(cloud.clock.now() / 1000) + 60) };
    await client.send(
      new PutItemCommand({ TableName: cloud.tableName, Item: { pk: { S: 'b' }, sk: { S: 'x' }, expiresAt } }),
    );
    const Key = { pk: { S: 'b' }, sk: { S: 'x' } };
    const find = () => client.send(new GetItemCommand({ TableName: cloud.tableName, Key }));
    await cloud.clock.advance(3 * 3_600_000);
    expect((await find()).Item).toBeDefined();
    expect(kept.hits).toBeGreaterThan(0);
    kept.clear();
    await cloud.clock.advance(3_600_000);
    expect((await find()).Item).toBeUndefined();
  });
});

describe('a kill', () => {
  it('of a function ends every worker that is in the middle of an event, and says how many', async () => {
    const { socket, id } = await openKnown();
    for (let n = 1; n <= 2; n++) socket.send({ action: 'ask', n, wait: 2_000 });
    await expect.poll(() => [received(`MESSAGE ${id} 1`), received(`MESSAGE ${id} 2`)]).toEqual([1, 1]);
    expect(cloud.kill.workers('work')).toBe(2);
    expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
    expect(await socket.next()).toMatchObject({ message: 'Internal server error' });
    expect(cloud.kill.workers('work')).toBe(0);
    socket.close();
    await expect.poll(() => received(`DISCONNECT ${id}`)).toBe(1);
  });

  it('of the engine loses nothing that was answered, and it is there again', async () => {
    for (let n = 0; n < 20; n++) await put(`before ${n}`, { gpk: 'killed', gsk: String(n) });
    const writing = Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put(`during ${n}`, { gpk: 'killed', gsk: `d${n}` })),
    );
    await cloud.kill.engine();
    const answered = (await writing).flatMap(({ status }, n) =>
      status === 'fulfilled' ? [`during ${n}`] : [],
    );
    const there = await listed('killed');
    expect(there).toEqual(expect.arrayContaining(answered));
    expect(there?.filter((sk) => sk?.startsWith('before'))).toHaveLength(20);
  });

  it('of the gateway takes every socket without a word, refuses new ones, and it comes back', async () => {
    const sockets = [await openKnown(), await openKnown()];
    const disconnects = received('DISCONNECT');
    expect(cloud.kill.gateway()).toBe(2);
    for (const { socket } of sockets) expect(await socket.closed()).toBe(1006);
    await expect(open()).rejects.toThrow('handshake 503');
    cloud.reviveGateway();
    const { socket } = await openKnown();
    expect(received('DISCONNECT')).toBe(disconnects);
    socket.close();
  });
});
