// Several agents in one chat: invited, joined, handed over, left, watched; and what the desk decides for all of them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeskContext } from '../../../functions/actions/action.ts';
import { chatWatch } from '../../../functions/actions/chat-watch.ts';
import { sweep } from '../../../functions/actions/sweep.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { TEXTS } from '../../../functions/store/keys.ts';
import { readChat } from '../../../functions/store/log.ts';
import { createDesk, type Desk, end, join, newCid, say, start } from '../../support/desk.ts';
import { type Engine, startEngine } from '../../support/engine.ts';

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await engine.clear();
  desk = createDesk(engine.db);
});
afterAll(() => engine.stop());

const running = async () => {
  const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
  const customer = await desk.customer('jansen');
  const { chat } = await start(customer, { nickname: 'Jan' });
  await say(customer, chat.id, 'Hallo');
  await join(anna, chat.id);
  const invite = (options: { note?: string; transfer?: boolean } = {}) =>
    anna.ask('chat.invite', { chatId: chat.id, agent: bram.me.id, note: '', transfer: false, ...options });
  return { anna, bram, customer, chatId: chat.id, invite };
};

describe('inviting', () => {
  it('[S81] [S82] [S83] shows the invitation with its note to the colleague, and the joining to everyone', async () => {
    const { bram, customer, chatId, invite } = await running();
    await invite({ note: ' Weet jij dit? ' });
    expect(bram.heard('chat.changed').at(-1)?.chat.invitations).toMatchObject([
      { agent: { name: 'Bram' }, by: { name: 'Anna' }, note: 'Weet jij dit?', transfer: false },
    ]);
    await join(bram, chatId);
    expect(customer.heard('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'joined', agent: { name: 'Bram' } },
    ]);
    expect((await bram.ask('desk.enter', { sid: bram.sid })).chats).toMatchObject([
      { agents: [{ name: 'Anna' }, { name: 'Bram' }], invitations: [] },
    ]);
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });

  it('[S115] says nothing of it to the customer', async () => {
    const { bram, customer, chatId, invite } = await running();
    const before = customer.inbox.length;
    await invite();
    await bram.ask('chat.decline', { chatId });
    expect(customer.inbox.length).toBe(before);
  });

  it('[S82] can be declined or withdrawn, once, and lapses with the chat', async () => {
    const { anna, bram, customer, chatId, invite } = await running();
    await invite();
    await bram.ask('chat.decline', { chatId });
    await expect(bram.ask('chat.decline', { chatId })).rejects.toThrow('not_invited');
    await expect(join(bram, chatId)).rejects.toThrow('taken');
    await invite();
    await anna.ask('chat.withdraw', { chatId, agent: bram.me.id });
    await expect(join(bram, chatId)).rejects.toThrow('taken');
    await invite();
    await end(customer, chatId, { after: 2 });
    expect(bram.heard('chat.changed').at(-1)?.chat).toMatchObject({ state: 'ended', invitations: [] });
    await expect(join(bram, chatId)).rejects.toThrow('chat_ended');
  });

  it('[S81] only by who takes part, only who is on duty and not in the chat; accepting counts against the maximum', async () => {
    const { anna, bram, chatId, invite } = await running();
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
    const { anna, bram, customer, chatId, invite } = await running();
    await invite({ transfer: true });
    await join(bram, chatId);
    for (const tab of [customer, anna]) {
      expect(tab.heard('entries.added').at(-1)?.entries).toMatchObject([
        { kind: 'joined', agent: { name: 'Bram' } },
        { kind: 'left', agent: { name: 'Anna' } },
      ]);
    }
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
    await expect(say(anna, chatId, 'Nog iets', { after: 5 })).rejects.toThrow('not_participant');
    const heard = anna.inbox.length;
    await say(bram, chatId, 'Ik neem het over', { after: 5 });
    expect(anna.inbox.length).toBe(heard);
  });

  it('[S86] [S88] lets anyone leave but the last, and asks again without harm', async () => {
    const { anna, bram, chatId } = await running();
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
    const { anna, bram, customer, chatId } = await running();
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
    expect(boss.heard('preview.changed')).toMatchObject([{ text: 'Ik wou' }]);
    expect(boss.heard('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Ik wou vragen' }]);
    await expect(say(boss, chatId, 'Ha', { after: 4 })).rejects.toThrow('not_participant');
    expect(await desk.counts()).toEqual(counts);
    expect(JSON.stringify([anna.inbox, customer.inbox])).not.toContain('Ohadmin');
    await boss.ask('chat.unwatch', { chatId, sid: boss.sid });
    const heard = boss.heard('entries.added').length;
    await say(anna, chatId, 'Zeg het maar', { after: 4 });
    expect(boss.heard('entries.added')).toHaveLength(heard);
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
      const { anna, bram, customer, chatId } = await running();
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

  it('[S90] makes nobody wait: replies and pushes come while a watcher gets no answer, and the watcher hears it later', async () => {
    const { anna, customer, chatId } = await running();
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    const goOn = boss.stall();
    await say(customer, chatId, 'Bent u daar?', { after: 3 });
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Hal' });
    await say(anna, chatId, 'Jazeker', { after: 4 });
    expect(anna.heard('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Bent u daar?' }]);
    expect(anna.heard('preview.changed')).toMatchObject([{ text: 'Hal' }]);
    expect(customer.heard('entries.added').at(-1)?.entries).toMatchObject([{ text: 'Jazeker' }]);
    expect(boss.heard('entries.added')).toEqual([]);
    goOn();
    await expect.poll(() => boss.heard('entries.added')).toHaveLength(2);
  });

  it('[S90] forgets a watcher who is gone, without the others', async () => {
    const { anna, chatId } = await running();
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    boss.vanish();
    await say(anna, chatId, 'Momentje', { after: 3 });
    await expect
      .poll(async () => (await readChat(engine.db, chatId, { consistent: true }))?.watchers)
      .toEqual({});
  });

  it('[S91] is on record also when the answer failed half-way, and on the tab of somebody else', async () => {
    const { chatId } = await running();
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
    const who = (await listAuditLines(engine.db, 9)).map(({ who: { name } }) => name);
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
    const { anna, chatId } = await running();
    const boss = await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage'] });
    await boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 });
    await engine.db.update(
      { pk: `USER#${boss.me.id}`, sk: 'ACCOUNT' },
      { update: 'SET #p = :p', names: { '#p': 'permissions' }, values: { ':p': ['helpdesk'] } },
    );
    await say(anna, chatId, 'Geheim', { after: 3 });
    expect(boss.heard('entries.added')).toEqual([]);
    await expect(boss.ask('chat.watch', { chatId, sid: boss.sid, after: 0 })).rejects.toThrow('forbidden');
  });
});

describe('settings', () => {
  const manage = async () => {
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    return { boss, settings: (await boss.ask('desk.enter', { sid: boss.sid })).settings };
  };

  it('[S8] a new maximum holds at once; who is above it keeps the chats and has no room', async () => {
    const { boss, settings } = await manage();
    const anna = await desk.agent('Anna');
    for (let chats = 0; chats < 3; chats++) await join(anna, (await start(await desk.customer())).chat.id);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    const lower = await boss.ask('settings.change', { ...settings, max: 2 });
    expect(await desk.counts()).toEqual({ free: 2, waiting: 0 });
    const { chat } = await start(await desk.customer());
    await expect(join(anna, chat.id)).rejects.toThrow('at_maximum');
    await boss.ask('settings.change', { ...lower, max: 5 });
    expect(await desk.counts()).toEqual({ free: 7, waiting: 1 });
    await join(anna, chat.id);
  });

  it('refuses what cannot be, who may not, and a save of an older version', async () => {
    const { boss, settings } = await manage();
    const anna = await desk.agent('Anna');
    await expect(anna.ask('settings.change', settings)).rejects.toThrow('forbidden');
    for (const wrong of [
      { max: 0 },
      { max: 21 },
      { timeoutMinutes: 1 },
      { timeoutMinutes: 481 },
      { welcome: 'x'.repeat(1001) },
    ]) {
      const result = await boss.tryTo('settings.change', { ...settings, ...wrong });
      expect(result).toEqual({ error: { code: 'bad_request', path: Object.keys(wrong)[0] } });
    }
    await boss.ask('settings.change', { ...settings, welcome: 'Dag' });
    await expect(boss.ask('settings.change', { ...settings, welcome: 'Hoi' })).rejects.toThrow('outdated');
    expect(anna.heard('settings.changed').at(-1)?.settings.welcome).toBe('Dag');
  });

  it('[S43] switches previews off in running chats', async () => {
    const { boss, settings } = await manage();
    const { anna, customer, chatId } = await running();
    await boss.ask('settings.change', { ...settings, preview: false });
    expect(customer.heard('preview.switched')).toMatchObject([{ chatId, on: false }]);
    await customer.ask('chat.preview', { chatId, rev: 1, text: 'Geheim' });
    expect(anna.heard('preview.changed')).toEqual([]);
  });

  it('[S13] tells of a customer who goes only when the desk wants that', async () => {
    const { boss, settings } = await manage();
    const { customer } = await running();
    await boss.ask('settings.change', { ...settings, realtimeOnline: false });
    const heard = boss.heard('chat.changed').length;
    await customer.drop();
    expect(boss.heard('chat.changed')).toHaveLength(heard);
  });

  it('[S12] keeps standard texts in their order, for who may', async () => {
    const { boss } = await manage();
    const anna = await desk.agent('Anna');
    const text = { title: 'Groet', text: 'Dag {klant}', category: '', order: 2 };
    await expect(anna.ask('text.save', text)).rejects.toThrow('forbidden');
    const saved = await boss.ask('text.save', text);
    await boss.ask('text.save', { ...text, title: 'Eerst', order: 1 });
    await boss.ask('text.save', { ...text, textId: saved.id, rev: saved.rev, title: 'Groeten' });
    expect((await anna.ask('text.list', {})).texts.map(({ title }) => title)).toEqual(['Eerst', 'Groeten']);
    await boss.ask('text.delete', { textId: saved.id });
    expect(anna.heard('text.changed').at(-1)).toEqual({ event: 'text.changed', id: saved.id });
    expect((await anna.ask('text.list', {})).texts).toHaveLength(1);
  });
});

describe('two people and one standard text', () => {
  const text = { title: 'Groet', text: 'Dag {klant}', category: '', order: 1 };
  const manage = (name = 'Ohadmin') =>
    desk.agent(name, { onDuty: false, permissions: ['helpdesk', 'manage'] });

  it('[S12] the second who saves is told so, and nothing of the first is lost', async () => {
    const [boss, other] = [await manage(), await manage('Collega')];
    const { id: textId, rev } = await boss.ask('text.save', text);
    const first = await boss.ask('text.save', { ...text, textId, rev, text: 'Goedendag {klant}' });
    const late = { ...text, textId, rev, text: 'Hallo {klant}' };
    await expect(other.ask('text.save', late)).rejects.toThrow('outdated');
    expect((await other.ask('text.list', {})).texts).toEqual([first]);
    expect(other.heard('text.changed').at(-1)?.text).toEqual(first);
    const second = await other.ask('text.save', { ...late, rev: first.rev });
    expect((await boss.ask('text.list', {})).texts).toEqual([second]);
  });

  it('[S12] what is deleted does not come back by saving what was typed over it', async () => {
    const boss = await manage();
    const { id: textId, rev } = await boss.ask('text.save', text);
    await boss.ask('text.delete', { textId });
    await expect(boss.ask('text.save', { ...text, textId, rev })).rejects.toThrow('outdated');
    expect((await boss.ask('text.list', {})).texts).toEqual([]);
  });

  it('[S12] of twenty who save at once, one does', async () => {
    const boss = await manage();
    const { id: textId, rev } = await boss.ask('text.save', text);
    const tries = Array.from({ length: 20 }, (_, order) =>
      boss.tryTo('text.save', { ...text, textId, rev, order }),
    );
    expect((await Promise.all(tries)).filter((answer) => 'ok' in answer)).toHaveLength(1);
  });

  it('[S12] a text from before there were versions can be saved', async () => {
    const boss = await manage();
    await engine.db.put({ pk: TEXTS, sk: 'old', id: 'old', ...text });
    await boss.ask('text.save', { ...text, textId: 'old', title: 'Nieuw' });
    expect((await boss.ask('text.list', {})).texts).toMatchObject([{ title: 'Nieuw', rev: 1 }]);
  });
});

describe('consoles', () => {
  it('[S104] an agent is connected from the first console on until the last is gone, and the others hear of it', async () => {
    const { anna, bram } = await running();
    const told = () => anna.heard('console.changed').map(({ agent, open }) => [agent, open]);
    expect(told()).toEqual([[bram.me.id, true]]);
    const second = desk.open(bram.me);
    const { connected } = await second.ask('desk.enter', { sid: second.sid });
    expect(new Set(connected)).toEqual(new Set([anna.me.id, bram.me.id]));
    await bram.drop();
    expect(told()).toHaveLength(1);
    await second.drop();
    expect(told().at(-1)).toEqual([bram.me.id, false]);
    expect((await anna.ask('desk.enter', { sid: anna.sid })).connected).toEqual([anna.me.id]);
  });

  it('[S104] who went without a word is gone at the next push', async () => {
    const { anna, bram, customer } = await running();
    bram.vanish();
    await customer.drop();
    expect(anna.heard('console.changed').at(-1)).toMatchObject({ agent: bram.me.id, open: false });
  });

  it('an agent whose lease ran out is told as out of reach until the next beat', async () => {
    const { anna, bram } = await running();
    const reachable = () => anna.heard('agent.changed').at(-1)?.agent;
    bram.vanish();
    desk.pass(5 * 60_000);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
    expect(reachable()).toMatchObject({ id: bram.me.id, onDuty: true, reachable: false });
    await bram.ask('duty.beat', {});
    expect(reachable()).toMatchObject({ id: bram.me.id, onDuty: true, reachable: true });
  });

  it('an agent whose lease ran out can answer before the next beat, and counts again with it', async () => {
    const { anna, bram } = await running();
    desk.pass(5 * 60_000);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
    const { chat } = await start(await desk.customer('bakker'), {});
    expect(await desk.counts()).toEqual({ free: 2, waiting: 1 });
    await join(bram, chat.id);
    expect(await desk.counts()).toEqual({ free: 2, waiting: 0 });
    await bram.ask('duty.beat', {});
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });
});

describe('unclosed chats', () => {
  it('[S99] [S104] lists ended chats, chats without a connected agent, and chats whose customer is gone', async () => {
    const { anna, bram, customer, chatId } = await running();
    const list = async () => (await bram.ask('unclosed.list', {})).chats;
    expect(await list()).toEqual([]);
    await customer.drop();
    expect(await list()).toEqual([]);
    desk.pass(120_000);
    expect(await list()).toMatchObject([{ chat: { id: chatId }, last: { text: 'Hallo' } }]);
    const back = desk.open(customer.me);
    await back.ask('chat.sync', { chatId, sid: back.sid, after: 0 });
    expect(await list()).toEqual([]);
    await anna.drop();
    expect(await list()).toMatchObject([{ chat: { id: chatId } }]);
    await end(back, chatId, { after: 3 });
    expect(await list()).toMatchObject([{ chat: { state: 'ended' } }]);
  });

  it('[S13] [S104] lists a chat whose customer left unseen, running and once its time is out, and tells the consoles', async () => {
    const { anna, bram, customer, chatId } = await running();
    const boss = await desk.agent('Ohadmin', { permissions: ['helpdesk', 'manage'] });
    const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
    await boss.ask('settings.change', { ...settings, realtimeOnline: false, timeoutMinutes: 4 });
    const told = () =>
      bram.heard('chat.changed').map(({ chat }) => [chat.state, chat.goneSince !== undefined]);
    const before = told().length;
    await customer.drop();
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        desk.pass(60_000);
        for (const tab of [anna, bram]) await tab.ask('duty.beat', {});
        await sweep(desk.context);
      }
    };
    await pass(2);
    expect(told()).toHaveLength(before);
    const list = async () => (await bram.ask('unclosed.list', {})).chats;
    expect(await list()).toMatchObject([{ chat: { id: chatId, state: 'active' } }]);
    await pass(3);
    expect(told().slice(before)).toEqual([['ended', true]]);
    expect(await list()).toMatchObject([{ chat: { id: chatId, ended: { reason: 'timeout' } } }]);
  });

  it('[S79] [S102] [S103] saves or deletes one whose customer is gone: it ends first, with the reason; a delete can be undone', async () => {
    const { anna, bram, customer, chatId } = await running();
    await expect(bram.ask('chat.delete', { chatId })).rejects.toThrow('customer_connected');
    await customer.drop();
    await bram.ask('chat.delete', { chatId });
    expect(anna.heard('chat.changed').at(-1)?.chat).toMatchObject({
      state: 'closed',
      ended: { reason: 'deleted' },
    });
    expect((await bram.ask('unclosed.list', {})).chats).toEqual([]);
    await bram.ask('chat.undelete', { chatId });
    expect((await bram.ask('unclosed.list', {})).chats).toMatchObject([{ chat: { state: 'ended' } }]);
    const { ticket } = await bram.ask('chat.save', { chatId });
    expect(ticket).toBe(1);
    await expect(bram.ask('chat.undelete', { chatId })).rejects.toThrow('chat_closed');
    expect(await desk.counts()).toEqual({ free: 6, waiting: 0 });
  });
});
