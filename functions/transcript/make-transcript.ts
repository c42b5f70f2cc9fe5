// Gives a link to the PDF of a chat to who may have it, and makes the PDF when it was not made yet (S65).
import { createHash } from 'node:crypto';
import { refuse } from '../../shared/errors.ts';
import { TRANSCRIPT_LINK_SECONDS } from '../../shared/rules.ts';
import type { Account } from '../domain/account.ts';
import type { Chat } from '../domain/chat.ts';
import type { Files } from '../platform/files.ts';
import type { HttpAction } from '../platform/http.ts';
import { readFinalHead, readUpTo } from '../store/log.ts';
import { texts } from './content.ts';
import type { Fonts } from './fonts.ts';
import { render } from './render.ts';
import { createTimes } from './times.ts';

export interface Means {
  readonly files: Files;
  readonly fonts: Fonts;
}

/** To be raised when the same entries are drawn another way, so that nobody is given the old drawing. */
const EDITION = 1;

/** The bucket deletes files of a day and older; one that is nearly there could go while someone follows the link. */
const OLD_MS = 23 * 60 * 60 * 1000;

export const createMakeTranscript =
  ({ files, fonts }: Means): HttpAction<'POST /api/chats/{chatId}/transcript'> =>
  async ({ chatId, language, timeZone }, { context, session }) => {
    const head = await readFinalHead(context.db, chatId);
    // Someone else's chat and no chat are one answer: an id tells nothing.
    if (!head || !mayDownload(head.chat, session.account)) return refuse({ code: 'not_found' });

    const { chat, last } = head;
    const times = createTimes(texts[language].common.locale, timeZone);
    const key = fileKey({ chat, lastSeq: last.seq, language, timeZone: times.timeZone });
    const madeAt = await files.madeAt(key);
    if (madeAt === undefined || madeAt < context.now() - OLD_MS) {
      const log = await readUpTo(context.db, chatId, last.seq);
      const entries = log.filter(({ seq }) => seq <= last.seq);
      const body = await render({ chat, entries, language, timeZone: times.timeZone, fonts });
      await files.put({ key, body, type: 'application/pdf' });
    }
    const fileName = texts[language].transcript.fileName(times.date(chat.startedAt));
    return { ok: { url: await files.link({ key, fileName, seconds: TRANSCRIPT_LINK_SECONDS }) } };
  };

/** A customer the own chats, an agent of the helpdesk all. */
const mayDownload = (chat: Chat, account: Account): boolean =>
  account.role === 'customer' ? chat.customer.id === account.id : account.permissions.includes('helpdesk');

interface Drawing {
  readonly chat: Chat;
  readonly lastSeq: number;
  readonly language: string;
  readonly timeZone: string;
}

/** The log only grows, so its length and the way it is drawn are all that the file depends on. */
const fileKey = ({ chat, lastSeq, language, timeZone }: Drawing): string => {
  const drawing = createHash('sha256').update(`${EDITION} ${timeZone}`).digest('base64url').slice(0, 22);
  return `transcripts/${chat.id}/${lastSeq}-${language}-${drawing}.pdf`;
};
