// "Ongesloten chats": every chat that is not closed and ended, or without an agent connected, or whose customer is gone (S99, S104).
import { refuse } from '../../shared/errors.ts';
import type { ChatId, UnclosedChat, UserId } from '../../shared/model.ts';
import { isUnclosed } from '../../shared/unclosed.ts';
import { toSummary } from '../domain/chat.ts';
import { listOpen } from '../store/chats.ts';
import type { Db } from '../store/db.ts';
import { consoles } from '../store/desk.ts';
import { readLastSaid } from '../store/log.ts';
import type { Action } from './action.ts';

/** A line of a list, not the message. */
const LAST_LINE_MAX = 160;
/** Rows of one reply: API Gateway carries at most 128 KB, and nobody works through more at once. */
const ROWS_MAX = 150;

export const unclosedList: Action<'unclosed.list'> = async ({ db, now }, me) => {
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const [open, connected] = await Promise.all([listOpen(db), consoles.list(db)]);
  const online = new Set(connected.map(({ user }) => user));
  const seen = { isConnected: (agent: UserId) => online.has(agent), now: now() };
  const unclosed = open.filter(({ chat }) => isUnclosed(chat, seen)).slice(0, ROWS_MAX);
  const rows = unclosed.map(async ({ chat, waitingSince }): Promise<UnclosedChat> => {
    const last = await readLastMessage(db, chat.id);
    return { chat: toSummary(chat, waitingSince), last };
  });
  return { ok: { chats: await Promise.all(rows) } };
};

const readLastMessage = async (db: Db, chatId: ChatId): Promise<UnclosedChat['last']> => {
  const message = await readLastSaid(db, chatId);
  return message && { at: message.at, text: Array.from(message.text).slice(0, LAST_LINE_MAX).join('') };
};
