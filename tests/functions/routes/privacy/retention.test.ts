// How long things are kept, on a clock moved by hand: gone in time and not before, in portions, after late, double and killed sweeps.

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRemoveFiles } from '../../../../functions/adapters/remove-files.ts';
import { createSegmentFiles } from '../../../../functions/adapters/segment-files.ts';
import { limitOf, standardRetention } from '../../../../functions/domain/retention.ts';
import { ratingList } from '../../../../functions/routes/backoffice/rating-list.ts';
import { addAuditLine, listAuditLines } from '../../../../functions/store/audit.ts';
import { readRemovedCounts, readRetention, writeRetention } from '../../../../functions/store/retention.ts';
import { readTicket } from '../../../../functions/store/tickets.ts';
import { cleanUp } from '../../../../functions/workflows/cleanup.ts';
import { purgeExpired } from '../../../../functions/workflows/purge-expired.ts';
import type { ChatId } from '../../../../shared/model.ts';
import type { Retention } from '../../../../shared/privacy-routes.ts';
import { asScene } from '../../../support/as-scene.ts';
import { type Bucket, startBucket } from '../../../support/bucket.ts';
import { createDesk, type Desk, end, join, newCid, say, start, type Tab } from '../../../support/desk.ts';
import { type Engine, startEngine } from '../../../support/engine.ts';

let engine: Engine;
let bucket: Bucket;
let desk: Desk;
let anna: Tab;
let context: Parameters<typeof cleanUp>[0];

const DAY = 24 * 60 * 60_000;

beforeAll(async () => {
  [engine, bucket] = await Promise.all([startEngine(), startBucket()]);
});
afterAll(() => Promise.all([engine.stop(), bucket.stop()]));
beforeEach(async () => {
  await engine.clear();
  desk = createDesk(engine.db);
  anna = await desk.agent('Anna');
  const given = { client: bucket.client, bucket: bucket.name };
  const removeFiles = createRemoveFiles(given);
  const segmentFiles = createSegmentFiles(given);
  context = { ...desk.context, closeConnections: desk.closeConnections, removeFiles, segmentFiles };
});

const anEnded = async (nickname = 'Jan', messages = 1): Promise<ChatId> => {
  const customer = await desk.customer();
  const { chat } = await start(customer, { nickname });
  for (let after = 1; after <= messages; after++) await say(customer, chat.id, `geheim ${after}`, { after });
  await join(anna, chat.id);
  await end(customer, chat.id, { after: messages + 2 });
  await customer.ask('chat.rate', { chatId: chat.id, stars: 2, comment: `toelichting van ${nickname}` });
  return chat.id;
};
const save = (chatId: ChatId) => anna.ask('chat.save', { chatId });
const remove = (chatId: ChatId) => anna.ask('chat.delete', { chatId });

const itemsOf = async (chatId: ChatId) => (await engine.db.query({ pk: `CHAT#${chatId}` })).items.length;
const keep = async (retention: Partial<Retention>) =>
  writeRetention(
    engine.db,
    Math.random,
    { ...(await readRetention(engine.db, { consistent: true })), ...retention },
    [],
  );
const removed = async () => (await readRemovedCounts(engine.db, 12)).map(({ month: _, ...counts }) => counts);

const passDays = async (days: number) => {
  desk.pass(days * DAY);
  await cleanUp(context);
};

describe('a deleted chat', () => {
  it('[A15] [S103] goes when its days are up and not before, counted from when it was deleted last', async () => {
    const chatId = await anEnded();
    await remove(chatId);
    await passDays(20);
    await anna.ask('chat.undelete', { chatId });
    await passDays(20);
    expect(await itemsOf(chatId)).toBeGreaterThan(3);
    await remove(chatId);
    await passDays(29);
    expect(await itemsOf(chatId)).toBeGreaterThan(3);
    await passDays(1);
    expect(await itemsOf(chatId)).toBeGreaterThan(3);
    await passDays(1);
    expect(await itemsOf(chatId)).toBe(0);
    expect(await removed()).toEqual([{ chats: 1, tickets: 0, ratings: 1, auditLines: 0, customers: 0 }]);
    await expect(anna.ask('chat.undelete', { chatId })).rejects.toThrow('not_found');
  });

  it('goes at once when an administrator shortens the time', async () => {
    const chatId = await anEnded();
    await remove(chatId);
    await passDays(8);
    await keep({ deleted: { count: 7, unit: 'days' } });
    await cleanUp(context);
    expect(await itemsOf(chatId)).toBe(0);
  });

  it('[A14] [A15] takes its PDFs with it, and no other', async () => {
    const [one, other] = [await anEnded(), await anEnded()];
    for (const id of [one, other]) {
      const Key = `transcripts/${id}/7-nl-x.pdf`;
      await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key, Body: 'pdf' }));
    }
    await remove(one);
    await passDays(31);
    const files = (await bucket.keys()).filter((key) => !key.startsWith('search/'));
    expect(files).toEqual([`transcripts/${other}/7-nl-x.pdf`]);
  });
});

describe('a saved chat and its ticket', () => {
  const ticketOf = async (chatId: ChatId) => (await save(chatId)).ticket;

  it('go together when nothing happened to the ticket for two years', async () => {
    const chatId = await anEnded();
    const number = await ticketOf(chatId);
    await passDays(729);
    expect(await readTicket(engine.db, number)).toBeDefined();
    await passDays(3);
    expect(await readTicket(engine.db, number)).toBeUndefined();
    expect(await itemsOf(chatId)).toBe(0);
    expect(await removed()).toMatchObject([{ chats: 1, tickets: 1, ratings: 1 }]);
    expect(JSON.stringify(await engine.scan())).not.toMatch(/geheim|toelichting|"LIVE"|TICKET#\d/);
  });

  it('stay while the ticket is worked on, and when they are kept for ever', async () => {
    const [worked, kept] = [await anEnded(), await anEnded()];
    const [first, second] = [await ticketOf(worked), await ticketOf(kept)];
    await passDays(400);
    const ticket = await readTicket(engine.db, first);
    if (!ticket) throw new Error('no ticket');
    await engine.db.put(
      {
        pk: `TICKET#000000000${first}`,
        sk: 'META',
        gpk: 'TICKETS#helpdesk#new',
        gsk: `${desk.now()}#000000000${first}`,
        ...ticket,
        changedAt: desk.now(),
      },
      asScene,
    );
    await passDays(400);
    expect([await readTicket(engine.db, first), await readTicket(engine.db, second)]).toMatchObject([
      { number: first },
      undefined,
    ]);
    expect([await itemsOf(worked), await itemsOf(kept)]).toEqual([expect.any(Number), 0]);
    expect(await itemsOf(worked)).toBeGreaterThan(3);
    await keep({ cases: null });
    await passDays(4000);
    expect(await readTicket(engine.db, first)).toBeDefined();
  });

  it('an ended chat that nobody saved or deleted goes as well, a running one never', async () => {
    const chatId = await anEnded();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await passDays(800);
    expect(await itemsOf(chatId)).toBe(0);
    expect(await itemsOf(chat.id)).toBe(2);
  });
});

describe('ratings', () => {
  it('leave their stars as counts per month and agent, and the report adds up as before', async () => {
    const chats = [await anEnded('Jan'), await anEnded('Piet')];
    for (const chatId of chats) await save(chatId);
    const report = async () => {
      const call = { context } as unknown as Parameters<typeof ratingList>[1];
      const answer = await ratingList({ month: '2026-11' }, call);
      if ('error' in answer) throw new Error(answer.error.code);
      return answer.ok;
    };
    expect(await report()).toMatchObject({
      ratings: [{ stars: 2, comment: 'toelichting van Jan' }, { stars: 2 }],
      removed: { all: [0, 0, 0, 0, 0], agents: [] },
    });
    await passDays(400);
    expect(await report()).toEqual({
      ratings: [],
      removed: {
        all: [0, 2, 0, 0, 0],
        agents: [{ agent: { id: anna.me.id, name: 'Anna' }, counts: [0, 2, 0, 0, 0] }],
      },
    });
    expect(await itemsOf(chats[0] as ChatId)).toBeGreaterThan(3);
  });

  it('are counted once by several sweeps at the same moment', async () => {
    for (let index = 0; index < 4; index++) await save(await anEnded(`K${index}`));
    desk.pass(400 * DAY);
    await Promise.all(Array.from({ length: 6 }, () => cleanUp(context)));
    const rated = (await engine.db.query({ pk: 'DESK#helpdesk#RATED' })).items;
    expect(rated.map(({ s2 }) => s2)).toEqual([4, 4]);
    expect(await removed()).toMatchObject([{ ratings: 4 }]);
  });
});

describe('the log of watching', () => {
  it('keeps a year, whatever DynamoDB itself takes away', async () => {
    const who = { id: anna.me.id, name: 'Anna' };
    const chatId = await anEnded();
    for (let day = 0; day < 60; day++) {
      const line = { at: desk.now() + day * DAY, who, chatId, nickname: 'Jan', action: 'watched' as const };
      await addAuditLine(engine.db, line, String(day));
    }
    await keep({ audit: { count: 100, unit: 'days' } });
    await passDays(129);
    expect((await listAuditLines(engine.db)).lines).toHaveLength(31);
    const [item] = (await engine.db.query({ pk: 'DESK#helpdesk#AUDIT' })).items;
    expect(item).not.toHaveProperty('expiresAt');
  });
});

describe('the removal', () => {
  it('goes in portions, each as large as allowed, over several minutes', async () => {
    const long = await anEnded('Lang', 60);
    const others = [await anEnded(), await anEnded()];
    for (const chatId of [long, ...others]) await remove(chatId);
    desk.pass(31 * DAY);
    let runs = 0;
    for (; (await itemsOf(long)) + (await itemsOf(others[1] as ChatId)) > 0 && runs < 50; runs++) {
      const spent = engine.capacity.mark();
      await purgeExpired(context, { left: 20 });
      // A portion is spent to the end of the batch of 25 that it is in, and the chat's last writes.
      expect(spent().write).toBeLessThanOrEqual(70);
    }
    expect(runs).toBeGreaterThan(3);
    expect(runs).toBeLessThan(12);
    expect(await removed()).toMatchObject([{ chats: 3, ratings: 3 }]);
  });

  it('is there for nobody from its first write on, so nothing half gone is saved or brought back', async () => {
    const chatId = await anEnded('Jan', 40);
    await remove(chatId);
    desk.pass(31 * DAY);
    await purgeExpired(context, { left: 10 });
    const left = await itemsOf(chatId);
    expect(left).toBeGreaterThan(2);
    // What it is found by stays to the end: entry 1 by its customer, META by everyone else.
    const sks = (await engine.db.query({ pk: `CHAT#${chatId}` })).items.map(({ sk }) => sk);
    expect([sks[0], sks.includes('META')]).toEqual(['E#0000000001', true]);
    for (const action of ['chat.undelete', 'chat.save', 'chat.delete'] as const)
      await expect(anna.ask(action, { chatId })).rejects.toThrow('not_found');
    await expect(anna.ask('chat.sync', { chatId, sid: anna.sid, after: 0 })).rejects.toThrow('not_found');
    await expect(anna.ask('chat.fill', { chatId, fields: { subject: 'x' } })).rejects.toThrow('not_found');
    expect(await itemsOf(chatId)).toBe(left);
  });

  it('counts everything once, whatever is killed or done by several sweeps at once', async () => {
    const chats: ChatId[] = [];
    for (let index = 0; index < 6; index++) chats.push(await anEnded(`K${index}`, 8));
    for (const [index, chatId] of chats.entries()) await (index % 2 === 0 ? save(chatId) : remove(chatId));
    desk.pass(800 * DAY);
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let writes = 0;
    const failing = {
      ...context,
      db: {
        ...engine.db,
        delete: async (key: Parameters<typeof engine.db.delete>[0]) => {
          if (++writes % 7 === 0) throw new Error('killed');
          return engine.db.delete(key, asScene);
        },
        transact: async (given: Parameters<typeof engine.db.transact>[0]) => {
          const result = await engine.db.transact(given);
          // Done, and nobody heard of it.
          if (++writes % 5 === 0) throw new Error('killed');
          return result;
        },
      },
    };
    for (let run = 0; run < 4; run++) {
      await Promise.allSettled([cleanUp(failing), cleanUp(failing), cleanUp(context)]);
      desk.pass(DAY);
    }
    await cleanUp(context);
    output.mockRestore();
    for (const chatId of chats) expect(await itemsOf(chatId)).toBe(0);
    const sum = { chats: 0, tickets: 0, ratings: 0 };
    for (const { chats, tickets, ratings } of await readRemovedCounts(engine.db, 12)) {
      sum.chats += chats;
      sum.tickets += tickets;
      sum.ratings += ratings;
    }
    expect(sum).toEqual({ chats: 6, tickets: 3, ratings: 6 });
    const rated = (await engine.db.query({ pk: 'DESK#helpdesk#RATED' })).items;
    expect(rated.map(({ s2 }) => s2)).toEqual([6, 6]);
  });

  it('leaves what cannot be read for tomorrow and does the rest', async () => {
    const [broken, fine] = [await anEnded(), await anEnded()];
    await engine.db.update(
      { pk: `CHAT#${broken}`, sk: 'SIDE#FEEDBACK' },
      { condition: asScene, update: 'SET stars = :no', values: { ':no': 'veel' } },
    );
    await remove(broken);
    await remove(fine);
    const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await passDays(31);
    output.mockRestore();
    expect(await itemsOf(fine)).toBe(0);
    expect(await itemsOf(broken)).toBeGreaterThan(0);
  });

  it('costs 3 RRU a minute once the day is done, and about 40 on a day with nothing to do', async () => {
    await anEnded();
    await cleanUp(context);
    const spent = engine.capacity.mark();
    await cleanUp(context);
    expect(spent()).toMatchObject({ write: 0 });
    expect(spent().read).toBeLessThanOrEqual(3);
    desk.pass(DAY);
    const day = engine.capacity.mark();
    await cleanUp(context);
    // One that says how far the removal came, two of the search index.
    expect(day().write).toBe(3);
    expect(day().read).toBeLessThanOrEqual(45);
  });
});

describe('the retention itself', () => {
  it('counts months by the calendar', () => {
    const months = (count: number, now: string) =>
      new Date(limitOf({ count, unit: 'months' }, Date.parse(now)) ?? 0).toISOString().slice(0, 10);
    expect(months(1, '2026-03-31')).toBe('2026-02-28');
    expect(months(24, '2028-02-29')).toBe('2026-02-28');
    expect(months(12, '2026-11-22')).toBe('2025-11-22');
    expect(limitOf({ count: 3650, unit: 'months' }, Date.parse('2026-01-01'))).toBe(0);
    expect(limitOf(null, 5)).toBeUndefined();
  });

  it('is saved by one of two who changed the same version', async () => {
    const before = await readRetention(engine.db);
    expect(before).toEqual(standardRetention);
    const both = await Promise.all([
      writeRetention(engine.db, Math.random, { ...before, cases: null }, []),
      writeRetention(engine.db, Math.random, { ...before, ratings: null }, []),
    ]);
    expect(both.filter((saved) => saved !== undefined)).toHaveLength(1);
  });
});

it('[F21] [A15] keeps no preview: what is typed and not sent is in the table nowhere', async () => {
  const customer = await desk.customer();
  const { chat } = await start(customer);
  await join(anna, chat.id);
  await customer.ask('chat.preview', { chatId: chat.id, rev: 1, text: 'nooit verzonden woorden' });
  expect(anna.inbox.some((push) => JSON.stringify(push).includes('nooit verzonden'))).toBe(true);
  await say(customer, chat.id, 'wel verzonden', { after: 2, cid: newCid() });
  const everything = JSON.stringify(await engine.scan());
  expect(everything).toContain('wel verzonden');
  expect(everything).not.toContain('nooit verzonden');
});
