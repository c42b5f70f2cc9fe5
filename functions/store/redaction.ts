// One message of a log, read and taken out of it (S138). No rules about who may.
import type { ChatId, Entry, RedactedBy } from '../../shared/model.ts';
import type { Db, Write } from './db.ts';
import { toEntry } from './items.ts';
import { entryKey } from './keys.ts';
import { redacting } from './notes.ts';

export type Message = Extract<Entry, { kind: 'message' }>;

/** Read strongly: whether it is a message, and whether its text is still there. */
export const readMessage = async (db: Db, chatId: ChatId, seq: number): Promise<Message | undefined> => {
  const item = await db.get(entryKey(chatId, seq), { consistent: true });
  const entry = item && toEntry(item);
  return entry?.kind === 'message' ? entry : undefined;
};

/** Its place, author and id stay, so that a late copy of it is known as one. */
export const redactEntry = (chatId: ChatId, seq: number, by: RedactedBy): Write => ({
  update: entryKey(chatId, seq),
  by: redacting(by),
});
