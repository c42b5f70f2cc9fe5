// Gives a link to the PDF of a chat to whoever may have it, and makes the PDF when it was not made yet (S65).
import { refuse } from '../../../shared/errors.ts';
import { TRANSCRIPT_LINK_SECONDS } from '../../../shared/rules.ts';
import { mayRead } from '../../domain/chat.ts';
import { attempt } from '../../domain/throttle.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readFinalHead } from '../../store/log.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { type Reader, texts } from '../../transcript/content.ts';
import { createTranscripts, type TranscriptMeans, timesOf } from '../../transcript/transcripts.ts';

export const createTranscriptLink = (
  means: TranscriptMeans,
): RouteHandler<'POST /api/chats/{chatId}/transcript'> => {
  const transcripts = createTranscripts(means);
  return async ({ chatId, language, timeZone }, { context, session }) => {
    const head = await readFinalHead(context.db, chatId);
    // What one may read anyway: of a running chat only who is in it, or watching unseen would leave no line in the log (S91).
    // Someone else's chat and no chat are one answer: an id tells nothing.
    if (!head || !mayRead(head.chat, session.account)) return refuse({ code: 'not_found' });
    const reader: Reader = session.account.role === 'customer' ? 'customer' : 'helpdesk';
    const options = { head, reader, language, timeZone };
    if (!(await transcripts.isMade(context, options))) {
      const taken = await takeAttempt(context.db, attempt('drawing', session.account.id), context.now());
      if ('error' in taken) return taken;
      await transcripts.make(context, options);
    }
    const key = transcripts.keyOf(options);
    const date = timesOf(language, timeZone).date(head.chat.startedAt);
    const fileName = texts[language].transcript.fileName(date);
    return { ok: { url: await means.files.link({ key, fileName, seconds: TRANSCRIPT_LINK_SECONDS }) } };
  };
};
