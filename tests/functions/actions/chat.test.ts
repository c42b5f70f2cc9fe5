// A chat from start to ticket through the real actions on the real engine: who is told what, and what is refused.

import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ticketKey } from '../../../functions/store/keys.ts';
import { listTicketsOf } from '../../../functions/store/ticket-lists.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import { type ChatId, UserId } from '../../../shared/model.ts';
import { NICKNAME_MAX } from '../../../shared/rules.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { type Desk, end, join, newCid, say, start } from '../../support/desk.ts';
import type { Engine } from '../../support/engine.ts';
import { useDesk } from '../../support/use-desk.ts';

let engine: Engine;
let desk: Desk;
useDesk((today) => {
  ({ engine, desk } = today);
});

const MINUTE = 60_000;

describe('starting', () => {
  it('[S14] opens the tab while an agent on duty has room, and closes it again, by push', async () => {
    const customer = await desk.customer();
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ open: false });
    const agent = await desk.agent('Anna');
    expect(customer.received('room.changed').at(-1)).toMatchObject({ open: true });
    await agent.ask('duty.stop', {});
    const told = customer.received('room.changed');
    expect(told.map(({ open }) => open)).toEqual([true, false]);
    expect(told.map(({ rev }) => rev)).toEqual([...told.map(({ rev }) => rev)].sort((a, b) => a - b));
  });

  it('[S3] [S14] refuses an account without the right, and a desk without room', async () => {
    const barred = await desk.customer('bakker', { mayChat: false });
    expect(await barred.ask('lobby.enter', {})).toMatchObject({ open: false });
    await expect(start(barred)).rejects.toThrow('no_chat_right');
    await expect(start(await desk.customer())).rejects.toThrow('no_room');
  });

  it('[S14] gives one place to exactly one of 40 customers', async () => {
    await desk.settings({ max: 1 });
    await desk.agent();
    const customers = await Promise.all(Array.from({ length: 40 }, () => desk.customer()));
    const results = await Promise.all(
      customers.map((tab) => tab.tryTo('chat.start', { sid: tab.sid, nickname: '', email: '' })),
    );
    expect(results.filter((result) => 'ok' in result)).toHaveLength(1);
    const refusals = results.flatMap((result) => ('error' in result ? [result.error.code] : []));
    expect(new Set(refusals)).toEqual(new Set(['no_room']));
    expect(await desk.counts()).toEqual({ free: 1, waiting: 1 });
  });

  it('[S18] [S19] cleans the nickname, falls back to the login name, and checks an e-mail address only when given', async () => {
    await desk.agent();
    const customer = await desk.customer('jansen');
    await expect(start(customer, { email: 'geen adres' })).rejects.toThrow('bad_email');
    await expect(start(customer, { nickname: 'x'.repeat(NICKNAME_MAX + 1) })).rejects.toThrow('too_long');
    const { chat } = await start(customer, { nickname: ' \u202e ' });
    expect(chat).toMatchObject({ nickname: 'jansen', state: 'online' });
    const long = await desk.customer('j'.repeat(NICKNAME_MAX + 1));
    const { chat: own } = await start(long, { nickname: long.me.login });
    expect(own.nickname).toBe(long.me.login);
  });

  it('[S116] gives an account with a running chat that chat, also when two tabs start at once', async () => {
    await desk.agent();
    const tab = await desk.customer();
    const other = desk.open(tab.me);
    const [one, two] = await Promise.all([start(tab), start(other)]);
    expect(one.chat.id).toBe(two.chat.id);
    expect(await desk.counts()).toEqual({ free: 3, waiting: 1 });
  });

  it('[S9] [S20] [S22] writes the welcome message as the first entry and shows the customer to the consoles', async () => {
    await desk.settings({ welcome: 'Welkom!' });
    const agent = await desk.agent();
    const { chat, entries } = await start(await desk.customer('jansen'), {
      nickname: 'Jan',
      email: 'jan@example.nl',
    });
    expect(entries).toMatchObject([{ seq: 1, kind: 'started', nickname: 'Jan', welcome: 'Welkom!' }]);
    expect(agent.received('chat.changed').at(-1)?.chat).toMatchObject({
      id: chat.id,
      state: 'online',
      nickname: 'Jan',
      email: 'jan@example.nl',
      customer: { login: 'jansen' },
    });
  });

  it('[S20] [S143] tells the consoles once of a chat that begins with its question', async () => {
    const agent = await desk.agent();
    const customer = await desk.customer();
    const { chat } = await customer.ask('chat.start', {
      sid: customer.sid,
      nickname: 'Jan',
      email: '',
      asks: true,
    });
    await say(customer, chat.id, 'Waar blijft mijn pakket?');
    expect(agent.received('chat.changed').map(({ chat }) => [chat.state, chat.question])).toEqual([
      ['waiting', 'Waar blijft mijn pakket?'],
    ]);
    // One that never asked after all is found in the list.
    const silent = await desk.customer();
    const { chat: other } = await silent.ask('chat.start', {
      sid: silent.sid,
      nickname: '',
      email: '',
      asks: true,
    });
    const { chats } = await agent.ask('desk.enter', { sid: agent.sid });
    expect(chats.map(({ id }) => id)).toContain(other.id);
  });
});

describe('talking', () => {
  it('[S23] an agent may join before anything was asked, and speaks first', async () => {
    const agent = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(agent, chat.id);
    expect(agent.received('chat.changed').at(-1)?.chat).toMatchObject({ id: chat.id, state: 'online' });
    const { chats } = await agent.ask('desk.enter', { sid: agent.sid });
    expect(chats).toMatchObject([{ state: 'active', agents: [{ name: 'Anna' }] }]);
    await say(agent, chat.id, 'Goedemiddag, waarmee kan ik u helpen?');
    expect(customer.received('entries.added').flatMap(({ entries }) => entries)).toMatchObject([
      { kind: 'joined', agent: { name: 'Anna' } },
      { kind: 'message', text: 'Goedemiddag, waarmee kan ik u helpen?' },
    ]);
    expect(await desk.counts()).toEqual({ free: 2, waiting: 0 });
  });

  it('[S26] [S27] turns the block yellow on the first message, with the time it has waited since', async () => {
    const agent = await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    desk.pass(5000);
    await say(customer, chat.id, 'Hallo?');
    const waits = { state: 'waiting', waitingSince: desk.now(), question: 'Hallo?' };
    expect(agent.received('chat.changed').at(-1)?.chat).toMatchObject(waits);
    // A console that opens later sees the same.
    const late = await desk.agent('Bram', { onDuty: false });
    const { chats } = await late.ask('desk.enter', { sid: late.sid });
    expect(chats).toMatchObject([waits]);
  });

  it('[S26] gives the beginning of a long question, as long as nobody answers', async () => {
    const agent = await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await say(customer, chat.id, '😀'.repeat(4000));
    expect(agent.received('chat.changed').at(-1)?.chat.question).toBe('😀'.repeat(160));
    await customer.drop();
    expect(agent.received('chat.changed').at(-1)?.chat).toMatchObject({ question: '😀'.repeat(160) });
    await join(agent, chat.id);
    const { chats } = await agent.ask('desk.enter', { sid: agent.sid });
    expect(chats[0]?.question).toBeUndefined();
  });

  it('[S26] tells every console that a customer types whom nobody answers, at most once in half a minute', async () => {
    const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const [customer, stranger] = [await desk.customer(), await desk.customer()];
    const { chat } = await start(customer);
    for (const { ask, sid } of [anna, bram]) await ask('desk.enter', { sid, speaks: SPEAKS });
    const signs = () => [anna, bram].map((agent) => agent.received('customer.typing').length);
    await stranger.ask('chat.typing', { chatId: chat.id });
    expect(signs()).toEqual([0, 0]);
    const spent = engine.capacity.mark();
    await customer.ask('chat.typing', { chatId: chat.id });
    expect(spent()).toEqual({ read: 1, write: 0, refused: 0, calls: ['GetItem', 'Query'] });
    expect(anna.received('customer.typing')).toEqual([
      { event: 'customer.typing', chatId: chat.id, at: desk.now() },
    ]);
    await customer.ask('chat.typing', { chatId: chat.id });
    desk.pass(29_000);
    await customer.ask('chat.typing', { chatId: chat.id });
    expect(signs()).toEqual([1, 1]);
    desk.pass(1_000);
    await customer.ask('chat.typing', { chatId: chat.id });
    expect(signs()).toEqual([2, 2]);
    // Whoever is there sees what is typed instead.
    await join(anna, chat.id);
    desk.pass(60_000);
    await customer.ask('chat.typing', { chatId: chat.id });
    expect(signs()).toEqual([2, 2]);
  });

  it('[S28] [S29] lets one of two agents answer first and tells the other who was first', async () => {
    const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await say(customer, chat.id, 'Hallo?');
    const results = await Promise.all(
      [anna, bram].map((tab) =>
        tab.tryTo('chat.join', { chatId: chat.id, sid: tab.sid, cid: newCid(), second: false }),
      ),
    );
    const refused = results.flatMap((result) => ('error' in result ? [result.error] : []));
    expect(refused).toHaveLength(1);
    const winner = 'ok' in (results[0] ?? {}) ? anna : bram;
    const loser = winner === anna ? bram : anna;
    expect(refused[0]).toEqual({ code: 'taken', by: winner.me.name });
    expect(await desk.counts()).toEqual({ free: 5, waiting: 0 });
    await join(loser, chat.id, { second: true });
    expect(customer.received('entries.added').flatMap(({ entries }) => entries)).toMatchObject([
      { kind: 'joined', agent: { name: winner.me.name } },
      { kind: 'joined', agent: { name: loser.me.name } },
    ]);
    expect(await desk.counts()).toEqual({ free: 4, waiting: 0 });
  });

  it('[F14] [S37] [S53] shows a message to everyone but the tab that sent it, and again when the answer was lost', async () => {
    const agent = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(agent, chat.id);
    const cid = newCid();
    const first = await say(agent, chat.id, 'Goedemorgen', { after: 2, cid });
    const again = await say(agent, chat.id, 'Goedemorgen', { after: 2, cid });
    expect(again.seq).toBe(first.seq);
    expect(agent.received('entries.added')).toEqual([]);
    const received = customer.received('entries.added').flatMap(({ entries }) => entries);
    expect(received.filter((entry) => entry.kind === 'message').map(({ seq }) => seq)).toEqual([3, 3]);
  });

  it('[F21] [S42] [S43] [S44] passes previews to the agents in the chat only, and stores nothing', async () => {
    const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(anna, chat.id);
    const spent = engine.capacity.mark();
    await customer.ask('chat.preview', { chatId: chat.id, rev: 1, text: 'Ik wil gra' });
    expect(spent()).toEqual({ read: 0.5, write: 0, refused: 0, calls: ['GetItem'] });
    expect(anna.received('preview.changed')).toMatchObject([{ rev: 1, text: 'Ik wil gra' }]);
    expect(bram.received('preview.changed')).toEqual([]);
    // As long as a message, and no character cut in two.
    await customer.ask('chat.preview', { chatId: chat.id, rev: 2, text: `a${'😀'.repeat(4000)}` });
    expect(anna.received('preview.changed').at(-1)?.text).toBe(`a${'😀'.repeat(3999)}`);
    await anna.ask('chat.typing', { chatId: chat.id });
    expect(customer.received('agent.typing')).toMatchObject([{ name: 'Anna' }]);
  });

  it('[A6] refuses empty and too long text, and who is not in the chat', async () => {
    const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const [customer, stranger] = [await desk.customer(), await desk.customer()];
    const { chat } = await start(customer);
    await join(anna, chat.id);
    await expect(say(customer, chat.id, ' \n\u200b')).rejects.toThrow('empty_text');
    await expect(say(customer, chat.id, 'x'.repeat(4001))).rejects.toThrow('text_too_long');
    await say(customer, chat.id, '😀'.repeat(4000));
    await expect(say(bram, chat.id, 'Ik ook')).rejects.toThrow('not_participant');
    await expect(say(stranger, chat.id, 'Ik ook')).rejects.toThrow('not_found');
    await expect(say(stranger, chat.id, 'Ik ook', { after: 90 })).rejects.toThrow('not_found');
    await expect(stranger.ask('chat.sync', { chatId: chat.id, sid: stranger.sid, after: 0 })).rejects.toThrow(
      'not_found',
    );
    await expect(
      stranger.ask('chat.sync', { chatId: newCid() as string as ChatId, sid: stranger.sid, after: 0 }),
    ).rejects.toThrow('not_found');
  });

  it('[S47] [S51] restores a chat in another tab from any cursor, and pages a long one', async () => {
    const agent = await desk.agent('Anna');
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(agent, chat.id);
    for (let seq = 3; seq < 40; seq++)
      await say(agent, chat.id, `${seq} ${'€'.repeat(3900)}`, { after: seq - 1 });
    await customer.drop();
    const back = desk.open(customer.me);
    const seen: number[] = [];
    for (let more = true; more; ) {
      const page = await back.ask('chat.sync', { chatId: chat.id, sid: back.sid, after: seen.at(-1) ?? 0 });
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(128 * 1024);
      seen.push(...page.entries.map(({ seq }) => seq));
      more = page.more;
    }
    expect(seen).toEqual(Array.from({ length: 39 }, (_, index) => index + 1));
    await say(agent, chat.id, 'Bent u er weer?', { after: 39 });
    expect(back.received('entries.added').at(-1)?.entries).toMatchObject([{ seq: 40 }]);
  });
});

describe('ending and saving', () => {
  const ended = async () => {
    const agent = await desk.agent('Anna');
    const customer = await desk.customer('jansen');
    const { chat } = await start(customer, { nickname: 'Jan', email: 'jan@example.nl' });
    await say(customer, chat.id, 'Mijn factuur klopt niet\nkunt u kijken?');
    await join(agent, chat.id);
    await end(customer, chat.id);
    return { agent, customer, chat };
  };

  it('[S62] [S63] [S72] ends once, tells the agent at once, frees the place, and lets nothing be said after', async () => {
    const { agent, customer, chat } = await ended();
    expect(agent.received('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'ended', reason: 'customer' },
    ]);
    // One push says it to the agent's window and to the list of chats.
    expect(agent.received('entries.added').at(-1)?.chat).toMatchObject({
      state: 'ended',
      ended: { reason: 'customer' },
    });
    expect(await desk.counts()).toEqual({ free: 3, waiting: 0 });
    await expect(say(customer, chat.id, 'Nog iets')).rejects.toThrow('chat_ended');
    await expect(say(agent, chat.id, 'Nog iets')).rejects.toThrow('chat_ended');
    expect((await end(agent, chat.id)).entries.at(-1)).toMatchObject({ kind: 'ended', reason: 'customer' });
  });

  it('[S75] ends by an agent who takes part and no other, and the customer hears who', async () => {
    const [agent, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
    const customer = await desk.customer('jansen');
    const { chat } = await start(customer);
    await join(agent, chat.id);
    await expect(end(bram, chat.id)).rejects.toThrow('not_found');
    await end(agent, chat.id);
    expect(customer.received('entries.added').at(-1)?.entries).toMatchObject([
      { kind: 'ended', reason: 'agent', by: { name: 'Anna' } },
    ]);
    await expect(say(customer, chat.id, 'Wacht')).rejects.toThrow('chat_ended');
    expect(await desk.counts()).toEqual({ free: 6, waiting: 0 });
  });

  it('[S20] [S32] [S35] [S36] [S76] saves one ticket with the fields filled in, however often and by whom it is saved', async () => {
    const { agent, chat } = await ended();
    const bram = await desk.agent('Bram');
    await agent.ask('chat.fill', { chatId: chat.id, fields: { category: 'Facturen', remarks: 'Let op' } });
    await agent.ask('chat.fill', { chatId: chat.id, fields: { remarks: 'Let goed op' } });
    const saved = await Promise.all(
      [agent, bram, agent, bram].map((tab) => tab.ask('chat.save', { chatId: chat.id })),
    );
    expect(new Set(saved.map(({ ticket }) => ticket)).size).toBe(1);
    const number = saved[0]?.ticket ?? 0;
    const { tickets } = await listTicketsOf(engine.db, await ticketOwner(chat.id), { matches: () => true });
    expect(tickets.map((one) => one.number)).toEqual([number]);
    const ticket = await engine.db.get(ticketKey(number));
    expect(ticket).toMatchObject({
      number: saved[0]?.ticket,
      subject: 'Mijn factuur klopt niet',
      category: 'Facturen',
      remarks: 'Let goed op',
      email: 'jan@example.nl',
      status: 'new',
      published: true,
      chatId: chat.id,
    });
    // Who saved has it in the reply; the other hears of it.
    const received = [agent, bram].flatMap((tab) => tab.received('chat.changed').map((push) => push.chat));
    expect(received.filter(({ state }) => state === 'closed')).toMatchObject([{ ticket: saved[0]?.ticket }]);
    expect((await bram.ask('desk.enter', { sid: bram.sid })).chats).toEqual([]);
    await expect(agent.ask('chat.delete', { chatId: chat.id })).rejects.toThrow('chat_closed');
  });

  const ticketOwner = async (chatId: ChatId) => {
    const meta = await engine.db.get({ pk: `CHAT#${chatId}`, sk: 'META' });
    return v.parse(v.object({ id: UserId }), meta?.customer).id;
  };

  it('[S79] neither saves nor deletes a chat that still runs', async () => {
    const agent = await desk.agent();
    const { chat } = await start(await desk.customer());
    await expect(agent.ask('chat.save', { chatId: chat.id })).rejects.toThrow('customer_connected');
    await expect(agent.ask('chat.delete', { chatId: chat.id })).rejects.toThrow('customer_connected');
  });

  it('[S103] a deleted chat leaves the lists at once, and its data stays until its time is up', async () => {
    const { agent, chat } = await ended();
    await agent.ask('chat.delete', { chatId: chat.id });
    expect((await agent.ask('desk.enter', { sid: agent.sid })).chats).toEqual([]);
    await expect(agent.ask('chat.save', { chatId: chat.id })).rejects.toThrow('chat_closed');
    await sweep(desk.context);
    expect((await engine.db.query({ pk: `CHAT#${chat.id}` })).items.length).toBeGreaterThan(0);
  });

  it('[S66] [S71] starts a new chat after the end without waiting, and puts the ended one away', async () => {
    const { customer, chat } = await ended();
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ chatId: chat.id });
    await customer.ask('chat.dismiss', { chatId: chat.id });
    expect(await customer.ask('lobby.enter', {})).toMatchObject({ open: true });
    const next = await start(customer, { nickname: 'Jan' });
    expect(next.chat.id).not.toBe(chat.id);
    await expect(customer.ask('chat.dismiss', { chatId: next.chat.id })).rejects.toThrow('chat_not_ended');
  });
});

describe('time', () => {
  it('[S14] frees the place of a customer who never wrote and has been gone for 2 minutes', async () => {
    await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await customer.drop();
    desk.pass(MINUTE);
    await sweep(desk.context);
    expect(await desk.counts()).toMatchObject({ waiting: 1 });
    desk.pass(2 * MINUTE);
    await sweep(desk.context);
    expect(await desk.counts()).toMatchObject({ waiting: 0 });
    const back = desk.open(customer.me);
    const { entries } = await back.ask('chat.sync', { chatId: chat.id, sid: back.sid, after: 0 });
    expect(entries.at(-1)).toMatchObject({ kind: 'ended', reason: 'connection' });
  });

  it('a push to a connection that is gone takes it out of the chat and shows the customer as gone', async () => {
    const agent = await desk.agent();
    const customer = await desk.customer();
    const { chat } = await start(customer);
    await join(agent, chat.id);
    customer.vanish();
    await say(agent, chat.id, 'Hallo', { after: 2 });
    expect(agent.received('chat.changed').at(-1)?.chat).toMatchObject({ goneSince: desk.now() });
    const back = desk.open(customer.me);
    await back.ask('chat.sync', { chatId: chat.id, sid: back.sid, after: 2 });
    expect(agent.received('chat.changed').at(-1)?.chat.goneSince).toBeUndefined();
  });
});
