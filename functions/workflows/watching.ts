// The line in the log for whoever watches a chat unseen, and how a tab stops (S91): by itself, or found gone or without the right. Tells nobody.
import type { WatchLine } from '../../shared/audit-line.ts';
import type { Person } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Chat } from '../domain/chat.ts';
import { auditLine } from '../store/audit.ts';
import type { Write } from '../store/db.ts';
import { removeWatcher, watcherOf } from '../store/tabs.ts';

export const lineOf = (
  { id, name }: Person,
  { id: chatId, nickname, customer }: Pick<Chat, 'id' | 'nickname' | 'customer'>,
  { action, at }: Pick<WatchLine, 'action' | 'at'>,
): WatchLine => ({
  at,
  who: { id, name },
  aboutId: customer.id,
  chatId,
  nickname,
  action,
});

export const withoutWatcher = (chat: Chat, sid: string): Chat => ({
  ...chat,
  watchers: Object.fromEntries(Object.entries(chat.watchers).filter(([other]) => other !== sid)),
});

/**
 * A tab watches no longer; the last one of its person has its line in the same transaction, so that nobody watches of whom
 * the log says last that this one stopped, nor the reverse. Refused when tabs came or went since the chat was read.
 */
export const stopWatching = ({ now, newId }: ActionContext, chat: Chat, sid: string): Write[] => {
  const watcher = watcherOf(chat, sid);
  if (!watcher) return [];
  const { user, name } = watcher;
  const others = Object.values(withoutWatcher(chat, sid).watchers);
  if (others.some((other) => other.user === user)) return [removeWatcher(chat, sid)];
  // After the line of its coming, though the clock there was ahead of this one.
  const at = Math.max(now(), (watcher.at ?? 0) + 1);
  return [
    removeWatcher(chat, sid, at),
    auditLine(lineOf({ id: user, name }, chat, { action: 'stopped', at }), newId()),
  ];
};
