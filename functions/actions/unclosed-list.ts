// "Ongesloten chats": those that stayed open and are to be saved or deleted, a page at a time (S99, S104).
import type { ChatId, UnclosedChat, UserId } from '../../shared/model.ts';
import { isUnclosed } from '../../shared/unclosed.ts';
import { toLine, toSummary } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import type { Db } from '../store/db.ts';
import { consoles } from '../store/desk.ts';
import { bytesOf, MESSAGE_BYTES } from '../store/fit-to-message.ts';
import { readLastMessage } from '../store/log.ts';
import { type OpenChat, readOpenBatch } from '../store/open-chats.ts';

/** Rows of one page: nobody works through more at once. */
const ROWS = 50;
/** Batches of 50 chats that one page looks at, at a read unit a chat; `next` goes on from there. */
const BATCHES = 4;

export const unclosedList: Action<'unclosed.list'> = async ({ db, now }, _me, { from = '' }) => {
  const online = new Set((await consoles.list(db)).map(({ user }) => user));
  const seen = { isConnected: (agent: UserId) => online.has(agent), now: now() };
  const chats: UnclosedChat[] = [];
  let bytes = 0;
  let next: string | undefined = from;
  for (let batches = 0; batches < BATCHES && next !== undefined; batches++) {
    const batch: Awaited<ReturnType<typeof readOpenBatch>> = await readOpenBatch(db, next);
    const unclosed = batch.found.filter(({ chat }) => isUnclosed(chat, seen)).slice(0, ROWS - chats.length);
    const rows = await Promise.all(unclosed.map((listed) => toRow(db, listed)));
    for (const [index, row] of rows.entries()) {
      bytes += bytesOf(row);
      // Gone on with behind the row before.
      if (chats.length > 0 && bytes > MESSAGE_BYTES) return { ok: { chats, next } };
      chats.push(row);
      next = unclosed[index]?.place ?? next;
    }
    if (chats.length === ROWS) return { ok: { chats, next } };
    next = batch.next;
  }
  return { ok: { chats, ...(next !== undefined && { next }) } };
};

const toRow = async (db: Db, { chat, question }: OpenChat): Promise<UnclosedChat> => ({
  chat: toSummary(chat, question),
  last: await readLast(db, chat.id),
});

const readLast = async (db: Db, chatId: ChatId): Promise<UnclosedChat['last']> => {
  const message = await readLastMessage(db, chatId);
  return message && { at: message.at, text: toLine(message.text) };
};
