// Removes chats from everywhere: the search index, the bucket and the table. No rules about when.
import { transcriptsOf } from '../adapters/file-names.ts';
import type { RemoveFiles } from '../adapters/remove-files.ts';
import type { Chat } from '../domain/chat.ts';
import { DESK } from '../store/keys.ts';
import { markRemoving, type Removal, removeChat } from '../store/remove.ts';
import { type FilesContext, removeChatFiles } from './files.ts';
import type { IndexContext } from './index-chats.ts';
import { unindexChats } from './unindex-chats.ts';

export interface RemoveContext extends IndexContext, FilesContext {
  readonly removeFiles: RemoveFiles;
}

/**
 * Marks chats as being removed, from when on they are there for nobody, and takes them out of the search index: together,
 * as a segment is written anew for one as for many.
 * @param chats as read strongly; one that was changed since stays, for this time.
 * @returns those that can be removed now; `undefined` when the index has something of them still: the same again goes on.
 */
export const withdrawChats = async (
  context: RemoveContext,
  chats: readonly Chat[],
  { allowance }: Removal,
): Promise<Chat[] | undefined> => {
  const marked = await Promise.all(chats.map((chat) => markRemoving(context.db, chat)));
  allowance.left -= chats.length;
  const withdrawn = marked.filter((chat) => chat !== undefined);
  if (withdrawn.length === 0) return [];
  return (await unindexChats(context, DESK, withdrawn)) ? withdrawn : undefined;
};

/**
 * @param chat as `withdrawChats` gives it.
 * @returns whether it is gone; else the same again goes on.
 */
export const removeWithdrawn = async (
  context: RemoveContext,
  chat: Chat,
  removal: Removal,
): Promise<boolean> => {
  // Before the chat: as long as it is there, the files are found again.
  await context.removeFiles(transcriptsOf(chat.id));
  await removeChatFiles(context, chat.id);
  return removeChat(context.db, chat, removal);
};
