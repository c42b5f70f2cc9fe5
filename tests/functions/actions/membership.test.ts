// Who is in a chat, and what of: nobody hears it by a tab that is only noted, none is in it twice for one click, and where nobody spoke it closes itself.

import { describe, expect, it } from 'vitest';
import { mayRead, refuseSpeaking } from '../../../functions/domain/chat.ts';
import { readBinBatch } from '../../../functions/store/batches.ts';
import { metaKey } from '../../../functions/store/keys.ts';
import { readChat, readHead } from '../../../functions/store/log.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import type { Entry, Sid } from '../../../shared/model.ts';
import { SILENT_GONE_MS } from '../../../shared/rules.ts';
import { asScene } from '../../support/as-scene.ts';
import { type Desk, end, join, newCid, say, start, startWithAnna } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

describe('who hears', () => {
  it('is who takes part, not who has a tab noted', async () => {
    const { anna, bram, customer, chatId } = await startWithAnna(desk);
    const late = desk.open(bram.me);
    // As a sync left it behind that met the leaving of its agent, before the one was bound to the other.
    await engine.db.update(metaKey(chatId), {
      condition: asScene,
      update: 'SET sessions.#sid = :tab',
      names: { '#sid': late.sid },
      values: { ':tab': { user: bram.me.id, role: 'agent', connection: late.me.connection } },
    });
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Gehe' });
    await say(customer, chatId, 'Geheim', { after: 3 });
    await anna.ask('chat.fill', { chatId, fields: { remarks: 'Ook geheim' } });
    await end(customer, chatId, { after: 4 });
    expect(late.inbox).toEqual([]);
    expect(anna.received('preview.changed')).toHaveLength(1);
  });

  it('of nine tabs the oldest gives way, whatever they are called', async () => {
    const { customer, chatId } = await startWithAnna(desk);
    const names = [
      'zzzzzzz1',
      'aaaaaaa2',
      'mmmmmmm3',
      'bbbbbbb4',
      'yyyyyyy5',
      'ccccccc6',
      'xxxxxxx7',
      'ddddddd8',
    ];
    for (const name of names) {
      desk.pass(1000);
      await desk.open(customer.me).ask('chat.sync', { chatId, sid: name as Sid, after: 0 });
    }
    const chat = await readChat(engine.db, chatId, { consistent: true });
    const tabs = Object.entries(chat?.sessions ?? {}).filter(([, { role }]) => role === 'customer');
    expect(new Set(tabs.map(([sid]) => sid))).toEqual(new Set(names));
  });

  it('eight tabs stay eight when twenty come at once', async () => {
    const { customer, chatId } = await startWithAnna(desk);
    await Promise.all(
      Array.from({ length: 20 }, () => {
        const tab = desk.open(customer.me);
        return tab.tryTo('chat.sync', { chatId, sid: tab.sid, after: 0 });
      }),
    );
    const chat = await readChat(engine.db, chatId, { consistent: true });
    const tabs = Object.values(chat?.sessions ?? {}).filter(({ role }) => role === 'customer');
    expect(tabs.length).toBeLessThanOrEqual(8);
  });
});

describe('who may', () => {
  it('read a running chat without a line in the log is who takes part, be its customer gone or not', async () => {
    const { bram, customer, chatId } = await startWithAnna(desk);
    await customer.drop();
    desk.pass(SILENT_GONE_MS);
    await expect(bram.ask('chat.sync', { chatId, sid: bram.sid, after: 0 })).rejects.toThrow('not_found');
    await expect(bram.ask('chat.form', { chatId })).rejects.toThrow('not_found');
    await expect(bram.ask('chat.fill', { chatId, fields: { subject: 'x' } })).rejects.toThrow('not_found');
    // The PDF asks the same.
    const chat = await readChat(engine.db, chatId);
    expect(chat && mayRead(chat, bram.me)).toBe(false);
  });

  it('speak is said by the entry at the cursor where META does not show it yet', async () => {
    const { bram, chatId } = await startWithAnna(desk);
    const before = await readHead(engine.db, chatId);
    if (!before) throw new Error('no chat');
    const agent = { id: bram.me.id, name: 'Bram' };
    const entry = { seq: 4, at: desk.now(), cid: newCid(), agent };
    const joined: Entry = { ...entry, kind: 'joined' };
    const left: Entry = { ...entry, kind: 'left' };
    expect(refuseSpeaking(before.chat, bram.me, [joined])).toBeUndefined();
    const inside = { ...before.chat, agents: [...before.chat.agents, agent] };
    expect(refuseSpeaking(inside, bram.me, [left])).toEqual({ code: 'not_participant' });
  });

  it('join or leave does it once for each time it was asked, however late a copy comes', async () => {
    const { anna, bram, chatId } = await startWithAnna(desk);
    const [joining, leaving] = [newCid(), newCid()];
    const joinAs = (cid = joining) => bram.ask('chat.join', { chatId, sid: bram.sid, cid, second: true });
    const inChat = async () => (await readChat(engine.db, chatId))?.agents.map(({ name }) => name);
    await joinAs();
    await bram.ask('chat.leave', { chatId, cid: leaving });
    await expect(joinAs()).rejects.toThrow('not_participant');
    expect(await inChat()).toEqual(['Anna']);
    await joinAs(newCid());
    await bram.ask('chat.leave', { chatId, cid: leaving });
    expect(await inChat()).toEqual(['Anna', 'Bram']);
    await anna.ask('chat.leave', { chatId, cid: newCid() });
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
  });
});

describe('a chat in which nobody said a word', () => {
  it('[S64] [S99] [S103] closes with its end: it stands in no list, its customer gets the three choices, and it goes with the bin', async () => {
    const anna = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    const { entries } = await end(customer, chat.id);
    expect(entries).toMatchObject([{ kind: 'ended', reason: 'customer' }]);
    expect(anna.received('chat.changed').at(-1)?.chat).toMatchObject({ id: chat.id, state: 'closed' });
    expect((await anna.ask('unclosed.list', {})).chats).toEqual([]);
    expect((await anna.ask('desk.enter', { sid: anna.sid })).chats).toEqual([]);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    expect(desk.published.filter(({ type }) => type === 'chat.ended')).toHaveLength(1);
    // The page, opened again.
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ chatId: chat.id });
    const page = await customer.ask('chat.sync', { chatId: chat.id, sid: customer.sid, after: 0 });
    expect(page.entries.at(-1)).toMatchObject({ kind: 'ended' });
    await customer.ask('chat.rate', { chatId: chat.id, stars: 4, comment: '' });
    await customer.ask('chat.dismiss', { chatId: chat.id });
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ open: true });
    const { found } = await readBinBatch(engine.db, desk.now() + 1, '');
    expect(found.map(({ id }) => id)).toEqual([chat.id]);
  });

  it('an agent who joined is no word; the time-out and a lost connection are ends like others', async () => {
    const anna = await desk.agent('Anna');
    const [first, second] = [await desk.customer(), await desk.customer()];
    const one = (await start(first)).chat.id;
    await join(anna, one);
    await end(anna, one, { after: 2 });
    const two = (await start(second)).chat.id;
    await second.drop();
    for (let minute = 0; minute < 3; minute++) {
      desk.pass(60_000);
      await anna.ask('duty.beat', {});
      await sweep(desk.context);
    }
    for (const chatId of [one, two])
      expect(await readChat(engine.db, chatId)).toMatchObject({ ended: {}, closed: {} });
    expect((await anna.ask('unclosed.list', {})).chats).toEqual([]);
  });

  it('stays unclosed where an agent noted something, and becomes the ticket that it is saved as', async () => {
    const anna = await desk.agent('Anna');
    const [first, second] = [await desk.customer(), await desk.customer()];
    const noted = (await start(first)).chat.id;
    await join(anna, noted);
    await anna.ask('chat.fill', { chatId: noted, fields: { remarks: 'Belde' } });
    await end(first, noted, { after: 2 });
    expect((await anna.ask('unclosed.list', {})).chats).toMatchObject([{ chat: { id: noted } }]);
    const saved = (await start(second)).chat.id;
    await second.drop();
    desk.pass(SILENT_GONE_MS);
    expect(await anna.ask('chat.save', { chatId: saved })).toMatchObject({ ticket: 1 });
  });
});
