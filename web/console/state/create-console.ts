// The agents' console without its screen: what the server said, the open windows, and everything an agent can do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId, ChatSummary, Cid, Sid } from '../../../shared/model.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import { apply } from './apply.ts';
import { type Call, listCalls } from './attention.ts';
import { createBusy } from './busy.ts';
import { type ChatCommands, createChatCommands, type Known } from './chat-commands.ts';
import { createChatConnection } from './chat-connection.ts';
import { type ChatWindow, createChatWindow } from './chat-window.ts';
import { enterDesk } from './desk-sync.ts';
import { createDuty, type Duty } from './duty.ts';
import { type Keep, typedIn } from './keep.ts';
import { createKnownUnclosed, type UnclosedCount } from './known-unclosed.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOpenWindows, type Gone } from './open-windows.ts';
import { findDeclined, findSuccessor, hasWindow } from './selectors.ts';
import { createStandardTexts, type StandardTexts } from './standard-texts.ts';
import { type DeskEvent, type DeskState, emptyDesk } from './state.ts';
import type { Tabs } from './tabs.ts';
import { createTeam, type Team } from './team.ts';
import { createWatching } from './watching.ts';

export interface Opening {
  readonly chatId: ChatId;
  readonly connection: Connection;
  /** To read only (S95). */
  readonly isWatched: boolean;
  /** What joining just said; without it the conversation asks for its entries itself. */
  readonly known: Known | undefined;
}

export interface ConsoleDeps {
  readonly connection: Connection;
  openConversation(opening: Opening): Conversation;
  /** The reply to a chat as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  readonly keep: Keep;
  readonly tabs: Pick<Tabs, 'tellSeen' | 'onSeen'>;
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
  findWindow(chatId: ChatId): ChatWindow | undefined;
  readonly notices: Notices;
  /** Chats with a command under way. */
  readonly busy: ReadonlySignal<ReadonlySet<ChatId>>;
  readonly chats: ChatCommands;
  readonly team: Team;
  readonly duty: Duty;
  readonly texts: StandardTexts;
  /** Why the desk could not be opened. */
  readonly entryRefusal: ReadonlySignal<Refusal | undefined>;
  /** The window that has to come forward and take the focus; every request is a new object. */
  readonly wanted: ReadonlySignal<{ readonly chatId: ChatId } | undefined>;
  /** What asks for this agent now. */
  readonly calls: ReadonlySignal<readonly Call[]>;
  /** How much that is: messages, and chats as a whole. */
  readonly unhandled: ReadonlySignal<number>;
  /** The chats that stayed open, as far as they are known here (S104). */
  readonly unclosed: ReadonlySignal<readonly ChatSummary[]>;
  /** How many there are, also of those that are not known here; or `more` than that. */
  readonly unclosedCount: ReadonlySignal<UnclosedCount>;
  /** Asks the server how the desk stands. */
  refresh(): void;
  /** The server's time, as far as it is known here; waits and time-outs are counted by it. */
  serverNow(): number;
  /** Takes what the answer to something asked elsewhere said, such as settings that were saved. */
  dispatch(event: DeskEvent): void;
  /** Brings a window forward; an ended chat that was put aside gets its window again. */
  show(chatId: ChatId): void;
  /** Takes the window of an ended chat away; it stays in the list until it is saved or deleted. */
  putAside(chatId: ChatId): void;
  /** Follows a chat unseen, for who has "Chat beheren" (S90). */
  watch(chatId: ChatId): void;
  unwatch(chatId: ChatId): void;
  close(): void;
}

export const createConsole = (deps: ConsoleDeps): HelpdeskConsole => {
  const { connection, keep } = deps;
  const state = signal<DeskState>(emptyDesk);
  const entryRefusal = signal<Refusal | undefined>();
  const wanted = signal<{ readonly chatId: ChatId } | undefined>();
  const notices = createNotices(keep);
  /** How the chats were called before the event being applied, which may have taken them away. */
  let before = emptyDesk;
  /** How far the server's clock is ahead of this one (milliseconds). */
  let ahead = 0;

  const serverNow = () => deps.now() + ahead;

  const dispatch = (event: DeskEvent) => {
    if (event.event === 'chat.expiring') ahead = event.now - deps.now();
    if (event.event === 'console.changed') ahead = event.at - deps.now();
    // An older server does not say.
    if (event.event === 'desk.entered') ahead = (event.snapshot.now ?? deps.now()) - deps.now();
    const isLooserBefore = state.value.settings?.realtimeOnline === false;
    before = state.value;
    state.value = apply(before, event);
    if (state.value.me) windows.arrange();
    if (event.event === 'chat.changed') {
      tellDeclined(event.chat.id);
      if (state.value.chats.get(event.chat.id)?.state === 'ended') notices.forgetClosed(event.chat.id);
    }
    // While the desk looked less closely, customers came and went without a word (S13).
    if (event.event === 'settings.changed' && isLooserBefore && event.settings.realtimeOnline)
      entering.refresh();
  };

  const tellDeclined = (chatId: ChatId) => {
    const chat = state.value.chats.get(chatId);
    // Taking an invitation back here is no news.
    if (!chat || busy.chats.value.has(chatId)) return;
    for (const { agent } of findDeclined(before.chats.get(chatId), chat, state.value.me?.id))
      notices.post({ kind: 'declined', nickname: chat.nickname, by: agent.name });
  };

  const openWindow = (chatId: ChatId, isWatched: boolean) => {
    const chatConnection = createChatConnection({
      connection,
      isWatched,
      onSynced: (expiring) => dispatch({ event: 'chat.expiring', chatId, ...expiring }),
      onRefused: (answer) => {
        notices.refused(answer);
        unwatch(chatId);
      },
    });
    if (!isWatched) notices.forget(chatId);
    const known = isWatched ? undefined : chats.known(chatId);
    return createChatWindow({
      chatId,
      isWatched,
      connection,
      keep,
      dispatch,
      conversation: deps.openConversation({ chatId, isWatched, known, connection: chatConnection }),
      loadDraft: deps.loadDraft,
      me: () => state.value.me?.id,
      form: () => state.value.forms.get(chatId),
      onSeen: (seq) => deps.tabs.tellSeen({ chatId, seq }),
    });
  };

  const tellGone = (chatId: ChatId, how: Gone) => {
    const chat = state.value.chats.get(chatId);
    const was = before.chats.get(chatId);
    const nickname = (chat ?? was)?.nickname;
    if (chats.isClosing(chatId) || nickname === undefined) return;
    if (chat && chat.state !== 'closed') {
      const to = findSuccessor(was, chat, state.value.me?.id);
      if (to !== undefined) notices.post({ kind: 'handed_over', nickname, to, chatId });
      else if (how !== 'watched') notices.post({ kind: 'left', nickname, chatId });
    } else if (chat?.ticket !== undefined) {
      notices.post({ kind: 'saved_elsewhere', nickname, ticket: chat.ticket });
    } else {
      // Closed with its very end where nobody had said anything, and by nobody.
      const isAtOnce = was !== undefined && !was.ended && chat?.ended && chat.ended.reason !== 'deleted';
      notices.post({ kind: isAtOnce ? 'nothing_to_save' : 'closed_elsewhere', nickname, chatId });
    }
    // Handed over while this page was away: an open window gives what was typed in it itself.
    if (how === 'kept') tellUnsaid(chatId, nickname, typedIn(keep.window(chatId)));
  };

  const tellUnsaid = (chatId: ChatId, nickname: string, text: string) => {
    if (text) notices.post({ kind: 'unsaid', nickname, text, chatId });
  };

  /** Nothing typed is lost with the window, unless this agent saved or deleted the chat. */
  const letGo = (window: ChatWindow) => {
    const { chatId } = window;
    const chat = state.value.chats.get(chatId);
    const stays = chat !== undefined && hasWindow(chat, state.value.me?.id);
    if (window.isWatched || stays || chats.isClosing(chatId)) return window.close();
    const nickname = (chat ?? before.chats.get(chatId))?.nickname ?? '';
    void window.giveUp().then((text) => tellUnsaid(chatId, nickname, text));
  };

  const show = (chatId: ChatId) => {
    windows.add(chatId);
    wanted.value = { chatId };
  };

  const unwatch = (chatId: ChatId) => {
    watching.stop(chatId);
    windows.putAside(chatId);
    keep.dropWindow(chatId);
  };

  const busy = createBusy();
  const watching = createWatching({ connection, keep, sid: deps.sid });
  const windows = createOpenWindows({
    state,
    keep,
    watching,
    openWindow,
    isReady: (chatId) => !chats.isJoining(chatId),
    letGo,
    onGone: tellGone,
  });
  const chats = createChatCommands({
    connection,
    state,
    notices,
    busy,
    dispatch,
    sid: deps.sid,
    newCid: deps.newCid,
    findWindow: windows.find,
    onJoined: (chatId) => {
      windows.arrange();
      if (windows.find(chatId)) show(chatId);
    },
  });
  const team = createTeam({
    connection,
    notices,
    busy,
    newCid: deps.newCid,
    dispatch,
    findWindow: windows.find,
  });
  const duty = createDuty({ connection, state, dispatch, refused: notices.refused, now: deps.now });
  const calls = computed(() => listCalls(state.value, windows.list.value));
  const texts = createStandardTexts({ connection, state, dispatch });
  const unclosed = createKnownUnclosed(state, serverNow);
  const stopListening = connection.listen(dispatch);
  const stopSeeing = deps.tabs.onSeen(({ chatId, seq }) => windows.find(chatId)?.seeUpTo(seq));
  const entering = enterDesk({
    connection,
    sid: deps.sid,
    windows: keep.windows,
    state,
    dispatch,
    random: deps.random,
    onRefused: (refusal) => {
      entryRefusal.value = refusal;
    },
  });

  return {
    connection,
    keep,
    state,
    windows: windows.list,
    findWindow: windows.find,
    notices,
    busy: busy.chats,
    chats,
    team,
    duty,
    texts,
    dispatch,
    entryRefusal,
    wanted,
    calls,
    unhandled: computed(() => calls.value.reduce((sum, call) => sum + call.count, 0)),
    unclosed: unclosed.chats,
    unclosedCount: unclosed.count,
    refresh: entering.refresh,
    serverNow,
    show,
    putAside: (chatId) => {
      if (state.value.chats.get(chatId)?.state === 'ended') windows.putAside(chatId);
    },
    watch: (chatId) => {
      if (!windows.find(chatId)) watching.start(chatId);
      show(chatId);
    },
    unwatch,
    close: () => {
      stopListening();
      entering.close();
      stopSeeing();
      duty.close();
      texts.close();
      unclosed.close();
      windows.close();
    },
  };
};
