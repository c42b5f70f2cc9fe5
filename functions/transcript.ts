// Lambda entry of the PDF of a chat: the only function with fonts and PDF code in it. The fonts lie next to its bundle.
import { createFiles } from './platform/files.ts';
import { createHttpHandler } from './platform/http.ts';
import { openBundledFonts } from './transcript/fonts.ts';
import { createMakeTranscript } from './transcript/make-transcript.ts';

const fonts = await openBundledFonts(import.meta.url);

export const handler = createHttpHandler({
  'POST /api/chats/{chatId}/transcript': createMakeTranscript({ files: createFiles(), fonts }),
});
