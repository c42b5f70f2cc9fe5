// Where in the buckets files are: of those that are made a folder per chat, one per customer, and one for the search index of a desk; of those that people send a folder per chat or author.

import type { ChatId, UserId } from '../../shared/model.ts';
import type { FileId } from '../../shared/sent-file.ts';
import type { FileHolder } from '../store/keys.ts';

export const transcriptsOf = (chatId: ChatId): string => `transcripts/${chatId}/`;
export const exportsOf = (customer: UserId): string => `exports/${customer}/`;
export const segmentsOf = (desk: string): string => `search/${desk}/`;

const folderOf = (holder: FileHolder): string => ('chat' in holder ? holder.chat : holder.user);
/** Where people put what they send; nothing there is ever given out. */
export const uploadOf = (holder: FileHolder, id: FileId): string => `in/${folderOf(holder)}/${id}`;
/** What was looked into, each time under a name of its own, so that none is put over another. */
export const lookedIntoOf = (holder: FileHolder, id: FileId): string => `files/${folderOf(holder)}/${id}/`;
/** The small picture of one that was looked into. */
export const smallOf = (object: string): string => `${object}.small`;
/** Everything that was sent in a chat or by an author, wherever it has come to. */
export const everythingOf = (holder: FileHolder): readonly string[] => [
  `in/${folderOf(holder)}/`,
  `files/${folderOf(holder)}/`,
];
