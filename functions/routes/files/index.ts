// The handler of every route of the files function; the compiler names the one that is missing.
import type { RouteHandlers } from '../../pipeline/http.ts';
import type { TranscriptMeans } from '../../transcript/transcripts.ts';
import { createChatFileBegin, createTicketFileBegin } from './begin-file.ts';
import {
  createChatFileLinks,
  createChatFileRemove,
  createMyTicketFileLinks,
  createTicketFileLinks,
  createTicketFileRemove,
} from './file-links.ts';
import { fileRules, fileRulesSave } from './file-rules.ts';
import { createChatFileLook, createTicketFileLook } from './look-file.ts';
import type { FileMeans } from './means.ts';
import { createTranscriptLink } from './transcript-link.ts';

type SentFileRoutes = Omit<RouteHandlers<'files'>, 'POST /api/chats/{chatId}/transcript'>;

export const createSentFileRoutes = (means: FileMeans): SentFileRoutes => ({
  'GET /api/file-rules': fileRules,
  'PUT /api/file-rules': fileRulesSave,
  'POST /api/chats/{chatId}/files': createChatFileBegin(means),
  'POST /api/chats/{chatId}/files/{fileId}': createChatFileLook(means),
  'GET /api/chats/{chatId}/files/{fileId}': createChatFileLinks(means),
  'DELETE /api/chats/{chatId}/files/{fileId}': createChatFileRemove(means),
  'POST /api/ticket-files': createTicketFileBegin(means),
  'POST /api/ticket-files/{fileId}': createTicketFileLook(means),
  'DELETE /api/ticket-files/{fileId}': createTicketFileRemove(means),
  'GET /api/tickets/{number}/files/{fileId}': createTicketFileLinks(means),
  'GET /api/my-tickets/{number}/files/{fileId}': createMyTicketFileLinks(means),
});

export const createFilesRoutes = (means: TranscriptMeans & FileMeans): RouteHandlers<'files'> => ({
  ...createSentFileRoutes(means),
  'POST /api/chats/{chatId}/transcript': createTranscriptLink(means),
});
