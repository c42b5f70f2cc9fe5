// Where in the bucket made files are: a folder per chat, and one per customer.
import type { ChatId, UserId } from '../../shared/model.ts';

export const transcriptsOf = (chatId: ChatId): string => `transcripts/${chatId}/`;
export const exportsOf = (customer: UserId): string => `exports/${customer}/`;
