// Pages of two releases in one chat, on the real engine, with terms under which "joined", one reason and two pushes came later: each hears what it knows, and misses nothing.
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readEntries } from '../../../functions/store/log.ts';
import type { ChatId } from '../../../shared/model.ts';
import { type Desk, end, join, newCid, say, type Tab } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

// What others of this process have loaded is loaded anew, and again after it.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());
vi.mock('../../../shared/terms.ts', async (original) => {
  const real = await original<typeof import('../../../shared/terms.ts')>();
  const author = { role: 'agent', id: 'h'.repeat(22), name: 'Helpdesk' };
  return {
    ...real,
    terms: {
      entries: {
        ...real.terms.entries,
        joined: {
          since: 2,
          older: ({ cid, agent }: { cid: string; agent: { name: string } }) => ({
            kind: 'message',
            cid,
            author,
            text: `${agent.name} is er`,
          }),
        },
      },
      reasons: { ...real.terms.reasons, agent: { since: 2, older: () => 'connection' } },
      events: {
        ...real.terms.events,
        'form.changed': {
          since: 2,
          older: real.leftOut('an older page reads the fields when it needs them'),
        },
        'agent.changed': {
          since: 2,
          older: ({ agent }: { agent: { id: string } }) => [
            { event: 'console.changed', agent: agent.id, open: true, at: 1 },
          ],
        },
      },
    },
  };
});

let engine: Engine;
let desk: Desk;
useDesk((today) => ({ engine, desk } = today));

const NEW = { speaks: 2 };
const kindsOf = (entries: readonly { kind: string }[]) => entries.map(({ kind }) => kind);
const entriesOf = (tab: Tab) => tab.received('entries.added').flatMap(({ entries }) => entries);
const sync = (tab: Tab, chatId: ChatId, terms: { speaks?: number } = {}) =>
  tab.ask('chat.sync', { chatId, sid: tab.sid, after: 0, ...terms });

/** A chat whose customer has it open in an older and in a newer tab. */
const setUp = async () => {
  const anna = await desk.agent('Anna');
  await anna.ask('desk.enter', { sid: anna.sid, ...NEW });
  const older = await desk.customer('jansen');
  const newer = desk.open(older.me);
  const { chat } = await older.ask('chat.start', { sid: older.sid, nickname: 'Jan', email: '' });
  await sync(newer, chat.id, NEW);
  await say(older, chat.id, 'Hallo');
  return { anna, older, newer, chatId: chat.id };
};

describe('an entry of a newer kind', () => {
  it('is pushed to each tab in words it knows, at one and the same place', async () => {
    const { anna, older, newer, chatId } = await setUp();
    await join(anna, chatId);
    expect(entriesOf(older)).toMatchObject([{ kind: 'message', seq: 3, text: 'Anna is er' }]);
    expect(entriesOf(newer)).toMatchObject([
      { kind: 'message', seq: 2 },
      { kind: 'joined', seq: 3 },
    ]);
    // What is stored is what happened.
    expect(kindsOf(await readEntries(engine.db, chatId))).toEqual(['started', 'message', 'joined']);
  });

  it('is in the answers likewise: to a start, a sync, a message, a join and a watch', async () => {
    const { anna, older, newer, chatId } = await setUp();
    const joined = await anna.ask('chat.join', {
      chatId,
      sid: anna.sid,
      cid: newCid(),
      second: false,
      ...NEW,
    });
    expect(kindsOf(joined.entries)).toEqual(['started', 'message', 'joined']);
    expect(kindsOf((await sync(older, chatId)).entries)).toEqual(['started', 'message', 'message']);
    expect(kindsOf((await sync(newer, chatId, NEW)).entries)).toEqual(['started', 'message', 'joined']);
    expect(kindsOf((await say(older, chatId, 'Fijn')).entries)).toEqual(['message', 'message', 'message']);
    expect(kindsOf((await say(newer, chatId, 'Dank')).entries)).toEqual([
      'message',
      'joined',
      'message',
      'message',
    ]);
    const again = await older.ask('chat.start', { sid: older.sid, nickname: '', email: '' });
    expect(kindsOf(again.entries).filter((kind) => kind === 'joined')).toEqual([]);
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    const watch = { chatId, sid: boss.sid, after: 0 };
    expect(kindsOf((await boss.ask('chat.watch', watch)).entries)).not.toContain('joined');
    expect(kindsOf((await boss.ask('chat.watch', { ...watch, ...NEW })).entries)).toContain('joined');
  });

  it('is in the answer to an end as well, for whoever had not seen it', async () => {
    const { anna, older, newer, chatId } = await setUp();
    await join(anna, chatId);
    const cursor = { chatId, cid: newCid(), after: 2 };
    expect(kindsOf((await newer.ask('chat.end', cursor)).entries)).toEqual(['joined', 'ended']);
    expect(kindsOf((await older.ask('chat.end', cursor)).entries)).toEqual(['message', 'ended']);
  });

  it('is kept with the connection: a tab that comes back with a newer page is told in newer words', async () => {
    const { anna, older, chatId } = await setUp();
    const reloaded = { ...desk.open(older.me), sid: older.sid };
    await sync(reloaded, chatId, NEW);
    await join(anna, chatId);
    expect(kindsOf(entriesOf(reloaded))).toEqual(['joined']);
    expect(kindsOf(entriesOf(older))).toEqual([]);
  });

  it('reaches who watches unseen in words they know', async () => {
    const { anna, chatId } = await setUp();
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    const newer = desk.open(boss.me);
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    await newer.ask('chat.watch', { chatId, sid: newer.sid, after: 0, ...NEW });
    await join(anna, chatId);
    expect(kindsOf(entriesOf(boss))).toEqual(['message']);
    expect(kindsOf(entriesOf(newer))).toEqual(['joined']);
  });
});

describe('an end for a newer reason', () => {
  it('is an end for a reason that the page knows: in the window, in the list and in what a console finds', async () => {
    const { anna, older, newer, chatId } = await setUp();
    const bram = await desk.agent('Bram');
    await join(anna, chatId);
    await end(anna, chatId);
    expect(entriesOf(older).at(-1)).toMatchObject({ kind: 'ended', seq: 4, reason: 'connection' });
    expect(entriesOf(newer).at(-1)).toMatchObject({ kind: 'ended', seq: 4, reason: 'agent' });
    const { chats } = await bram.ask('desk.enter', { sid: bram.sid });
    expect(chats).toMatchObject([{ ended: { reason: 'connection' } }]);
    expect(bram.received('chat.changed').at(-1)).toMatchObject({ chat: { ended: { reason: 'connection' } } });
    expect((await bram.ask('desk.enter', { sid: bram.sid, ...NEW })).chats).toMatchObject([
      { ended: { reason: 'agent' } },
    ]);
  });
});

describe('a push of a newer kind', () => {
  it('is to an older console what it was, and left out where nothing is lost', async () => {
    const { anna, chatId } = await setUp();
    const bram = await desk.agent('Bram', { onDuty: false });
    const before = bram.received('console.changed').length;
    await anna.ask('duty.stop', {}).catch(() => {});
    await anna.ask('duty.start', {});
    expect(bram.received('agent.changed')).toEqual([]);
    expect(bram.received('console.changed').length).toBeGreaterThan(before);
    await bram.ask('desk.enter', { sid: bram.sid, ...NEW });
    await bram.ask('duty.start', {});
    await join(anna, chatId);
    await bram.ask('chat.join', { chatId, sid: bram.sid, cid: newCid(), second: true });
    const second = desk.open(anna.me);
    await sync(second, chatId, NEW);
    await bram.ask('chat.fill', { chatId, fields: { subject: 'Factuur' } });
    expect(second.received('form.changed')).toHaveLength(1);
    expect(anna.received('form.changed')).toEqual([]);
  });
});
