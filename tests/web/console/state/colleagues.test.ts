// Several agents and one chat, in the console without its screen: inviting, handing over, leaving, watching unseen, the time-out.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outgoing } from '../../../../web/connection/types.ts';
import { findTimeOut } from '../../../../web/console/state/selectors.ts';
import {
  aChatId,
  aChatSummary,
  aCid,
  aConversation,
  anInvitation,
  anna,
  aSid,
  bram,
  carla,
} from '../../../support/builders.ts';
import { active, ended, settle, setUpDesk } from '../support/set-up-desk.ts';

const jan = aChatId('Jan');
const both = { agents: [anna, bram] };
const manager = { permissions: ['helpdesk', 'manage'] } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('inviting', () => {
  const how = { chatId: jan, agent: bram.id, note: 'Weet jij dit?', transfer: false };

  test('[S81] asks a colleague, with a note', async () => {
    const { server, desk } = await setUpDesk([active('Jan')]);
    expect(await desk.team.invite(how)).toBeUndefined();
    expect(server.inputs('chat.invite')).toEqual([how]);
  });

  test('gives why it was not done, for the dialog to say', async () => {
    const { server, desk } = await setUpDesk([active('Jan')]);
    server.answer('chat.invite', () => ({ error: { code: 'not_invitable' } }));
    expect(await desk.team.invite(how)).toEqual({ error: { code: 'not_invitable' } });
  });

  test('[S82] a colleague who declines is told to whoever asked; taking it back is no news', async () => {
    const asked = active('Jan', { invitations: [anInvitation()] });
    const { server, desk } = await setUpDesk([asked]);
    server.push({ event: 'chat.changed', chat: active('Jan', { rev: 7 }) });
    expect(desk.notices.shown.value).toMatchObject([{ kind: 'declined', nickname: 'Jan', by: 'Bram' }]);
    server.push({ event: 'chat.changed', chat: { ...asked, rev: 9 } });
    server.answer('chat.withdraw', () => {
      server.push({ event: 'chat.changed', chat: active('Jan', { rev: 11 }) });
      return { ok: {} };
    });
    await desk.team.withdraw(jan, bram.id);
    expect(desk.notices.shown.value).toHaveLength(1);
  });

  test('[S82] an invitation that is accepted, or lapses with the chat, is not one that was declined', async () => {
    const { server, notices } = await setUpDesk([
      active('Jan', { invitations: [anInvitation()] }),
      active('Petra', { invitations: [anInvitation()] }),
    ]);
    server.push({ event: 'chat.changed', chat: active('Jan', { ...both, rev: 7 }) });
    server.push({ event: 'chat.changed', chat: ended('Petra', { rev: 7 }) });
    expect(notices()).toEqual([]);
  });
});

describe('leaving', () => {
  test('[S86] closes the window with a word about it, by the answer as well as by the push', async () => {
    const { server, desk, open, notices } = await setUpDesk([active('Jan', both)]);
    await desk.team.leave(jan);
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['left', 'unsaid']);
    server.push({ event: 'chat.changed', chat: active('Jan', { agents: [bram], rev: 7 }) });
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['left', 'unsaid']);
  });

  test('[S86] the last one stays and hears why', async () => {
    const { server, desk, open } = await setUpDesk([active('Jan', both)]);
    server.answer('chat.leave', () => ({ error: { code: 'last_agent' } }));
    await desk.team.leave(jan);
    expect(open()).toEqual([jan]);
    expect(desk.notices.shown.value).toMatchObject([{ kind: 'refused', refusal: { code: 'last_agent' } }]);
  });

  test('waits for what is still on its way, which would be refused later', async () => {
    const { server, desk, conversations } = await setUpDesk([active('Jan', both)]);
    const message = { cid: aCid('m'), text: 'Tot ziens', at: 1, state: 'sending' } as const;
    const outgoing = conversations.get(jan)?.outgoing;
    if (!outgoing || !('value' in outgoing)) throw new Error('no window');
    Object.assign(outgoing, { value: [message] });
    const leaving = desk.team.leave(jan);
    await settle();
    expect(server.inputs('chat.leave')).toEqual([]);
    Object.assign(outgoing, { value: [] });
    await leaving;
    expect(server.inputs('chat.leave')).toHaveLength(1);
  });

  test('does not wait for ever for a message that cannot be sent any more', async () => {
    const { server, desk, conversations } = await setUpDesk([active('Jan', both)]);
    const conversation = conversations.get(jan);
    if (conversation)
      conversation.outgoing.value = [{ cid: aCid('stuck'), text: 'Ik', at: 1, state: 'sending' }];
    const leaving = desk.team.leave(jan);
    await settle();
    server.setStatus('stopped');
    await leaving;
    expect(desk.busy.value.size).toBe(0);
  });

  test('again after no answer is the same leaving', async () => {
    const { server, desk } = await setUpDesk([active('Jan', both)]);
    server.answer('chat.leave', () => ({ lost: true }));
    await desk.team.leave(jan);
    await desk.team.leave(jan);
    const [first, second] = server.inputs('chat.leave');
    expect(second?.cid).toBe(first?.cid);
  });

  test('[S87] who handed over is told who has the chat now', async () => {
    const { server, desk, open } = await setUpDesk([
      active('Jan', { invitations: [anInvitation({ transfer: true })] }),
    ]);
    server.push({ event: 'chat.changed', chat: active('Jan', { agents: [bram], rev: 7 }) });
    expect(open()).toEqual([]);
    expect(desk.notices.shown.value).toMatchObject([{ kind: 'handed_over', nickname: 'Jan', to: 'Bram' }]);
  });

  test('[S87] what was not sent when the chat was handed over is shown, once it is known what was', async () => {
    const { server, desk, conversations, notices } = await setUpDesk([
      active('Jan', { invitations: [anInvitation({ transfer: true })] }),
    ]);
    const under: Outgoing = { cid: aCid('a'), text: 'Ik kijk even', at: 1, state: 'sending' };
    const { outgoing } = conversations.get(jan) ?? { outgoing: undefined };
    if (outgoing) outgoing.value = [under, { ...under, cid: aCid('b'), text: 'Een moment' }];
    desk.windows.value[0]?.typeReply('half zi');
    server.push({ event: 'chat.changed', chat: active('Jan', { agents: [bram], rev: 7 }) });
    await settle();
    expect(notices()).toEqual(['handed_over']);
    // The first was stored before Bram took over, the second came after.
    if (outgoing) outgoing.value = [{ ...under, text: 'Een moment', state: 'failed' }];
    await settle();
    expect(desk.notices.shown.value.at(-1)).toMatchObject({ kind: 'unsaid', text: 'Een moment\nhalf zi' });
    expect(conversations.get(jan)?.isClosed()).toBe(true);
    // Other news does not push it away.
    for (let count = 0; count < 5; count++) desk.notices.post({ kind: 'lost' });
    expect(notices()).toContain('unsaid');
  });

  test('[S87] what was not sent stays to be read over a reload, until it is closed', async () => {
    const set = await setUpDesk([active('Jan', both)]);
    set.desk.windows.value[0]?.typeReply('half zi');
    set.server.push({ event: 'chat.changed', chat: active('Jan', { agents: [bram], rev: 7 }) });
    await settle();
    const reload = () => setUpDesk([active('Jan', { agents: [bram] })], { storage: set.storage });
    const { desk } = await reload();
    expect(desk.notices.shown.value).toMatchObject([{ kind: 'unsaid', nickname: 'Jan', text: 'half zi' }]);
    desk.notices.dismiss(desk.notices.shown.value[0]?.id ?? 0);
    expect((await reload()).notices()).toEqual([]);
  });

  test('[S87] a chat that was taken over while the page was away gives what was typed in it', async () => {
    const { desk, storage } = await setUpDesk([active('Jan', both)]);
    desk.windows.value[0]?.typeReply('half zi');
    desk.close();
    const away = await setUpDesk([active('Jan', { agents: [bram] })], { storage });
    expect(away.open()).toEqual([]);
    expect(away.desk.notices.shown.value).toMatchObject([
      { kind: 'left', nickname: 'Jan' },
      { kind: 'unsaid', nickname: 'Jan', text: 'half zi' },
    ]);
  });

  test('taking part again ends what was said of not doing so', async () => {
    const { server, desk, notices } = await setUpDesk([active('Jan', both), active('Petra')]);
    server.push({ event: 'chat.changed', chat: active('Petra', { agents: [bram], rev: 7 }) });
    await desk.team.leave(jan);
    await settle();
    expect(notices()).toEqual(['left', 'left', 'unsaid']);
    server.push({ event: 'chat.changed', chat: active('Jan', { ...both, rev: 11 }) });
    expect(desk.notices.shown.value).toMatchObject([{ kind: 'left', nickname: 'Petra' }]);
  });
});

describe('watching unseen', () => {
  const ofBram = active('Jan', { agents: [bram] });
  const watch = async (given = {}) => {
    const set = await setUpDesk([ofBram], { ...manager, ...given });
    set.desk.watch(jan);
    return set;
  };
  const ask = async ({ connections }: Awaited<ReturnType<typeof watch>>, after: number) =>
    connections.get(jan)?.call('chat.sync', { chatId: jan, sid: aSid, after });

  test('[S90] [S95] opens a window to read only, and asks for nothing but to watch', async () => {
    const set = await watch();
    set.server.answer('chat.watch', () => ({
      ok: { chat: ofBram, entries: aConversation('Jan', []), more: false },
    }));
    expect(set.open()).toEqual([jan]);
    expect(set.desk.windows.value[0]).toMatchObject({ isWatched: true, fields: undefined });
    expect(await ask(set, 4)).toMatchObject({ ok: { entries: aConversation('Jan', []) } });
    expect(set.server.inputs('chat.watch')).toEqual([{ chatId: jan, sid: aSid, after: 4 }]);
    expect(set.server.inputs('chat.sync')).toEqual([]);
    expect(set.server.inputs('chat.form')).toEqual([]);
  });

  test('[S97] leaving tells the server and closes the window without a notice', async () => {
    const { server, desk, open, notices } = await watch();
    desk.unwatch(jan);
    expect(open()).toEqual([]);
    expect(server.inputs('chat.unwatch')).toEqual([{ chatId: jan, sid: aSid }]);
    server.push({ event: 'chat.changed', chat: { ...ofBram, rev: 7 } });
    expect(open()).toEqual([]);
    expect(notices()).toEqual([]);
  });

  test('[S90] comes back after a reload; [S92] not without the right', async () => {
    const { storage } = await watch();
    const again = await setUpDesk([ofBram], { ...manager, storage });
    expect(again.open()).toEqual([jan]);
    expect(again.desk.windows.value[0]?.isWatched).toBe(true);
    expect((await setUpDesk([ofBram], { storage })).open()).toEqual([]);
  });

  test('[S92] a refusal closes the window and says why', async () => {
    const set = await watch();
    set.server.answer('chat.watch', () => ({ error: { code: 'forbidden' } }));
    await ask(set, 0);
    expect(set.open()).toEqual([]);
    expect(set.notices()).toEqual(['refused']);
  });

  test('shows the end and stays, until the chat is closed', async () => {
    const { server, open, notices } = await watch();
    server.push({ event: 'chat.changed', chat: ended('Jan', { agents: [bram], rev: 7 }) });
    expect(open()).toEqual([jan]);
    server.push({ event: 'chat.changed', chat: ended('Jan', { state: 'closed', agents: [bram], rev: 9 }) });
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['closed_elsewhere']);
  });

  test('joining turns the window into one that takes part', async () => {
    const { server, desk, conversations } = await watch();
    const watched = conversations.get(jan);
    const chat = active('Jan', { ...both, rev: 7 });
    server.answer('chat.join', () => {
      server.push({ event: 'chat.changed', chat });
      return { ok: { chat, entries: [], form: { subject: '', category: '', remarks: '', email: '' } } };
    });
    await desk.chats.join(jan, true);
    expect(desk.windows.value).toHaveLength(1);
    expect(desk.windows.value[0]?.isWatched).toBe(false);
    expect(watched?.isClosed()).toBe(true);
    expect(server.inputs('chat.unwatch')).toHaveLength(1);
  });

  test('[S96] what is said there is not for this agent to answer', async () => {
    const { desk, conversations } = await watch();
    conversations.get(jan)?.add(aConversation('Jan', [['klant', 'Hallo']]).slice(0, 1));
    conversations.get(jan)?.add(aConversation('Jan', [['klant', 'Hallo']]).slice(1));
    expect(desk.windows.value[0]?.unread.value).toBe(1);
    expect(desk.unhandled.value).toBe(0);
  });
});

describe('[S10] the time-out', () => {
  const told = (given: { seq: number; endsAt?: number; now: number }) =>
    ({ event: 'chat.expiring', chatId: jan, ...given }) as const;

  test('is counted by the server until something is said', async () => {
    const { server, desk } = await setUpDesk([active('Jan')]);
    const now = Date.now() + 5000;
    server.push(told({ seq: 3, endsAt: now + 60_000, now }));
    expect(desk.serverNow()).toBe(now);
    expect(findTimeOut(desk.state.value, jan, 3)).toBe(now + 60_000);
    expect(findTimeOut(desk.state.value, jan, 4)).toBeUndefined();
  });

  test('is over when the customer is still there, whichever word comes first', async () => {
    const words = [told({ seq: 3, endsAt: 70_000, now: 10_000 }), told({ seq: 3, now: 12_000 })];
    for (const order of [words, words.toReversed()]) {
      const { server, desk } = await setUpDesk([active('Jan')]);
      for (const word of order) server.push(word);
      expect(findTimeOut(desk.state.value, jan, 3)).toBeUndefined();
    }
  });

  test('comes with a sync as well', async () => {
    const { server, desk, connections } = await setUpDesk([active('Jan')]);
    const answer = {
      chat: aChatSummary('Jan'),
      entries: [],
      more: false,
      preview: true,
      endsAt: 70_000,
      now: 10_000,
    };
    server.answer('chat.sync', () => ({ ok: answer }));
    await connections.get(jan)?.call('chat.sync', { chatId: jan, sid: aSid, after: 6 });
    expect(findTimeOut(desk.state.value, jan, 6)).toBe(70_000);
  });
});

test('[S84] what a colleague says is new too', async () => {
  const { desk, conversations } = await setUpDesk([active('Jan', { agents: [anna, carla] })]);
  const said = aConversation('Jan', [
    ['klant', 'Hallo'],
    [anna, 'Weet jij dit, Carla?'],
    [carla, 'Ik zoek het op'],
  ]);
  conversations.get(jan)?.add(said.slice(0, 2));
  conversations.get(jan)?.add(said.slice(2));
  expect(desk.unhandled.value).toBe(1);
  expect(desk.windows.value[0]?.readUpTo.value).toBe(3);
  desk.windows.value[0]?.setFocused(true);
  expect(desk.windows.value[0]?.readUpTo.value).toBeUndefined();
});
