// The console without its screen, with a server the test plays: windows, joining, closing, duty.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createConsole } from '../../../../web/console/state/create-console.ts';
import { createLayout } from '../../../../web/console/state/layout.ts';
import { createTabStorage } from '../../../../web/console/state/tab-storage.ts';
import {
  aChatId,
  aChatSummary,
  aCid,
  aConversation,
  aForm,
  aMessage,
  anAgentSummary,
  anna,
  aSid,
  asCustomer,
  bram,
  settings,
} from '../../../support/builders.ts';
import {
  createFakeConnection,
  createFakeConversation,
  createFakeTabs,
  createStorage,
} from '../support/fake-connection.ts';
import { active, ended, settle, setUpDesk } from '../support/set-up-desk.ts';

const jan = aChatId('Jan');
const petra = aChatId('Petra');
const kees = aChatId('Kees');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('windows', () => {
  test('[S29] the chats of this agent come back by the snapshot, with their drafts', async () => {
    const { desk, open } = await setUpDesk([
      active('Jan'),
      active('Petra', { agents: [bram] }),
      aChatSummary('Kees'),
    ]);
    expect(open()).toEqual([jan]);
    expect(desk.windows.value[0]?.reply.value).toBe('half antw');
  });

  test('come back in the order they had, those that ended behind the others', async () => {
    const storage = createStorage();
    createTabStorage(storage, 'anna').saveWindows([petra, kees, jan]);
    const chats = [active('Jan'), ended('Petra'), ended('Fatma'), active('Kees')];
    const { open } = await setUpDesk(chats, { storage });
    expect(open()).toEqual([kees, jan, petra]);
  });

  test('stay open over a reconnect', async () => {
    const { server, desk, conversations } = await setUpDesk([active('Jan')]);
    const [before] = desk.windows.value;
    server.onConnect();
    await settle();
    expect(desk.windows.value[0]).toBe(before);
    expect(conversations.get(jan)?.isClosed()).toBe(false);
  });

  test('[S73] of an ended chat stays; put aside it can be opened again from the list', async () => {
    const { server, desk, open } = await setUpDesk([active('Jan')]);
    desk.hide(jan);
    expect(open()).toEqual([jan]);
    server.push({ event: 'chat.changed', chat: ended('Jan') });
    expect(open()).toEqual([jan]);
    desk.hide(jan);
    expect(open()).toEqual([]);
    desk.show(jan);
    expect(open()).toEqual([jan]);
    expect(desk.wanted.value).toEqual({ chatId: jan });
  });

  test('[S84] count what the customer says while they have no focus', async () => {
    const { desk, conversations } = await setUpDesk([active('Jan')]);
    const conversation = conversations.get(jan);
    const said = aConversation('Jan', [
      ['klant', 'Hallo'],
      [anna, 'Dag'],
      ['klant', 'Een vraag'],
    ]);
    conversation?.add(said.slice(0, 2));
    expect(desk.unhandled.value).toBe(0);
    conversation?.add(said.slice(2));
    expect(desk.unhandled.value).toBe(1);
    desk.windows.value[0]?.setFocused(true);
    expect(desk.unhandled.value).toBe(0);
  });

  test('[S84] what was seen in another tab is seen, and the other way around', async () => {
    const { desk, conversations, tabs } = await setUpDesk([active('Jan')]);
    conversations.get(jan)?.add(aConversation('Jan', [['klant', 'Hallo']]));
    const [window] = desk.windows.value;
    conversations.get(jan)?.add([aMessage(4, asCustomer('Jan'), 'Bent u daar?')]);
    expect(window?.unread.value).toBe(1);
    tabs.see({ chatId: jan, seq: 3 });
    expect(window?.unread.value).toBe(1);
    tabs.see({ chatId: jan, seq: 4 });
    expect(window?.unread.value).toBe(0);
    expect(tabs.told).toEqual([]);
    window?.setFocused(true);
    conversations.get(jan)?.add([aMessage(5, asCustomer('Jan'), 'Hallo?')]);
    expect(tabs.told.at(-1)).toEqual({ chatId: jan, seq: 5 });
  });

  test('send the reply and empty the box; a fault leaves the text', async () => {
    const { desk, conversations } = await setUpDesk([active('Jan')]);
    const [window] = desk.windows.value;
    window?.typeReply('  ');
    expect(window?.sendReply()).toBe('empty_text');
    window?.typeReply('Goedemorgen');
    expect(window?.sendReply()).toBeUndefined();
    expect(window?.reply.value).toBe('');
    expect(conversations.get(jan)?.said).toEqual(['Goedemorgen']);
  });
});

describe('[S28] joining', () => {
  const joined = {
    chat: active('Jan', { rev: 9 }),
    entries: aConversation('Jan', []),
    form: aForm({ email: 'a@b.nl' }),
  };

  test('opens the window with what the answer said, without asking again', async () => {
    const { server, desk, conversations, open } = await setUpDesk([aChatSummary('Jan')]);
    server.answer('chat.join', () => {
      // To every console, so to this one as well, and mostly earlier than the answer.
      server.push({ event: 'chat.changed', chat: joined.chat });
      return { ok: joined };
    });
    await desk.chats.join(jan, false);
    expect(open()).toEqual([jan]);
    expect(conversations.get(jan)?.entries.value).toEqual(joined.entries);
    expect(desk.windows.value[0]?.fields?.shown()?.email).toBe('a@b.nl');
    expect(server.inputs('chat.form')).toEqual([]);
    expect(desk.wanted.value).toEqual({ chatId: jan });
  });

  test('done, and its answer lost: the desk is asked at once, and the window opens', async () => {
    const chats = [aChatSummary('Jan')];
    const { server, desk, open, notices } = await setUpDesk(chats);
    server.answer('chat.join', () => {
      chats[0] = joined.chat;
      return { lost: true };
    });
    await desk.chats.join(jan, false);
    await settle();
    expect(notices()).toEqual(['lost']);
    expect(open()).toEqual([jan]);
    // A refusal was answered: nothing happened that is not known here.
    const asked = server.inputs('desk.enter').length;
    server.answer('chat.end', () => ({ error: { code: 'busy' } }));
    await desk.chats.end(jan);
    expect(server.inputs('desk.enter')).toHaveLength(asked);
  });

  test('after another agent: told who was first, and second only by choice', async () => {
    const { server, desk, open } = await setUpDesk([aChatSummary('Jan')]);
    server.answer('chat.join', () => ({ error: { code: 'taken', by: 'Bram' } }));
    await desk.chats.join(jan, false);
    expect(desk.chats.taken.value).toEqual({ chatId: jan, by: 'Bram' });
    expect(open()).toEqual([]);
    server.answer('chat.join', () => ({ ok: joined }));
    await desk.chats.join(jan, true);
    expect(desk.chats.taken.value).toBeUndefined();
    expect(open()).toEqual([jan]);
    expect(server.inputs('chat.join').map(({ second }) => second)).toEqual([false, true]);
  });

  test('again after no answer is the same join', async () => {
    const { server, desk, notices } = await setUpDesk([aChatSummary('Jan')]);
    server.answer('chat.join', () => ({ lost: true }));
    await desk.chats.join(jan, false);
    expect(notices()).toEqual(['lost']);
    await desk.chats.join(jan, false);
    const [first, second] = server.inputs('chat.join');
    expect(second?.cid).toBe(first?.cid);
  });

  test('twice at once is once', async () => {
    const { server, desk } = await setUpDesk([aChatSummary('Jan')]);
    server.answer('chat.join', () => ({ ok: joined }));
    await Promise.all([desk.chats.join(jan, false), desk.chats.join(jan, false)]);
    expect(server.inputs('chat.join')).toHaveLength(1);
  });

  test('refused says why', async () => {
    const { server, desk } = await setUpDesk([aChatSummary('Jan')]);
    server.answer('chat.join', () => ({ error: { code: 'at_maximum', max: 3 } }));
    await desk.chats.join(jan, false);
    expect(desk.notices.shown.value).toMatchObject([
      { kind: 'refused', refusal: { code: 'at_maximum', max: 3 } },
    ]);
  });
});

describe('[S74] closing', () => {
  const quietly = { publish: true, isOpenedNext: false };

  test('saves the fields first, then the chat, and closes the window', async () => {
    const { server, desk, open, notices } = await setUpDesk([ended('Jan')]);
    server.answer('chat.save', () => ({ ok: { ticket: 12 } }));
    desk.show(jan);
    await settle();
    desk.windows.value[0]?.fields?.type('subject', 'Factuur');
    expect(await desk.chats.save(jan, quietly)).toBe(12);
    const order = server.calls
      .map(({ action }) => action)
      .filter((action) => action === 'chat.fill' || action === 'chat.save');
    expect(order).toEqual(['chat.fill', 'chat.save']);
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['saved']);
    server.push({ event: 'chat.changed', chat: ended('Jan', { state: 'closed', ticket: 12, rev: 7 }) });
    expect(notices()).toEqual(['saved']);
  });

  test('does not save the chat while fields could not be saved', async () => {
    const { server, desk, open, notices } = await setUpDesk([ended('Jan')]);
    server.answer('chat.fill', () => ({ lost: true }));
    desk.show(jan);
    await settle();
    desk.windows.value[0]?.fields?.type('subject', 'Factuur');
    expect(await desk.chats.save(jan, quietly)).toBeUndefined();
    expect(server.inputs('chat.save')).toEqual([]);
    expect(open()).toEqual([jan]);
    expect(notices()).toEqual(['fields_unsaved']);
  });

  test('[S103] deleting in the window can be undone from its notice, which goes with that; a refusal is said', async () => {
    const { server, desk, open, notices } = await setUpDesk([ended('Jan')]);
    server.answer('chat.delete', () => ({ ok: {} }));
    desk.show(jan);
    await desk.chats.remove(jan);
    expect([open(), notices()]).toEqual([[], ['deleted']]);
    server.answer('chat.undelete', () => ({ error: { code: 'not_found' } }));
    await desk.chats.undelete(jan);
    expect(notices()).toEqual(['deleted', 'refused']);
    server.answer('chat.undelete', () => ({ ok: {} }));
    await desk.chats.undelete(jan);
    expect(server.inputs('chat.undelete').at(-1)).toEqual({ chatId: jan });
    expect(notices()).toEqual(['refused']);
  });

  test('a refusal leaves the window and says why', async () => {
    const { server, desk, open, notices } = await setUpDesk([ended('Jan')]);
    server.answer('chat.delete', () => ({ error: { code: 'chat_not_ended' } }));
    desk.show(jan);
    await desk.chats.remove(jan);
    expect(open()).toEqual([jan]);
    expect(notices()).toEqual(['refused']);
  });

  test('by a colleague takes the window away with a word about it', async () => {
    const { server, desk, open, storage } = await setUpDesk([active('Jan'), active('Petra')]);
    server.push({ event: 'chat.changed', chat: ended('Jan', { state: 'closed', ticket: 12, rev: 7 }) });
    server.push({ event: 'chat.changed', chat: ended('Petra', { rev: 7 }) });
    server.push({ event: 'chat.changed', chat: ended('Petra', { state: 'closed', rev: 9 }) });
    expect(open()).toEqual([]);
    expect(desk.notices.shown.value).toMatchObject([
      { kind: 'saved_elsewhere', nickname: 'Jan', ticket: 12 },
      { kind: 'closed_elsewhere', nickname: 'Petra' },
    ]);
    expect(Object.keys(storage).filter((name) => name.includes('.chat.'))).toEqual([]);
  });

  test('by its end, where nobody said a word, takes the window away and blames nobody', async () => {
    const { server, open, notices } = await setUpDesk([active('Jan')]);
    server.push({ event: 'chat.changed', chat: ended('Jan', { state: 'closed', rev: 7 }) });
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['nothing_to_save']);
  });

  test('[S103] by a colleague who brings it back is not said any more', async () => {
    const { server, desk, notices } = await setUpDesk([ended('Jan')]);
    desk.show(jan);
    desk.windows.value[0]?.typeReply('half zi');
    server.push({ event: 'chat.changed', chat: ended('Jan', { state: 'closed', rev: 7 }) });
    await settle();
    expect(notices()).toEqual(['closed_elsewhere', 'unsaid']);
    server.push({ event: 'chat.changed', chat: ended('Jan', { rev: 9 }) });
    expect(notices()).toEqual(['unsaid']);
  });

  test('by a colleague while we were away is told after the snapshot', async () => {
    const { server, open, notices } = await setUpDesk([active('Jan')]);
    server.answer('desk.enter', () => ({
      ok: { me: anna, permissions: [], settings, categories: [], chats: [], agents: [], now: Date.now() },
    }));
    server.onConnect();
    await settle();
    expect(open()).toEqual([]);
    expect(notices()).toEqual(['closed_elsewhere', 'unsaid']);
  });
});

describe('[S6] duty', () => {
  const onDuty = [anAgentSummary(anna)];

  test('starts and stops by choice', async () => {
    const { server, desk } = await setUpDesk();
    server.answer('duty.start', () => ({ ok: anAgentSummary(anna) }));
    server.answer('duty.stop', () => ({ ok: anAgentSummary(anna, { onDuty: false }) }));
    await desk.duty.start();
    expect(desk.duty.agent.value?.onDuty).toBe(true);
    await desk.duty.stop();
    expect(desk.duty.agent.value?.onDuty).toBe(false);
  });

  test('beats every 40 s, only on duty and only with a connection', async () => {
    const { server, desk } = await setUpDesk([], { agents: onDuty });
    expect(server.inputs('duty.beat')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(server.inputs('duty.beat')).toHaveLength(3);
    server.setStatus('offline');
    await vi.advanceTimersByTimeAsync(80_000);
    expect(server.inputs('duty.beat')).toHaveLength(3);
    server.setStatus('online');
    await settle();
    expect(server.inputs('duty.beat')).toHaveLength(4);
    desk.close();
    await vi.advanceTimersByTimeAsync(80_000);
    expect(server.inputs('duty.beat')).toHaveLength(4);
  });

  test('asks for the connection as soon as it is lost, because customers wait', async () => {
    const { server } = await setUpDesk([], { agents: onDuty });
    server.setStatus('offline');
    await vi.advanceTimersByTimeAsync(1);
    expect(server.inputs('ping')).toHaveLength(1);
  });

  test('ended elsewhere shows as soon as a beat is refused', async () => {
    const { server, desk } = await setUpDesk([], { agents: onDuty });
    server.answer('duty.beat', () => ({ error: { code: 'not_on_duty' } }));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(desk.duty.agent.value?.onDuty).toBe(false);
  });
});

test('a fault that passes is asked again, and takes nothing off the screen', async () => {
  const { server, desk, open } = await setUpDesk([active('Jan')]);
  server.answer('desk.enter', () => ({ error: { code: 'internal' } }));
  server.onConnect();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.inputs('desk.enter').length).toBeGreaterThan(3);
  expect(desk.entryRefusal.value).toBeUndefined();
  expect(open()).toEqual([jan]);
});

test('[F8] [F10] asks for the desk again now and then, to find a chat no push told of', async () => {
  const { server, desk } = await setUpDesk();
  const jan = aChatSummary('Jan');
  server.answer('desk.enter', () => ({
    ok: { me: anna, permissions: [], settings, categories: [], chats: [jan], agents: [], now: Date.now() },
  }));
  await vi.advanceTimersByTimeAsync(59_000);
  expect(desk.state.value.chats.size).toBe(0);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([...desk.state.value.chats.keys()]).toEqual([jan.id]);
  const asked = server.inputs('desk.enter').length;
  desk.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(server.inputs('desk.enter')).toHaveLength(asked);
});

test('a desk that may not be opened says why', async () => {
  const server = createFakeConnection();
  server.answer('desk.enter', () => ({ error: { code: 'forbidden' } }));
  const desk = createConsole({
    connection: server.connection,
    openConversation: ({ chatId }) => createFakeConversation(chatId, undefined),
    loadDraft: async () => '',
    tabStorage: createTabStorage(createStorage(), 'anna'),
    tabs: createFakeTabs(),
    layout: createLayout(createStorage(), 'anna'),
    sid: aSid,
    newCid: () => aCid('x'),
    now: Date.now,
    random: () => 0.5,
  });
  await settle();
  expect(desk.entryRefusal.value).toEqual({ code: 'forbidden' });
});
