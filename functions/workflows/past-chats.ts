// Chats that ended, as their readers are told of them. Pure.
import type { Earlier, PastChat } from '../../shared/card-routes.ts';
import type { Chat } from '../domain/chat.ts';
import type { EarlierPart } from '../store/earlier-chats.ts';

/** Ended, and something was said in it: one without a word is put away as it ends (decideEnd in domain/changes.ts). */
export const isPast = ({ ended, closed }: Chat): boolean => {
  const isEmpty = closed?.at === ended?.at && closed?.ticket === undefined && ended?.reason !== 'deleted';
  return ended !== undefined && !(closed && isEmpty);
};

/** Nothing for one that runs. */
export const toPast = ({ id, nickname, startedAt, ended }: Chat): PastChat[] =>
  ended ? [{ id, nickname, startedAt, ended }] : [];

export const toEarlier = ({ chat, entries, before }: EarlierPart): Earlier => {
  const [past] = chat ? toPast(chat) : [];
  return { ...(past && { chat: past }), entries: [...entries], before };
};
