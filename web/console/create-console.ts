// The agents' console without its screen: what the server said, the open windows, and everything an agent can do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../shared/errors.ts';
import type { ChatId, Cid, Sid } from '../../shared/model.ts';
import { backOff } from '../connection/retry.ts';
import type { Connection, Conversation } from '../connection/types.ts';
import { apply } from './apply.ts';
import { type ChatCommands, createChatCommands, type Known } from './chat-commands.ts';
import { type ChatWindow, createChatWindow } from './chat-window.ts';
import { createDuty, type Duty } from './duty.ts';
import type { Keep } from './keep.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOpenWindows } from './open-windows.ts';
import { type DeskEvent, type DeskState, emptyDesk } from './state.ts';

export interface ConsoleDeps {
  readonly connection: Connection;
  /** `known` is what joining just said; without it the conversation asks for its entries itself. */
  openConversation(chatId: ChatId, known: Known | undefined): Conversation;
  /** The reply to a chat as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  readonly keep: Keep;
  readonly sid: Sid;
  newCid(): Cid;
  /** Milliseconds since 1970. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
}

export interface HelpdeskConsole {
  readonly connection: Connection;
  readonly keep: Keep;
  readonly state: ReadonlySignal<DeskState>;
  readonly windows: ReadonlySignal<readonly ChatWindow[]>;
  readonly notices: Notices;
  readonly chats: ChatCommands;
  readonly duty: Duty;
  /** Why the desk could not be opened. */
  readonly entryRefusal: ReadonlySignal<Refusal | undefined>;
  /** The window that has to come forward and take the focus; every request is a new object. */
  readonly wanted: ReadonlySignal<{ readonly chatId: ChatId } | undefined>;
  readonly unread: ReadonlySignal<number>;
  /** Brings a window forward; an ended chat that was put aside gets its window again. */
  show(chatId: ChatId): void;
  /** Takes the window of an ended chat away; it stays in the list until it is saved or deleted. */
  putAside(chatId: ChatId): void;
  close(): void;
}

export const createConsole = (deps: ConsoleDeps): HelpdeskConsole => {
  const { connection, keep } = deps;
  const state = signal<DeskState>(emptyDesk);
  const entryRefusal = signal<Refusal | undefined>();
  const wanted = signal<{ readonly chatId: ChatId } | undefined>();
  const notices = createNotices();
  /** How the chats were called before the event being applied, which may have taken them away. */
  let before = emptyDesk;

  const dispatch = (event: DeskEvent) => {
    before = state.value;
    state.value = apply(before, event);
    if (state.value.me) windows.arrange();
  };

  const openWindow = (chatId: ChatId) =>
    createChatWindow({
      chatId,
      connection,
      keep,
      dispatch,
      conversation: deps.openConversation(chatId, chats.known(chatId)),
      loadDraft: deps.loadDraft,
      form: () => state.value.forms.get(chatId),
    });

  const tellGone = (chatId: ChatId) => {
    const chat = state.value.chats.get(chatId);
    const nickname = (chat ?? before.chats.get(chatId))?.nickname;
    const isClosed = !chat || chat.state === 'closed';
    if (chats.isClosing(chatId) || !isClosed || nickname === undefined) return;
    if (chat?.ticket === undefined) notices.post({ kind: 'closed_elsewhere', nickname });
    else notices.post({ kind: 'saved_elsewhere', nickname, ticket: chat.ticket });
  };

  const show = (chatId: ChatId) => {
    windows.add(chatId);
    wanted.value = { chatId };
  };

  const windows = createOpenWindows({
    state,
    keep,
    openWindow,
    isReady: (chatId) => !chats.isJoining(chatId),
    onGone: tellGone,
  });
  const chats = createChatCommands({
    connection,
    state,
    notices,
    dispatch,
    sid: deps.sid,
    newCid: deps.newCid,
    findWindow: windows.find,
    onJoined: (chatId) => {
      windows.arrange();
      if (windows.find(chatId)) show(chatId);
    },
  });
  const duty = createDuty({ connection, state, dispatch, refused: notices.refused, now: deps.now });
  const stopListening = connection.listen(dispatch);
  const stopEntering = enterDesk(deps, dispatch, entryRefusal);

  return {
    connection,
    keep,
    state,
    windows: windows.list,
    notices,
    chats,
    duty,
    entryRefusal,
    wanted,
    unread: computed(() => windows.list.value.reduce((sum, window) => sum + window.unread.value, 0)),
    show,
    putAside: (chatId) => {
      if (state.value.chats.get(chatId)?.state === 'ended') windows.putAside(chatId);
    },
    close: () => {
      stopListening();
      stopEntering();
      duty.close();
      windows.close();
    },
  };
};

/** Asks for the first screen now and after every reconnect, again and again while the answer is only a passing fault. */
const enterDesk = (
  { connection, sid, random }: ConsoleDeps,
  dispatch: (event: DeskEvent) => void,
  refusal: { value: Refusal | undefined },
): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enter = async (failures: number) => {
    clearTimeout(timer);
    dispatch({ event: 'desk.asked' });
    const answer = await connection.call('desk.enter', { sid });
    const isPassing = !('error' in answer) || ['busy', 'internal'].includes(answer.error.code);
    refusal.value = isPassing || !('error' in answer) ? undefined : answer.error;
    if ('ok' in answer) dispatch({ event: 'desk.entered', snapshot: answer.ok });
    // Lost with its connection: the next one greets by itself.
    else if (isPassing && connection.status.value === 'online')
      timer = setTimeout(() => void enter(failures + 1), backOff(failures, random()));
  };
  const stopGreeting = connection.onOnline(() => void enter(1));
  return () => {
    clearTimeout(timer);
    stopGreeting();
  };
};
