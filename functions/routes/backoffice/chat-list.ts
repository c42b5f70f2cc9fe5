// Finding ended chats: by customer, agent, words and time, newest first.
import type { EndedChat, FoundChat } from '../../../shared/history-routes.ts';
import type { ReadSegment } from '../../adapters/segment-files.ts';
import { agentsOf, type Chat } from '../../domain/chat.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { findByLogin } from '../../store/accounts.ts';
import { DESK } from '../../store/keys.ts';
import { type FoundChat as Found, findChats } from '../../workflows/find-chats.ts';

export const createChatList =
  (readSegment: ReadSegment): RouteHandler<'GET /api/chats'> =>
  async ({ who, customer, agent, text, from = 0, to, cursor }, { context: { db, now } }) => {
    const until = Math.min(to ?? Number.POSITIVE_INFINITY, now() + 1);
    const search = { who, customer, agent, text, from, to: until, cursor };
    const [page, account] = await Promise.all([
      findChats({ db, readSegment }, DESK, search),
      who.trim() === '' || customer || cursor ? undefined : findByLogin(db, 'customer', who),
    ]);
    return { ok: { ...page, chats: page.found.flatMap(toFound), account } };
  };

const toFound = ({ chat, match }: Found): FoundChat[] => {
  const ended = toEnded(chat);
  return ended ? [{ ...ended, match }] : [];
};

/** `undefined` for a chat that has not ended. */
export const toEnded = (chat: Chat): EndedChat | undefined => {
  const { id, nickname, email, customer, startedAt, ended, closed } = chat;
  return ended && { id, nickname, email, customer, startedAt, ended, agents: [...agentsOf(chat)], closed };
};
