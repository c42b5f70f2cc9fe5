// Removes a chat from the table and its PDFs from the bucket. Knows no rule of when.
import type { Chat } from '../domain/chat.ts';
import type { Context } from '../platform/context.ts';
import { transcriptsOf } from '../platform/file-names.ts';
import type { RemoveFiles } from '../platform/remove-files.ts';
import { type Removal, removeChat } from '../store/remove.ts';

/** @returns whether it is gone; else the same again goes on. */
export const removeWhole = async (
  { db, removeFiles }: Pick<Context, 'db'> & { readonly removeFiles: RemoveFiles },
  chat: Chat,
  removal: Removal,
): Promise<boolean> => {
  // Before the chat: as long as it is there, the files are found again.
  await removeFiles(transcriptsOf(chat.id));
  return removeChat(db, chat, removal);
};
