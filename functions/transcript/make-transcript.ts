// Gives a link to the PDF of a chat to who may have it, and makes the PDF when it was not made yet (S65).
import { createHash } from 'node:crypto';
import { refuse } from '../../shared/errors.ts';
import { TRANSCRIPT_LINK_SECONDS } from '../../shared/rules.ts';
import type { Language } from '../../web/text/text.ts';
import type { Account } from '../domain/account.ts';
import { type Chat, mayRead } from '../domain/chat.ts';
import { attempt } from '../domain/throttle.ts';
import type { Context } from '../platform/context.ts';
import { transcriptsOf } from '../platform/file-names.ts';
import type { Files } from '../platform/files.ts';
import type { HttpAction } from '../platform/http.ts';
import { type Head, readFinalHead, readUpTo } from '../store/log.ts';
import { takeAttempt } from '../store/throttle.ts';
import { type Reader, texts } from './content.ts';
import type { Fonts } from './fonts.ts';
import { render } from './render.ts';
import { createTimes } from './times.ts';

interface Means {
  readonly files: Files;
  readonly fonts: Fonts;
}

/** To be raised when the same entries are drawn another way, so that nobody is given the old drawing. */
const EDITION = 2;

/** The bucket deletes files of a day and older; one that is nearly there could go while someone follows the link. */
const OLD_MS = 23 * 60 * 60 * 1000;

/** A chat drawn in one way. */
export interface Wish {
  readonly head: Head;
  readonly reader: Reader;
  readonly language: Language;
  readonly timeZone: string;
}

/** The PDFs of chats in the bucket, each made when it is first asked for. */
export interface Transcripts {
  keyOf(wish: Wish): string;
  /** Whether it is there and will be for long enough to be fetched. */
  isMade(context: Context, wish: Wish): Promise<boolean>;
  make(context: Context, wish: Wish): Promise<void>;
}

export const createTranscripts = ({ files, fonts }: Means): Transcripts => {
  const keyOf = ({ head: { chat, last }, reader, language, timeZone: wanted }: Wish) => {
    const { timeZone } = timesOf(language, wanted);
    return fileKey({ chat, lastSeq: last.seq, reader, language, timeZone });
  };
  return {
    keyOf,
    async isMade({ now }, wish) {
      const madeAt = await files.madeAt(keyOf(wish));
      return madeAt !== undefined && madeAt >= now() - OLD_MS;
    },
    async make({ db }, wish) {
      const { head, reader, language } = wish;
      const { chat, last } = head;
      const { timeZone } = timesOf(language, wish.timeZone);
      const entries = (await readUpTo(db, chat.id, last.seq)).filter(({ seq }) => seq <= last.seq);
      const body = await render({ chat, entries, reader, language, timeZone, fonts });
      await files.put({ key: keyOf(wish), body, type: 'application/pdf' });
    },
  };
};

const timesOf = (language: Language, timeZone: string) =>
  createTimes(texts[language].common.locale, timeZone);

export const createMakeTranscript = (means: Means): HttpAction<'POST /api/chats/{chatId}/transcript'> => {
  const transcripts = createTranscripts(means);
  return async ({ chatId, language, timeZone }, { context, session }) => {
    const head = await readFinalHead(context.db, chatId);
    // Someone else's chat and no chat are one answer: an id tells nothing.
    if (!head || !mayDownload(head.chat, session.account)) {
      return refuse({ code: 'not_found' });
    }
    const reader: Reader = session.account.role === 'customer' ? 'customer' : 'helpdesk';
    const wish = { head, reader, language, timeZone };
    if (!(await transcripts.isMade(context, wish))) {
      const taken = await takeAttempt(context.db, attempt('drawing', session.account.id), context.now());
      if ('error' in taken) return taken;
      await transcripts.make(context, wish);
    }
    const key = transcripts.keyOf(wish);
    const date = timesOf(language, timeZone).date(head.chat.startedAt);
    const fileName = texts[language].transcript.fileName(date);
    return { ok: { url: await means.files.link({ key, fileName, seconds: TRANSCRIPT_LINK_SECONDS }) } };
  };
};

/** What one may read anyway: of a running chat only who is in it, or watching unseen would leave no line in the log (S91). */
const mayDownload = (chat: Chat, account: Account): boolean =>
  mayRead(chat, account) && (account.role === 'customer' || account.permissions.includes('helpdesk'));

interface Drawing {
  readonly chat: Chat;
  readonly lastSeq: number;
  readonly reader: Reader;
  readonly language: string;
  readonly timeZone: string;
}

/** The log only grows, so its length and the way it is drawn are all that the file depends on. */
const fileKey = ({ chat, lastSeq, reader, language, timeZone }: Drawing): string => {
  const drawing = createHash('sha256')
    .update(`${EDITION} ${reader} ${timeZone}`)
    .digest('base64url')
    .slice(0, 22);
  return `${transcriptsOf(chat.id)}${lastSeq}-${language}-${drawing}.pdf`;
};
