// A customer's page and an agent's console without their screens, made of the browser's own parts and put into a world. Independent of any fault.

import { type Signal, signal } from '@preact/signals';
import type { ChatId, Sid } from '../../../shared/model.ts';
import { BEAT_MS } from '../../../shared/rules.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import { createConnection } from '../../../web/connection/connection.ts';
import { createConversation } from '../../../web/connection/conversation.ts';
import { newCid } from '../../../web/connection/ids.ts';
import { createOutbox } from '../../../web/connection/outbox.ts';
import { parseEvent } from '../../../web/connection/parse-event.ts';
import type { Connection, Conversation } from '../../../web/connection/types.ts';
import { createPreviewing, createTypingSign } from '../../../web/connection/typing.ts';
import { apply } from '../../../web/console/state/apply.ts';
import { enterDesk } from '../../../web/console/state/desk-sync.ts';
import { hasWindow } from '../../../web/console/state/selectors.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../web/console/state/state.ts';
import type { Person } from '../../support/desk.ts';
import { createLocks } from '../../web/connection/support/server.ts';
import { aStorage } from '../../web/connection/support/storage.ts';
import type { World } from './world.ts';

let sids = 0;
const newSid = () => String(++sids).padStart(8, '0') as Sid;

/** A browser of one person: what its pages share, and what stays when they go. */
export interface Browser {
  readonly person: Person;
  readonly storage: Storage;
  readonly alone: ReturnType<typeof createLocks>;
}
export const createBrowser = (person: Person): Browser => ({
  person,
  storage: aStorage(),
  alone: createLocks(),
});

const textsOf = (entries: readonly ShownEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));

const openParts = (world: World, { person, storage, alone }: Browser) => {
  const environment = world.environment(person, alone);
  const connection = createConnection(parseEvent, environment);
  const outbox = createOutbox({ userId: person.id, storage });
  return { environment, connection, outbox };
};

/** As the widget does: asks in the lobby whether there is a chat to restore, and shows the one there is. */
export const openCustomerPage = (world: World, browser: Browser, sid = newSid()) => {
  const { environment, connection, outbox } = openParts(world, browser);
  const shown: Signal<Conversation | undefined> = signal(undefined);
  const room = signal({ open: false, rev: 0 });
  /** Everything a window showed, as it was shown. */
  const seen: { chatId: ChatId; entries: readonly ShownEntry[] }[] = [];
  let isClosed = false;

  const show = (chatId: ChatId, known?: Parameters<typeof createConversation>[0]['known']) => {
    if (shown.value?.chatId === chatId || isClosed) return;
    shown.value?.close();
    const conversation = createConversation({
      connection,
      outbox,
      chatId,
      sid,
      createTyping: createPreviewing,
      environment,
      ...(known && { known }),
    });
    conversation.entries.subscribe((entries) => void seen.push({ chatId, entries }));
    shown.value = conversation;
  };

  const lookIn = async () => {
    const answer = await connection.call('lobby.enter', {});
    if (!('ok' in answer)) return;
    const { chatId, open, rev } = answer.ok;
    if (chatId) show(chatId);
    else if (rev >= room.value.rev) room.value = { open, rev };
  };
  connection.listen((event) => {
    if (event.event === 'room.changed' && event.rev > room.value.rev) room.value = event;
  });
  const stopConnectListener = connection.onConnected(() => {
    if (!shown.value) void lookIn();
  });

  return {
    person: browser.person,
    sid,
    environment,
    connection,
    outbox,
    shown,
    room,
    seen,
    /** "Start chat"; gives what the server said. */
    async start() {
      const answer = await connection.call('chat.start', { sid, nickname: '', email: '', speaks: SPEAKS });
      if ('ok' in answer) show(answer.ok.chat.id, answer.ok);
      return answer;
    },
    say: (text: string) => shown.value?.say(text),
    texts: () => textsOf(shown.value?.entries.value ?? []),
    /** "Sluiten" after the end, and back to the lobby. */
    async putAway() {
      const chatId = shown.value?.chatId;
      if (!chatId) return;
      await connection.call('chat.dismiss', { chatId });
      shown.value?.close();
      shown.value = undefined;
      await lookIn();
    },
    close() {
      isClosed = true;
      stopConnectListener();
      shown.value?.close();
      connection.close();
    },
  };
};

export type ConsolePage = ReturnType<typeof openConsolePage>;

/** The desk as the console keeps it, with a conversation for every chat the agent takes part in. */
export const openConsolePage = (world: World, browser: Browser, sid = newSid()) => {
  const { environment, connection, outbox } = openParts(world, browser);
  const state = signal<DeskState>(emptyDesk);
  const conversations = new Map<ChatId, Conversation>();
  const seen: { chatId: ChatId; entries: readonly ShownEntry[] }[] = [];
  let isClosed = false;

  const dispatch = (event: DeskEvent) => {
    state.value = apply(state.value, event);
    arrange();
  };
  const arrange = () => {
    const { chats, me } = state.value;
    if (!me || isClosed) return;
    for (const [chatId, conversation] of conversations) {
      const chat = chats.get(chatId);
      if (chat && hasWindow(chat, me.id)) continue;
      conversation.close();
      conversations.delete(chatId);
    }
    for (const chat of chats.values()) {
      const isMine = chat.state === 'active' && chat.agents.some(({ id }) => id === me.id);
      if (!isMine || conversations.has(chat.id)) continue;
      const conversation = createConversation({
        connection,
        outbox,
        chatId: chat.id,
        sid,
        createTyping: createTypingSign,
        environment,
      });
      conversation.entries.subscribe((entries) => void seen.push({ chatId: chat.id, entries }));
      conversations.set(chat.id, conversation);
    }
  };

  connection.listen(dispatch);
  const entering = enterDesk({
    connection,
    sid,
    windows: () => [...conversations.keys()],
    state,
    dispatch,
    onRefused: () => {},
    random: world.random,
    after: environment.after,
  });
  const isOnDuty = () => {
    const { agents, me } = state.value;
    return me !== undefined && agents.get(me.id)?.onDuty === true;
  };
  const beat = () => {
    if (isClosed) return;
    environment.after(BEAT_MS, beat);
    if (isOnDuty() && connection.status.value === 'online') void connection.call('duty.beat', {});
  };
  environment.after(BEAT_MS, beat);

  return {
    person: browser.person,
    sid,
    environment,
    connection,
    state,
    dispatch,
    conversations,
    seen,
    isOnDuty,
    async duty(how: 'start' | 'stop') {
      const answer = await connection.call(`duty.${how}`, {});
      if ('ok' in answer) dispatch({ event: 'agent.changed', agent: answer.ok });
      return answer;
    },
    async join(chatId: ChatId, second = true) {
      const answer = await connection.call('chat.join', {
        chatId,
        sid,
        cid: newCid(),
        second,
        speaks: SPEAKS,
      });
      if ('ok' in answer) dispatch({ event: 'chat.joined', chat: answer.ok.chat, form: answer.ok.form });
      return answer;
    },
    async leave(chatId: ChatId) {
      const answer = await connection.call('chat.leave', { chatId, cid: newCid() });
      if ('ok' in answer) dispatch({ event: 'chat.left', chatId });
      return answer;
    },
    async closeChat(chatId: ChatId, how: 'save' | 'delete') {
      const answer =
        how === 'save'
          ? await connection.call('chat.save', { chatId })
          : await connection.call('chat.delete', { chatId });
      if ('ok' in answer) dispatch({ event: 'chat.closed', chatId, ...answer.ok });
      return answer;
    },
    call: connection.call as Connection['call'],
    say: (chatId: ChatId, text: string) => conversations.get(chatId)?.say(text),
    texts: (chatId: ChatId) => textsOf(conversations.get(chatId)?.entries.value ?? []),
    close() {
      isClosed = true;
      entering.close();
      for (const conversation of conversations.values()) conversation.close();
      connection.close();
    },
  };
};
