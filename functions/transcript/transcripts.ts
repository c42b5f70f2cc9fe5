// The PDFs of chats in the bucket, each made when it is first asked for (S65). No HTTP, no permission checks.
import { createHash } from 'node:crypto';
import type { Language } from '../../shared/text/text.ts';
import type { Context } from '../adapters/context.ts';
import { transcriptsOf } from '../adapters/file-names.ts';
import type { Files } from '../adapters/files.ts';
import type { Chat } from '../domain/chat.ts';
import { type Head, readUpTo } from '../store/log.ts';
import { type Reader, texts } from './content.ts';
import type { Fonts } from './fonts.ts';
import { render } from './render.ts';
import { createTimes } from './times.ts';

export interface TranscriptMeans {
  readonly files: Files;
  readonly fonts: Fonts;
}

/** To be raised when the same entries are drawn another way, so that nobody is given the old drawing. */
const EDITION = 2;

/** The bucket deletes files of a day and older; one that is nearly there could go while someone follows the link. */
const OLD_MS = 23 * 60 * 60 * 1000;

/** A chat drawn in one way. */
export interface TranscriptOptions {
  readonly head: Head;
  readonly reader: Reader;
  readonly language: Language;
  readonly timeZone: string;
}

export interface Transcripts {
  keyOf(options: TranscriptOptions): string;
  /** Whether it is there and will be for long enough to be fetched. */
  isMade(context: Context, options: TranscriptOptions): Promise<boolean>;
  make(context: Context, options: TranscriptOptions): Promise<void>;
}

export const createTranscripts = ({ files, fonts }: TranscriptMeans): Transcripts => {
  const keyOf = ({ head: { chat, last }, reader, language, timeZone: wanted }: TranscriptOptions) => {
    const { timeZone } = timesOf(language, wanted);
    return fileKey({ chat, lastSeq: last.seq, reader, language, timeZone });
  };
  return {
    keyOf,
    async isMade({ now }, options) {
      const madeAt = await files.madeAt(keyOf(options));
      return madeAt !== undefined && madeAt >= now() - OLD_MS;
    },
    async make({ db }, options) {
      const { head, reader, language } = options;
      const { chat, last } = head;
      const { timeZone } = timesOf(language, options.timeZone);
      const entries = (await readUpTo(db, chat.id, last.seq)).filter(({ seq }) => seq <= last.seq);
      const body = await render({ chat, entries, reader, language, timeZone, fonts });
      await files.put({ key: keyOf(options), body, type: 'application/pdf' });
    },
  };
};

/** How times are written in a chat's PDF. */
export const timesOf = (language: Language, timeZone: string) =>
  createTimes(texts[language].common.locale, timeZone);

interface Drawing {
  readonly chat: Chat;
  readonly lastSeq: number;
  readonly reader: Reader;
  readonly language: string;
  readonly timeZone: string;
}

/** The log only grows, so its length, what was taken back after the end and the way it is drawn are all that the file depends on. */
const fileKey = ({ chat, lastSeq, reader, language, timeZone }: Drawing): string => {
  const drawing = createHash('sha256')
    .update([EDITION, reader, timeZone, ...(chat.redacted ?? []).map(({ of }) => of)].join(' '))
    .digest('base64url')
    .slice(0, 22);
  return `${transcriptsOf(chat.id)}${lastSeq}-${language}-${drawing}.pdf`;
};
