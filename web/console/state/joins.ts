// The joins that are under way here, and the chats being closed here. Independent of any connection or window.
import type { ChatId, Cid } from '../../../shared/model.ts';
import type { ConversationDeps } from '../../connection/conversation.ts';

/** What joining just said about a conversation. */
export type Known = NonNullable<ConversationDeps['known']>;

export interface Joins {
  /** A join that is tried again is the same join: it keeps its `cid`. */
  begin(chatId: ChatId, newCid: () => Cid): Cid;
  /** The server said yes; the window opens with what it said, not by the push that may have come first. */
  answered(chatId: ChatId, known: Known): void;
  /** Nothing is under way for this chat any more. */
  done(chatId: ChatId): void;
  /** The next join of this chat is another one. */
  forget(chatId: ChatId): void;
  /** What the answer to a join said, while its window is being opened. */
  known(chatId: ChatId): Known | undefined;
  /** The answer to a join of this chat is on its way. */
  isWaiting(chatId: ChatId): boolean;
}

export const createJoins = (): Joins => {
  const cidsByChat = new Map<ChatId, Cid>();
  const answersByChat = new Map<ChatId, Known | undefined>();
  return {
    begin: (chatId, newCid) => {
      const cid = cidsByChat.get(chatId) ?? newCid();
      cidsByChat.set(chatId, cid);
      answersByChat.set(chatId, undefined);
      return cid;
    },
    answered: (chatId, known) => {
      cidsByChat.delete(chatId);
      answersByChat.set(chatId, known);
    },
    done: (chatId) => void answersByChat.delete(chatId),
    forget: (chatId) => void cidsByChat.delete(chatId),
    known: (chatId) => answersByChat.get(chatId),
    isWaiting: (chatId) => answersByChat.has(chatId) && answersByChat.get(chatId) === undefined,
  };
};
