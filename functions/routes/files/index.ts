// The handler of every route of the files function; the compiler names the one that is missing.
import type { RouteHandlers } from '../../pipeline/http.ts';
import type { TranscriptMeans } from '../../transcript/transcripts.ts';
import { createTranscriptLink } from './transcript-link.ts';

export const createFilesRoutes = (means: TranscriptMeans): RouteHandlers<'files'> => ({
  'POST /api/chats/{chatId}/transcript': createTranscriptLink(means),
});
