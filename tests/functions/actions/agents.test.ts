// Several agents in one chat: invited, joined, handed over, left, watched.

import { describe, expect, it } from 'vitest';
import { chatWatch } from '../../../functions/actions/chat-watch.ts';
import type { DeskContext } from '../../../functions/adapters/context.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { readChat } from '../../../functions/store/log.ts';
import { asScene } from '../../support/as-scene.ts';
import { createDesk, type Desk, end, join, newCid, say, start, startWithAnna } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

describe('inviting', () => {
  it('[S81] [S82] [S83] shows the invitation with its note to the colleague, and the joining to everyone', async () => {
    const { bram, customer, chatId, invite } = await startWithAnna(desk);
    await invite({ note: ' Weet jij dit? ' });
    expect(bram.received('chat.changed').at(-1)?.chat.invitations).toMatchObject([
      { agent: { name: 'Bram' }, by: { name: 'Anna' }, note: 'Weet jij dit?', transfer: false },
    ]);
    await join(bram, chatId);
    expect(customer.received('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'joined', agent: { name: 'Bram' } },
    ]);
    expect((await bram.ask('desk.enter', { sid: bram.sid })).chats).toMatchObject([
      { agents: [{ name: 'Anna' }, { name: 'Bram' }], invitations: [] },
    ]);
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });

  it('[S115] says nothing of it to the customer', async () => {
    const { bram, customer, chatId, invite } = await startWithAnna(desk);
    const before = customer.inbox.length;
    await invite();
    await bram.ask('chat.decline', { chatId });
    expect(customer.inbox.length).toBe(before);
  });

  it('[S82] can be declined or withdrawn, once, and lapses with the chat', async () => {
    const { anna, bram, customer, chatId, invite } = await startWithAnna(desk);
    await invite();
    await bram.ask('chat.decline', { chatId });
    await expect(bram.ask('chat.decline', { chatId })).rejects.toThrow('not_invited');
    await expect(join(bram, chatId)).rejects.toThrow('taken');
    await invite();
    await anna.ask('chat.withdraw', { chatId, agent: bram.me.id });
    await expect(join(bram, chatId)).rejects.toThrow('taken');
    await invite();
    await end(customer, chatId, { after: 2 });
    expect(bram.received('chat.changed').at(-1)?.chat).toMatchObject({ state: 'ended', invitations: [] });
    await expect(join(bram, chatId)).rejects.toThrow('chat_ended');
  });

  it('[S81] only by those who take part, only for those on duty and not in the chat; accepting counts against the maximum', async () => {
    const { anna, bram, chatId, invite } = await startWithAnna(desk);
    const off = await desk.agent('Kim', { onDuty: false });
    await expect(
      bram.ask('chat.invite', { chatId, agent: off.me.id, note: '', transfer: false }),
    ).rejects.toThrow('not_participant');
    for (const agent of [off.me.id, anna.me.id]) {
      await expect(anna.ask('chat.invite', { chatId, agent, note: '', transfer: false })).rejects.toThrow(
        'not_invitable',
      );
    }
    for (let chats = 0; chats < 3; chats++) await join(bram, (await start(await desk.customer())).chat.id);
    await invite();
    await expect(join(bram, chatId)).rejects.toThrow('at_maximum');
  });
});

describe('leaving', () => {
  it('[S87] [S89] hands over in one step: the inviter is out when the invited is in, and everyone sees both', async () => {
    const { anna, bram, customer, chatId, invite } = await startWithAnna(desk);
    await invite({ transfer: true });
    await join(bram, chatId);
    for (const tab of [customer, anna]) {
      expect(tab.received('entries.added').at(-1)?.entries).toMatchObject([
        { kind: 'joined', agent: { name: 'Bram' } },
        { kind: 'left', agent: { name: 'Anna' } },
      ]);
    }
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
    await expect(say(anna, chatId, 'Nog iets', { after: 5 })).rejects.toThrow('not_participant');
    const received = anna.inbox.length;
    await say(bram, chatId, 'Ik neem het over', { after: 5 });
    expect(anna.inbox.length).toBe(received);
  });

  it('[S86] [S88] lets anyone leave but the last, and asks again without harm', async () => {
    const { anna, bram, chatId } = await startWithAnna(desk);
    await expect(anna.ask('chat.leave', { chatId, cid: newCid() })).rejects.toThrow('last_agent');
    await join(bram, chatId, { second: true });
    const cid = newCid();
    await anna.ask('chat.leave', { chatId, cid });
    await anna.ask('chat.leave', { chatId, cid });
    await say(bram, chatId, 'Ik ben er nog', { after: 3 });
    await anna.ask('chat.leave', { chatId, cid });
    await expect(anna.ask('chat.leave', { chatId, cid: newCid() })).rejects.toThrow('not_participant');
    await expect(bram.ask('chat.leave', { chatId, cid: newCid() })).rejects.toThrow('last_agent');
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
  });
});

describe('watching', () => {
  it('[S90] [S91] [S92] [S94] [S95] [S96] follows entries and previews, cannot react, counts nowhere, and is on record', async () => {
    const { anna, bram, customer, chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Ohadmin', {
      onDuty: false,
      permissions: ['helpdesk', 'manage', 'administer'],
    });
    await expect(bram.ask('chat.watch', { chatId, sid: bram.sid, after: 0 })).rejects.toThrow('forbidden');
    const counts = await desk.counts();
    const { entries } = await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'message', 'joined']);
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Ik wou' });
    await say(customer, chatId, 'Ik wou vragen', { after: 3 });
    expect(boss.received('preview.changed')).toMatchObject([{ text: 'Ik wou' }]);
    expect(boss.received('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Ik wou vragen' }]);
    await expect(say(boss, chatId, 'Ha', { after: 4 })).rejects.toThrow('not_participant');
    expect(await desk.counts()).toEqual(counts);
    expect(JSON.stringify([anna.inbox, customer.inbox])).not.toContain('Ohadmin');
    await boss.ask('chat.unwatch', { chatId, sid: boss.sid });
    const received = boss.received('entries.added').length;
    await say(anna, chatId, 'Zeg het maar', { after: 4 });
    expect(boss.received('entries.added')).toHaveLength(received);
    const { lines } = await boss.ask('audit.list', {});
    expect(lines).toMatchObject([
      { action: 'stopped', who: { name: 'Ohadmin' }, nickname: 'Jan' },
      { action: 'watched', who: { name: 'Ohadmin' }, nickname: 'Jan' },
    ]);
    await expect(anna.ask('audit.list', {})).rejects.toThrow('forbidden');
  });

  it('[A9] [S90] changes no byte of what the others receive', async () => {
    const play = async (watched: boolean) => {
      await engine.clear();
      desk = createDesk(engine.db);
      const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
      const { anna, bram, customer, chatId } = await startWithAnna(desk);
      if (watched) await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
      await customer.ask('chat.preview', { chatId, rev: 1, text: 'Tik' });
      await say(customer, chatId, 'Tik', { after: 3 });
      await join(bram, chatId, { second: true });
      await anna.ask('chat.leave', { chatId, cid: newCid() });
      if (watched) await boss.ask('chat.unwatch', { chatId, sid: boss.sid });
      await end(bram, chatId, { after: 4 });
      const { chats } = await bram.ask('desk.enter', { sid: bram.sid });
      const { entries } = await customer.ask('chat.sync', { chatId, sid: customer.sid, after: 0 });
      // Ids are counted up in this process; what is left are the bytes.
      return JSON.stringify([anna.inbox, bram.inbox, customer.inbox, chats, entries]).replace(/\d{8,}/g, '#');
    };
    expect(await play(true)).toBe(await play(false));
  });

  it('[S90] holds nobody up: replies and pushes come while a watcher gets no answer, and the watcher finds what was said', async () => {
    const { anna, customer, chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    const goOn = boss.stall();
    await say(customer, chatId, 'Bent u daar?', { after: 3 });
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Hal' });
    await say(anna, chatId, 'Jazeker', { after: 4 });
    expect(anna.received('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Bent u daar?' }]);
    expect(anna.received('preview.changed')).toMatchObject([{ text: 'Hal' }]);
    expect(customer.received('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Jazeker' }]);
    expect(boss.received('entries.added')).toEqual([]);
    goOn();
    // Pushes that were given up do not come later; the next look shows what they said.
    const { entries } = await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 3 });
    expect(entries).toMatchObject([{ text: 'Bent u daar?' }, { text: 'Jazeker' }]);
    await say(customer, chatId, 'Mooi', { after: 5 });
    expect(boss.received('entries.added').map(({ entries: [entry] }) => entry)).toMatchObject([
      { text: 'Mooi' },
    ]);
  });

  it('[S90] forgets a watcher who is gone, without the others', async () => {
    const { anna, chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    boss.vanish();
    await say(anna, chatId, 'Momentje', { after: 3 });
    expect((await readChat(engine.db, chatId, { consistent: true }))?.watchers).toEqual({});
  });

  it('[S91] is on record also when the answer failed half-way, and on the tab of somebody else', async () => {
    const { chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Boss', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const other = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    const me = { ...boss.me };
    let writes = 0;
    const failing: DeskContext = {
      ...desk.context,
      db: {
        ...engine.db,
        put: async (...given) => {
          if (writes++ > 0) throw new Error('lost');
          return engine.db.put(...given);
        },
        update: async (...given) => {
          if (writes++ > 0) throw new Error('lost');
          return engine.db.update(...given);
        },
      },
    };
    await expect(chatWatch(failing, me, { chatId, sid: boss.sid, after: 0 })).rejects.toThrow('lost');
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    await other.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    const who = (await listAuditLines(engine.db)).lines.map(({ who: { name } }) => name);
    expect(new Set(who)).toEqual(new Set(['Boss', 'Ohadmin']));
  });

  it('[A11] keeps META small, however many tabs of one person watch or take part', async () => {
    const [boss, customer] = [
      await desk.agent('Boss', { permissions: ['helpdesk', 'manage'] }),
      await desk.customer(),
    ];
    const { chat } = await start(customer);
    for (let more = 0; more < 12; more++) {
      const [watching, page] = [desk.open(boss.me), desk.open(customer.me)];
      await watching.ask('chat.watch', { chatId: chat.id, sid: watching.sid, after: 0 });
      await page.ask('chat.sync', { chatId: chat.id, sid: page.sid, after: 0 });
    }
    const { watchers, sessions } = (await readChat(engine.db, chat.id)) ?? {};
    expect([watchers, sessions].map((tabs) => Object.keys(tabs ?? {}).length)).toEqual([8, 8]);
  });

  it('[S92] ends at the next push when the right is taken away', async () => {
    const { anna, chatId } = await startWithAnna(desk);
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    await engine.db.update(
      { pk: `USER#${boss.me.id}`, sk: 'ACCOUNT' },
      {
        condition: asScene,
        update: 'SET #p = :p',
        names: { '#p': 'permissions' },
        values: { ':p': ['helpdesk'] },
      },
    );
    await say(anna, chatId, 'Geheim', { after: 3 });
    expect(boss.received('entries.added')).toEqual([]);
    await expect(boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 })).rejects.toThrow('forbidden');
  });
});
