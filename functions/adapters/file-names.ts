// Where in the bucket made files are: a folder per chat, one per customer, and one for the search index of a desk.
import type { ChatId, UserId } from '../../shared/model.ts';

export const transcriptsOf = (chatId: ChatId): string => `transcripts/${chatId}/`;
export const exportsOf = (customer: UserId): string => `exports/${customer}/`;
export const segmentsOf = (desk: string): string => `search/${desk}/`;
