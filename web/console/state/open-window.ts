// Opens the window of one chat: its conversation over the desk's connection, with what joining just said. No DOM.
import type { ReadonlySignal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import { createChatConnection } from './chat-connection.ts';
import { type ChatWindow, createChatWindow } from './chat-window.ts';
import type { Joins, Known } from './joins.ts';
import type { Notices } from './notices.ts';
import type { Opening } from './open-windows.ts';
import type { DeskEvent, DeskState } from './state.ts';
import type { TabStorage } from './tab-storage.ts';
import type { Tabs } from './tabs.ts';

export interface ConversationOpening {
  readonly chatId: ChatId;
  readonly connection: Connection;
  /** To read only (S95). */
  readonly isWatched: boolean;
  /** What joining just said; without it the conversation asks for its entries itself. */
  readonly known: Known | undefined;
}

export interface OpenWindowDeps {
  readonly connection: Connection;
  readonly state: ReadonlySignal<DeskState>;
  readonly tabStorage: TabStorage;
  readonly notices: Notices;
  readonly joins: Pick<Joins, 'known'>;
  readonly tabs: Pick<Tabs, 'tellSeen'>;
  openConversation(opening: ConversationOpening): Conversation;
  /** The reply to a chat as it was left on this device. */
  loadDraft(chatId: ChatId): Promise<string>;
  dispatch(event: DeskEvent): void;
}

export const createWindowOpener =
  (deps: OpenWindowDeps) =>
  ({ chatId, isWatched, onWatchRefused }: Opening): ChatWindow => {
    const { connection, state, tabStorage, notices, dispatch } = deps;
    const chatConnection = createChatConnection({
      connection,
      isWatched,
      onSynced: (expiring) => dispatch({ event: 'chat.expiring', chatId, ...expiring }),
      onRefused: (answer) => {
        notices.refused(answer);
        onWatchRefused();
      },
    });
    if (!isWatched) notices.forget(chatId);
    const known = isWatched ? undefined : deps.joins.known(chatId);
    return createChatWindow({
      chatId,
      isWatched,
      connection,
      tabStorage,
      dispatch,
      conversation: deps.openConversation({ chatId, isWatched, known, connection: chatConnection }),
      loadDraft: deps.loadDraft,
      me: () => state.value.me?.id,
      form: () => state.value.forms.get(chatId),
      onSeen: (seq) => deps.tabs.tellSeen({ chatId, seq }),
    });
  };
