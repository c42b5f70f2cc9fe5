// Taking a deleted chat out of the table for good.
import type { ChatId } from '../../shared/model.ts';
import type { Db } from './db.ts';
import { chatKey } from './keys.ts';
import { readChat } from './log.ts';

/** Deletes everything of a chat that was deleted; one that was brought back or saved stays. */
export const purgeChat = async (db: Db, chatId: ChatId): Promise<void> => {
  const chat = await readChat(db, chatId, { consistent: true });
  if (!chat?.closed || chat.closed.ticket !== undefined) return;
  const pk = chatKey(chatId);
  // META last: until it is gone a purge that was cut short can go on.
  for (let more = true; more; ) {
    const page = await db.query({ pk, to: 'META', consistent: true });
    for (const { sk } of page.items) if (sk !== 'META') await db.delete({ pk, sk: String(sk) });
    more = page.more;
  }
  for (const sk of ['SIDE#FORM', 'SIDE#FEEDBACK', 'META']) await db.delete({ pk, sk });
};
