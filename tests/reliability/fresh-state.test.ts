// F2: whoever came in at whatever moment and applied what was pushed since has what they would get by asking now. For every action there is.
import { signal } from '@preact/signals';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweep } from '../../functions/workflows/sweep.ts';
import { type ActionName, actions } from '../../shared/actions.ts';
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId, Sid } from '../../shared/model.ts';
import { createConversation } from '../../web/connection/conversation.ts';
import { createOutbox } from '../../web/connection/outbox.ts';
import type { Connection, ConnectionStatus } from '../../web/connection/types.ts';
import { createTypingSign } from '../../web/connection/typing.ts';
import { apply } from '../../web/console/state/apply.ts';
import { findTimeOut } from '../../web/console/state/selectors.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../web/console/state/state.ts';
import { createDesk, type Desk, newCid, type Tab } from '../support/desk.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { aStorage } from '../web/connection/support/storage.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const MINUTE = 60_000;

interface Cast {
  readonly desk: Desk;
  readonly jan: Tab;
  readonly petra: Tab;
  readonly anna: Tab;
  readonly bram: Tab;
  readonly boss: Tab;
  /** Chats in the order they began. */
  readonly chats: ChatId[];
}

/** Everybody at a new desk, nobody on duty. */
const assemble = async (): Promise<Cast> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  return {
    desk,
    jan: await desk.customer(),
    petra: await desk.customer(),
    anna: await desk.agent('Anna', { onDuty: false }),
    bram: await desk.agent('Bram', { onDuty: false }),
    boss: await desk.agent('Ohadmin', { onDuty: false, permissions: ['helpdesk', 'manage', 'administer'] }),
    chats: [],
  };
};

const pass = async ({ desk, anna, bram }: Cast, minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    desk.pass(MINUTE);
    for (const each of [anna, bram]) await each.tryTo('duty.beat', {});
    await sweep(desk.context);
  }
};
const chatOf = ({ chats }: Cast, at = -1): ChatId => {
  const chatId = chats.at(at);
  if (!chatId) throw new Error('no chat');
  return chatId;
};
const begin = async (cast: Cast, tab: Tab) => {
  const { chat } = await tab.ask('chat.start', { sid: tab.sid, nickname: tab.me.login, email: '' });
  cast.chats.push(chat.id);
};

type Step = readonly [action: ActionName, does: (cast: Cast) => Promise<unknown>];

/** A day at the desk in which everything happens: a new action has its line here, where it changes something. */
const day: readonly Step[] = [
  ['ping', ({ anna }) => anna.ask('ping', {})],
  ['lobby.enter', ({ jan }) => jan.ask('lobby.enter', {})],
  ['desk.enter', ({ bram }) => bram.ask('desk.enter', { sid: bram.sid })],
  ['duty.start', ({ anna }) => anna.ask('duty.start', {})],
  ['duty.start', ({ bram }) => bram.ask('duty.start', {})],
  ['duty.beat', ({ anna }) => anna.ask('duty.beat', {})],
  ['text.save', ({ boss }) => boss.ask('text.save', { title: 'Groet', text: 'Dag', category: '', order: 1 })],
  ['text.list', ({ anna }) => anna.ask('text.list', {})],
  ['chat.start', (cast) => begin(cast, cast.jan)],
  [
    'chat.say',
    (cast) => cast.jan.ask('chat.say', { chatId: chatOf(cast), cid: newCid(), after: 1, text: 'Vraag' }),
  ],
  ['chat.start', (cast) => begin(cast, cast.petra)],
  [
    'chat.sync',
    (cast) => cast.petra.ask('chat.sync', { chatId: chatOf(cast), sid: cast.petra.sid, after: 0 }),
  ],
  [
    'chat.join',
    (cast) =>
      cast.anna.ask('chat.join', { chatId: chatOf(cast), sid: cast.anna.sid, cid: newCid(), second: false }),
  ],
  ['chat.preview', (cast) => cast.petra.ask('chat.preview', { chatId: chatOf(cast), rev: 1, text: 'Half' })],
  ['chat.typing', (cast) => cast.anna.ask('chat.typing', { chatId: chatOf(cast) })],
  [
    'chat.fill',
    (cast) => cast.anna.ask('chat.fill', { chatId: chatOf(cast), fields: { subject: 'Factuur' } }),
  ],
  ['chat.form', (cast) => cast.anna.ask('chat.form', { chatId: chatOf(cast) })],
  [
    'chat.invite',
    (cast) =>
      cast.anna.ask('chat.invite', {
        chatId: chatOf(cast),
        agent: cast.bram.me.id,
        note: 'Help',
        transfer: false,
      }),
  ],
  ['chat.decline', (cast) => cast.bram.ask('chat.decline', { chatId: chatOf(cast) })],
  [
    'chat.invite',
    (cast) =>
      cast.anna.ask('chat.invite', {
        chatId: chatOf(cast),
        agent: cast.bram.me.id,
        note: '',
        transfer: false,
      }),
  ],
  [
    'chat.withdraw',
    (cast) => cast.anna.ask('chat.withdraw', { chatId: chatOf(cast), agent: cast.bram.me.id }),
  ],
  [
    'chat.invite',
    (cast) =>
      cast.anna.ask('chat.invite', {
        chatId: chatOf(cast),
        agent: cast.bram.me.id,
        note: '',
        transfer: true,
      }),
  ],
  [
    'chat.join',
    (cast) =>
      cast.bram.ask('chat.join', { chatId: chatOf(cast), sid: cast.bram.sid, cid: newCid(), second: false }),
  ],
  [
    'chat.join',
    (cast) =>
      cast.anna.ask('chat.join', { chatId: chatOf(cast), sid: cast.anna.sid, cid: newCid(), second: true }),
  ],
  ['chat.allow', (cast) => cast.anna.ask('chat.allow', { chatId: chatOf(cast), allowed: true })],
  ['chat.leave', (cast) => cast.bram.ask('chat.leave', { chatId: chatOf(cast), cid: newCid() })],
  [
    'chat.watch',
    (cast) => cast.boss.ask('chat.watch', { chatId: chatOf(cast), sid: cast.boss.sid, after: 0 }),
  ],
  [
    'chat.say',
    (cast) => cast.anna.ask('chat.say', { chatId: chatOf(cast), cid: newCid(), after: 5, text: 'Antwoord' }),
  ],
  [
    'chat.note',
    (cast) =>
      cast.anna.ask('chat.note', {
        chatId: chatOf(cast),
        cid: newCid(),
        after: 0,
        text: 'Klant van vorige week',
      }),
  ],
  ['chat.notes', (cast) => cast.anna.ask('chat.notes', { chatId: chatOf(cast), after: 0 })],
  ['note.redact', (cast) => cast.anna.ask('note.redact', { chatId: chatOf(cast), seq: 1 })],
  ['chat.redact', (cast) => cast.anna.ask('chat.redact', { chatId: chatOf(cast), seq: 7, cid: newCid() })],
  ['chat.unwatch', (cast) => cast.boss.ask('chat.unwatch', { chatId: chatOf(cast), sid: cast.boss.sid })],
  ['settings.change', ({ boss }) => changeSettings(boss, { max: 5, preview: false, welcome: 'Dag' })],
  ['settings.change', ({ boss }) => changeSettings(boss, { max: 2, timeoutMinutes: 5 })],
  // Both chats are told that they time out; one customer stays, the other does not.
  [
    'chat.stay',
    async (cast) => {
      await pass(cast, 4);
      await cast.petra.ask('chat.stay', { chatId: chatOf(cast) });
    },
  ],
  [
    'unclosed.list',
    async (cast) => {
      await pass(cast, 2);
      await cast.anna.ask('unclosed.list', {});
    },
  ],
  ['chat.dismiss', (cast) => cast.jan.ask('chat.dismiss', { chatId: chatOf(cast, 0) })],
  ['chat.save', (cast) => cast.anna.ask('chat.save', { chatId: chatOf(cast, 0) })],
  ['chat.end', (cast) => cast.petra.ask('chat.end', { chatId: chatOf(cast), cid: newCid(), after: 1 })],
  // After the end the log has no word of it.
  ['chat.redact', (cast) => cast.boss.ask('chat.redact', { chatId: chatOf(cast, 0), seq: 2, cid: newCid() })],
  ['chat.rate', (cast) => cast.petra.ask('chat.rate', { chatId: chatOf(cast), stars: 5, comment: '' })],
  ['chat.delete', (cast) => cast.bram.ask('chat.delete', { chatId: chatOf(cast) })],
  ['chat.undelete', (cast) => cast.bram.ask('chat.undelete', { chatId: chatOf(cast) })],
  [
    'text.delete',
    async ({ boss }) => {
      const { texts } = await boss.ask('text.list', {});
      for (const { id } of texts) await boss.ask('text.delete', { textId: id });
    },
  ],
  ['audit.list', ({ boss }) => boss.ask('audit.list', {})],
  ['usage.read', ({ boss }) => boss.ask('usage.read', {})],
  ['duty.stop', ({ bram }) => bram.ask('duty.stop', {})],
  // The lease of the other runs out.
  [
    'duty.beat',
    async ({ desk, bram }) => {
      desk.pass(3 * MINUTE);
      await sweep(desk.context);
      await bram.tryTo('duty.beat', {});
    },
  ],
];

const changeSettings = async (boss: Tab, change: object) => {
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  return boss.ask('settings.change', { ...settings, ...change });
};

/** A console that came in at some moment: the snapshot of then, and every push since. */
const openObserver = async (desk: Desk, boss: Tab) => {
  const tab = desk.open(boss.me, { isCounted: false });
  let state: DeskState = emptyDesk;
  let taken = 0;
  const take = (event: DeskEvent) => {
    state = apply(state, event);
  };
  take({ event: 'desk.asked' });
  take({ event: 'desk.entered', snapshot: await tab.ask('desk.enter', { sid: tab.sid }) });
  take({ event: 'texts.read', texts: (await tab.ask('text.list', {})).texts });
  return {
    state: () => {
      for (const event of tab.inbox.slice(taken)) take(event);
      taken = tab.inbox.length;
      return state;
    },
  };
};

const byId = <T extends { readonly id: string }>(all: Iterable<T>) =>
  [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
/** What an overview and its figures are made of; `rev` only says which of two words is the later one. */
const shownOf = (state: DeskState) =>
  JSON.parse(
    JSON.stringify({
      chats: byId([...state.chats.values()].filter((chat) => chat.state !== 'closed')).map((chat) => ({
        ...chat,
        rev: 0,
      })),
      agents: byId([...state.agents.values()].filter((agent) => agent.onDuty)),
      settings: state.settings,
      texts: byId(state.texts?.values() ?? []),
    }),
  );

/** A tab of a chat, with the conversation that the window shows. */
const openWindow = async (desk: Desk, of: Tab, chatId: ChatId, sid?: Sid) => {
  const tab = desk.open(of.me, { isCounted: false });
  const listeners = new Set<(event: ServerEvent) => void>();
  const status = signal<ConnectionStatus>('online');
  const connection: Connection = {
    status,
    call: ((action: never, input: never) => tab.tryTo(action, input)) as Connection['call'],
    tell: () => {},
    listen: (onEvent) => {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    onConnected: (greet) => {
      greet();
      return () => {};
    },
    use: () => {},
    close: () => {},
  };
  const environment = {
    now: desk.now,
    random: () => 0,
    after: () => () => {},
    onWake: () => () => {},
    isSignedIn: async () => true,
    alone: (_name: string, work: () => Promise<void>) => work(),
    openSocket: () => {
      throw new Error('no socket here');
    },
  };
  const conversation = createConversation({
    connection,
    outbox: createOutbox({ userId: of.me.id, storage: aStorage() }),
    chatId,
    sid: sid ?? tab.sid,
    createTyping: createTypingSign,
    environment,
  });
  let taken = 0;
  await expect.poll(() => conversation.entries.value.length, { interval: 2 }).toBeGreaterThan(0);
  return {
    shown() {
      for (const event of tab.inbox.slice(taken)) for (const listen of listeners) listen(event);
      taken = tab.inbox.length;
      return { chat: conversation.chat.value, entries: conversation.entries.value };
    },
    stop: conversation.close,
  };
};

it('[F2] the day has every action there is', () => {
  expect(new Set(day.map(([action]) => action))).toEqual(new Set(Object.keys(actions)));
});

it(`[F2] after each of ${day.length} steps every console, from whatever step on, is as a fresh one`, async ({
  annotate,
}) => {
  const cast = await assemble();
  const observers = [await openObserver(cast.desk, cast.boss)];
  let comparisons = 0;
  for (const [action, does] of day) {
    await does(cast);
    const fresh = await openObserver(cast.desk, cast.boss);
    const truth = shownOf(fresh.state());
    for (const [since, observer] of observers.entries()) {
      expect(shownOf(observer.state()), `${action}, for whoever came in at step ${since}`).toEqual(truth);
      comparisons++;
    }
    observers.push(fresh);
  }
  await annotate(`${day.length} steps, ${comparisons} comparisons`, 'figures');
});

it('[F2] after each step every window of a chat, from whatever step on, is as a fresh one', async ({
  annotate,
}) => {
  const cast = await assemble();
  const windows: { of: Tab; window: Awaited<ReturnType<typeof openWindow>> }[] = [];
  let comparisons = 0;
  for (const [action, does] of day) {
    await does(cast);
    const [first, second] = cast.chats;
    for (const [of, chatId] of [
      [cast.jan, first],
      [cast.petra, second],
    ] as const) {
      if (!chatId) continue;
      // META keeps eight tabs of one person: each look is by the same one, next to few others.
      const fresh = await openWindow(cast.desk, of, chatId, 'look0000' as Sid);
      const truth = fresh.shown();
      for (const { of: owner, window } of windows) {
        if (owner !== of) continue;
        // That it was put away is told to consoles only: a customer's window is gone by then.
        const shown = window.shown();
        const state = truth.chat?.state === 'closed' ? 'closed' : shown.chat?.state;
        expect({ ...shown, chat: { ...shown.chat, state } }, action).toEqual(truth);
        comparisons++;
      }
      fresh.stop();
      if (windows.filter(({ of: owner }) => owner === of).length < 6)
        windows.push({ of, window: await openWindow(cast.desk, of, chatId) });
    }
  }
  for (const { window } of windows) window.stop();
  await annotate(`${comparisons} comparisons`, 'figures');
});

it('[F2] a chat stands the same whatever cursor it is asked from', async () => {
  const cast = await assemble();
  for (const [action, does] of day) {
    await does(cast);
    const [first] = cast.chats;
    if (!first) continue;
    const ask = (after: number) => cast.jan.ask('chat.sync', { chatId: first, sid: cast.jan.sid, after });
    const { chat, entries } = await ask(0);
    for (const { seq } of entries) expect((await ask(seq)).chat, `${action}, from ${seq}`).toEqual(chat);
  }
});

it('[F2] what an agent in the chat was told of its time-out and its fields is what a sync and the form say', async () => {
  await engine.clear();
  const desk = createDesk(engine.db);
  await desk.settings({ timeoutMinutes: 5 });
  const [anna, bram] = [await desk.agent('Anna'), await desk.agent('Bram')];
  const jan = await desk.customer();
  const { chat } = await jan.ask('chat.start', { sid: jan.sid, nickname: '', email: '' });
  let state: DeskState = emptyDesk;
  for (const tab of [anna, bram]) {
    const { chat: joined, form } = await tab.ask('chat.join', {
      chatId: chat.id,
      sid: tab.sid,
      cid: newCid(),
      second: true,
    });
    if (tab === anna) state = apply(state, { event: 'chat.joined', chat: joined, form });
  }
  const taken = anna.inbox.length;
  await bram.ask('chat.fill', { chatId: chat.id, fields: { remarks: 'Let op' } });
  for (const minutes of [4, 0.5]) {
    desk.pass(minutes * MINUTE);
    await anna.ask('duty.beat', {});
    await sweep(desk.context);
  }
  const told = anna.inbox.slice(taken).reduce<DeskState>(apply, state);
  const { endsAt } = await anna.ask('chat.sync', { chatId: chat.id, sid: '00000000' as Sid, after: 0 });
  expect(endsAt).toBeDefined();
  expect(findTimeOut(told, chat.id, 3)).toBe(endsAt);
  expect(told.forms.get(chat.id)).toEqual(await anna.ask('chat.form', { chatId: chat.id }));
  await jan.ask('chat.stay', { chatId: chat.id });
  expect(findTimeOut(anna.inbox.slice(taken).reduce<DeskState>(apply, state), chat.id, 3)).toBeUndefined();
});
