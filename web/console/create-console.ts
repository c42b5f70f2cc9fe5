// The agents' console without its screen: what the server said, the open windows, and everything an agent can do.
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../shared/errors.ts';
import type { ChatId, Cid, Sid } from '../../shared/model.ts';
import type { ConversationDeps } from '../connection/conversation.ts';
import type { Connection, Conversation } from '../connection/types.ts';
import { apply } from './apply.ts';
import { type ChatWindow, createChatWindow } from './chat-window.ts';
import { hasWindow } from './desk.ts';
import { createDuty, type Duty } from './duty.ts';
import type { Keep } from './keep.ts';
import { type DeskEvent, type DeskState, emptyDesk } from './state.ts';

type Known = NonNullable<ConversationDeps['known']>;

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
}

/** Something the agent has to know that belongs to no window. */
export type Notice =
  | { readonly kind: 'saved_elsewhere'; readonly nickname: string; readonly ticket: number }
  | { readonly kind: 'closed_elsewhere'; readonly nickname: string }
  | { readonly kind: 'saved'; readonly nickname: string; readonly ticket: number }
  | { readonly kind: 'deleted'; readonly nickname: string }
  | { readonly kind: 'fields_unsaved' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };
export type PostedNotice = Notice & { readonly id: number };

/** A chat another agent answered first (S28): take part as well, or not. */
export interface Taken {
  readonly chatId: ChatId;
  readonly by: string;
}

export interface SaveHow {
  /** Whether the customer sees the ticket on the portal (S11). */
  readonly publish: boolean;
  /** The ticket is opened next, which says enough. */
  readonly isOpenedNext: boolean;
}

export interface HelpdeskConsole {
  readonly connection: Connection;
  readonly keep: Keep;
  readonly state: ReadonlySignal<DeskState>;
  readonly windows: ReadonlySignal<readonly ChatWindow[]>;
  readonly notices: ReadonlySignal<readonly PostedNotice[]>;
  readonly taken: ReadonlySignal<Taken | undefined>;
  /** Why the desk could not be opened. */
  readonly entryRefusal: ReadonlySignal<Refusal | undefined>;
  /** Chats with a command of this agent under way. */
  readonly busy: ReadonlySignal<ReadonlySet<ChatId>>;
  /** The window that has to come forward and take the focus; every request is a new object. */
  readonly wanted: ReadonlySignal<{ readonly chatId: ChatId } | undefined>;
  readonly unread: ReadonlySignal<number>;
  readonly duty: Duty;
  join(chatId: ChatId, second: boolean): Promise<void>;
  declineTaken(): void;
  /** Brings a window forward; an ended chat that was put aside gets its window again. */
  show(chatId: ChatId): void;
  /** Takes the window of an ended chat away; it stays in the list until it is saved or deleted. */
  putAside(chatId: ChatId): void;
  end(chatId: ChatId): Promise<void>;
  /** Saves as a ticket (S76) and gives its number. */
  save(chatId: ChatId, how: SaveHow): Promise<number | undefined>;
  remove(chatId: ChatId): Promise<void>;
  dismissNotice(id: number): void;
  close(): void;
}

export const createConsole = (deps: ConsoleDeps): HelpdeskConsole => {
  const { connection, keep } = deps;
  const state = signal<DeskState>(emptyDesk);
  const windows = signal<readonly ChatWindow[]>([]);
  const notices = signal<readonly PostedNotice[]>([]);
  const taken = signal<Taken | undefined>();
  const entryRefusal = signal<Refusal | undefined>();
  const busy = signal<ReadonlySet<ChatId>>(new Set());
  const wanted = signal<{ readonly chatId: ChatId } | undefined>();
  /** Chats this agent is closing here: that they go is no news. */
  const closing = new Set<ChatId>();
  /** A join that is tried again is the same join. */
  const joinCidsByChat = new Map<ChatId, Cid>();
  /** Joins under way, and then what they said; their windows open with that, not by the push that may come first. */
  const joiningByChat = new Map<ChatId, Known | undefined>();
  let order = keep.windows();
  let noticeCount = 0;

  const post = (notice: Notice) => {
    notices.value = [...notices.value.slice(-3), { ...notice, id: ++noticeCount }];
  };
  const refused = (answer: { readonly error: Refusal } | { readonly lost: true }) =>
    post('error' in answer ? { kind: 'refused', refusal: answer.error } : { kind: 'lost' });

  const dispatch = (event: DeskEvent) => {
    const before = state.value;
    state.value = apply(before, event);
    if (state.value.me) arrange(before);
  };

  /** Opens and closes windows so that they fit what the server said. */
  const arrange = (before: DeskState) => {
    const { chats, me } = state.value;
    const stays = (chatId: ChatId) => {
      const chat = chats.get(chatId);
      return chat !== undefined && hasWindow(chat, me?.id);
    };
    const isReady = (chatId: ChatId) => !joiningByChat.has(chatId) || joiningByChat.get(chatId) !== undefined;
    const running = [...chats.values()].filter(
      (chat) => chat.state === 'active' && stays(chat.id) && isReady(chat.id),
    );
    for (const chatId of order.filter((id) => !stays(id))) leaveBehind(chatId, before);
    place([...new Set([...order.filter(stays), ...running.map((chat) => chat.id)])]);
  };

  const leaveBehind = (chatId: ChatId, before: DeskState) => {
    keep.dropWindow(chatId);
    const chat = state.value.chats.get(chatId);
    const nickname = (chat ?? before.chats.get(chatId))?.nickname;
    const isNews = !closing.delete(chatId) && nickname !== undefined && (!chat || chat.state === 'closed');
    if (!isNews) return;
    if (chat?.ticket === undefined) post({ kind: 'closed_elsewhere', nickname });
    else post({ kind: 'saved_elsewhere', nickname, ticket: chat.ticket });
  };

  const place = (chatIds: readonly ChatId[]) => {
    const open = new Map(windows.value.map((window) => [window.chatId, window]));
    const isSame =
      chatIds.length === open.size && chatIds.every((id, at) => windows.value[at]?.chatId === id);
    order = chatIds;
    if (isSame) return;
    keep.keepWindows(chatIds);
    windows.value = chatIds.map((chatId) => open.get(chatId) ?? openWindow(chatId));
    for (const [chatId, window] of open) {
      if (chatIds.includes(chatId)) continue;
      window.close();
      if (!state.value.chats.has(chatId) || state.value.chats.get(chatId)?.state === 'closed')
        keep.dropWindow(chatId);
    }
  };

  const openWindow = (chatId: ChatId) =>
    createChatWindow({
      chatId,
      connection,
      keep,
      dispatch,
      conversation: deps.openConversation(chatId, joiningByChat.get(chatId)),
      loadDraft: deps.loadDraft,
      form: () => state.value.forms.get(chatId),
    });

  const findWindow = (chatId: ChatId) => windows.value.find((window) => window.chatId === chatId);

  /** One command per chat at a time: a double click is one click. */
  const alone = async <T>(chatId: ChatId, work: () => Promise<T>): Promise<T | undefined> => {
    if (busy.value.has(chatId)) return undefined;
    busy.value = new Set(busy.value).add(chatId);
    try {
      return await work();
    } finally {
      const rest = new Set(busy.value);
      rest.delete(chatId);
      busy.value = rest;
    }
  };

  const show = (chatId: ChatId) => {
    if (!findWindow(chatId)) place([...order, chatId]);
    wanted.value = { chatId };
  };

  const join = (chatId: ChatId, second: boolean) =>
    alone(chatId, async () => {
      taken.value = undefined;
      const cid = joinCidsByChat.get(chatId) ?? deps.newCid();
      joinCidsByChat.set(chatId, cid);
      joiningByChat.set(chatId, undefined);
      const answer = await connection.call('chat.join', { chatId, sid: deps.sid, cid, second });
      if ('ok' in answer) {
        const { chat, entries, form } = answer.ok;
        const { id, nickname, email, state: chatState, agents } = chat;
        const isPreviewed = state.value.settings?.preview ?? false;
        joinCidsByChat.delete(chatId);
        joiningByChat.set(chatId, {
          chat: { id, nickname, email, state: chatState, agents },
          entries,
          preview: isPreviewed,
        });
        dispatch({ event: 'chat.joined', chat, form });
      } else if ('error' in answer && answer.error.code === 'taken')
        taken.value = { chatId, by: answer.error.by };
      else refused(answer);
      joiningByChat.delete(chatId);
      arrange(state.value);
      if (findWindow(chatId)) show(chatId);
    });

  const save = (chatId: ChatId, { publish, isOpenedNext }: SaveHow) =>
    alone(chatId, async () => {
      const window = findWindow(chatId);
      if (window && !(await window.fields.flush())) {
        post({ kind: 'fields_unsaved' });
        return undefined;
      }
      closing.add(chatId);
      const answer = await connection.call('chat.save', { chatId, publish });
      if (!('ok' in answer)) {
        closing.delete(chatId);
        refused(answer);
        return undefined;
      }
      const { ticket } = answer.ok;
      if (!isOpenedNext)
        post({ kind: 'saved', nickname: state.value.chats.get(chatId)?.nickname ?? '', ticket });
      dispatch({ event: 'chat.closed', chatId, ticket });
      return ticket;
    });

  const remove = (chatId: ChatId) =>
    alone(chatId, async () => {
      closing.add(chatId);
      const answer = await connection.call('chat.delete', { chatId });
      if (!('ok' in answer)) {
        closing.delete(chatId);
        refused(answer);
        return;
      }
      post({ kind: 'deleted', nickname: state.value.chats.get(chatId)?.nickname ?? '' });
      dispatch({ event: 'chat.closed', chatId });
    });

  const enter = async () => {
    dispatch({ event: 'desk.asked' });
    const answer = await connection.call('desk.enter', { sid: deps.sid });
    if ('ok' in answer) {
      entryRefusal.value = undefined;
      dispatch({ event: 'desk.entered', snapshot: answer.ok });
    } else if ('error' in answer) entryRefusal.value = answer.error;
    // A lost answer comes with a lost connection or an unanswered request; the first greets again by itself.
    else if (connection.status.value === 'online') void enter();
  };

  const stopListening = connection.listen(dispatch);
  const duty = createDuty({ connection, state, dispatch, refused, now: deps.now });
  const stopGreeting = connection.onOnline(() => void enter());

  return {
    connection,
    keep,
    state,
    windows,
    notices,
    taken,
    entryRefusal,
    busy,
    wanted,
    duty,
    unread: computed(() => windows.value.reduce((sum, window) => sum + window.unread.value, 0)),
    join: async (chatId, second) => void (await join(chatId, second)),
    declineTaken: () => {
      const chatId = taken.value?.chatId;
      if (chatId) joinCidsByChat.delete(chatId);
      taken.value = undefined;
    },
    show,
    putAside: (chatId) => {
      if (state.value.chats.get(chatId)?.state === 'ended') place(order.filter((id) => id !== chatId));
    },
    end: async (chatId) => {
      await alone(chatId, async () => {
        const answer = await findWindow(chatId)?.conversation.end();
        if (answer && !('ok' in answer)) refused(answer);
      });
    },
    save,
    remove: async (chatId) => void (await remove(chatId)),
    dismissNotice: (id) => {
      notices.value = notices.value.filter((notice) => notice.id !== id);
    },
    close: () => {
      stopListening();
      stopGreeting();
      duty.close();
      for (const window of windows.value) window.close();
    },
  };
};
