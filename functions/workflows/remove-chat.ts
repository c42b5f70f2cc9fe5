// Removes a chat from the table and its PDFs from the bucket. No rules about when.

import type { Context } from '../adapters/context.ts';
import { transcriptsOf } from '../adapters/file-names.ts';
import type { RemoveFiles } from '../adapters/remove-files.ts';
import type { Chat } from '../domain/chat.ts';
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
