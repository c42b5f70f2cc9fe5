// What stands in the PDF of a chat, in the reader's language, as plain lines of text. Independent of fonts and pages.
import type { Entry } from '../../shared/model.ts';
import { common as commonEn } from '../../shared/text/en/common.ts';
import { transcript as transcriptEn } from '../../shared/text/en/transcript.ts';
import { common as commonNl } from '../../shared/text/nl/common.ts';
import { transcript as transcriptNl } from '../../shared/text/nl/transcript.ts';
import type { Language } from '../../shared/text/text.ts';
import type { Chat } from '../domain/chat.ts';
import { describeMissing } from './scripts.ts';
import { createTimes, type Times } from './times.ts';

export const texts = {
  nl: { common: commonNl, transcript: transcriptNl },
  en: { common: commonEn, transcript: transcriptEn },
};
type Texts = (typeof texts)[Language];

export type Block =
  /** A new day, or the clock put forward or back. */
  | { readonly kind: 'day'; readonly text: string }
  /** What happened: someone joined, left, ended it. */
  | { readonly kind: 'event'; readonly time: string; readonly text: string }
  | {
      readonly kind: 'message';
      readonly time: string;
      readonly name: string;
      /** What the author is, when not the customer. */
      readonly role?: string | undefined;
      readonly text: string;
    };

export interface Content {
  readonly language: Language;
  /** The document's title in its properties. */
  readonly name: string;
  /** Milliseconds since 1970 of what was last said or done. */
  readonly at: number;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly Block[];
  page(page: number, pages: number): string;
  /** What to write in the place of letters that no font has. */
  nameMissing(letters: string): string;
}

/** Who it is made for: its own customer is spoken to, of whom others read by name. */
export type Reader = 'customer' | 'helpdesk';

export interface Subject {
  readonly chat: Pick<Chat, 'nickname' | 'startedAt'>;
  readonly entries: readonly Entry[];
  readonly reader: Reader;
  readonly language: Language;
  /** IANA name, e.g. `Europe/Amsterdam`. */
  readonly timeZone: string;
}

export const composeContent = ({ chat, entries, reader, language, timeZone }: Subject): Content => {
  const words: Texts = texts[language];
  const times = createTimes(words.common.locale, timeZone);
  return {
    language,
    name: words.transcript.documentTitle(chat.nickname, times.date(chat.startedAt)),
    at: entries.at(-1)?.at ?? chat.startedAt,
    title: words.transcript.title,
    facts: composeFacts(chat, entries, words, times),
    blocks: composeBlocks(entries, { words, times, reader }),
    page: words.transcript.page,
    nameMissing: (letters) => {
      const missing = describeMissing(letters, language);
      const { missing: names } = words.transcript;
      return missing.kind === 'script' ? names.script(missing.name) : names[missing.kind](missing.code);
    },
  };
};

/** All that will be written, but for the numbers of the pages. */
export function* listTexts({ title, facts, blocks }: Content): Generator<string> {
  yield title;
  for (const { label, value } of facts) yield* [label, value];
  for (const block of blocks) {
    yield block.text;
    if (block.kind === 'message') yield block.name;
  }
}

const composeFacts = (
  chat: Subject['chat'],
  entries: readonly Entry[],
  { common, transcript }: Texts,
  times: Times,
): Content['facts'] => {
  const moment = (at: number) => `${times.day(at)} ${times.time(at)}`;
  const agents = new Map<string, string>();
  for (const entry of entries) if (entry.kind === 'joined') agents.set(entry.agent.id, entry.agent.name);
  const names = Array.from(agents.values(), isolate).join(', ');
  const offset = times.offset(chat.startedAt);
  const ended = entries.findLast((entry) => entry.kind === 'ended');
  return [
    { label: transcript.nickname, value: chat.nickname },
    { label: common.helpdesk, value: names || transcript.nobody },
    { label: transcript.began, value: moment(chat.startedAt) },
    { label: transcript.ended, value: ended ? moment(ended.at) : transcript.running },
    { label: transcript.timeZone, value: times.timeZone === 'UTC' ? 'UTC' : `${times.timeZone} (${offset})` },
  ];
};

/** How it is told, and to whom. */
interface Telling {
  readonly words: Texts;
  readonly times: Times;
  readonly reader: Reader;
}

const composeBlocks = (entries: readonly Entry[], telling: Telling): Block[] => {
  const { times } = telling;
  const blocks: Block[] = [];
  let lastDay = '';
  let lastOffset = entries[0] && times.offset(entries[0].at);
  for (const entry of entries) {
    const day = times.day(entry.at);
    const offset = times.offset(entry.at);
    if (offset !== lastOffset) blocks.push({ kind: 'day', text: `${day} (${offset})` });
    else if (day !== lastDay) blocks.push({ kind: 'day', text: day });
    lastDay = day;
    lastOffset = offset;
    blocks.push(...composeEntry(entry, telling));
  }
  return blocks;
};

const composeEntry = (entry: Entry, { words, times, reader }: Telling): Block[] => {
  const { common, transcript } = words;
  const time = times.time(entry.at);
  const isOwn = reader === 'customer';
  switch (entry.kind) {
    case 'started': {
      const text = isOwn ? transcript.startedByYou : common.started(isolate(entry.nickname));
      const start: Block = { kind: 'event', time, text };
      return entry.welcome.trim() === ''
        ? [start]
        : [start, { kind: 'message', time, name: common.helpdesk, text: entry.welcome }];
    }
    case 'message': {
      const { role, name } = entry.author;
      const isAgent = role === 'agent';
      const text = entry.redacted ? common.redacted[entry.redacted] : entry.text;
      return [{ kind: 'message', time, name, text, ...(isAgent && { role: common.helpdesk }) }];
    }
    // Its place says so.
    case 'redacted':
      return [];
    case 'joined':
    case 'left':
    case 'away':
    case 'back':
      return [{ kind: 'event', time, text: common[entry.kind](isolate(entry.agent.name)) }];
    case 'ended':
      return [{ kind: 'event', time, text: (isOwn ? common.ownEndings : common.endings)[entry.reason] }];
    default:
      return entry satisfies never;
  }
};

/** A name keeps its own direction inside a sentence and cannot change the sentence's (UAX #9, FSI and PDI). */
const isolate = (name: string): string =>
  `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069\p{Cc}\p{Zl}\p{Zp}]/gu, '')}\u2069`;
