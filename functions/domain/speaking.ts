// Says what the product has to say in words that a page knows, by the terms of shared/terms.ts. Pure.
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatSummary, EndReason, Entry } from '../../shared/model.ts';
import { FIRST, OMITTED, type Terms, terms, type Words } from '../../shared/terms.ts';

type Newer<Older> = { readonly since: number; readonly older: (newer: never) => Older };
type Table<Older> = Readonly<Record<string, typeof FIRST | Newer<Older>>>;
/** The terms as they are looked up: by words that may be of any release. */
interface AnyTerms {
  readonly entries: Table<Words>;
  readonly reasons: Table<EndReason>;
  readonly events: Table<readonly ServerEvent[]>;
}

/** @returns what it is to older pages, if it is newer than the page. */
const newerThan = <Older>(table: Table<Older>, name: string, speaks: number): Newer<Older> | undefined => {
  const term = Object.hasOwn(table, name) ? table[name] : undefined;
  return term !== undefined && term !== FIRST && term.since > speaks ? term : undefined;
};

/** Pages that say this or more draw a message that was taken back; to others its place says so in words. */
const REDACTED_SINCE = 5;

/** What each `…For` gives is of the release `speaks` or older, and the very same object when nothing had to change. */
export const createSpeaking = (of: Terms | AnyTerms) => {
  const { entries, reasons, events }: AnyTerms = of;

  const reasonFor = (reason: EndReason, speaks: number): EndReason => {
    const newer = newerThan(reasons, reason, speaks);
    return newer ? reasonFor(newer.older(reason as never), speaks) : reason;
  };

  /** At the same place in the log, whatever it becomes. */
  const entryFor = (entry: Entry, speaks: number): Entry => {
    const newer = newerThan(entries, entry.kind, speaks);
    const { seq, at } = entry;
    if (entry.kind === 'message' && entry.redacted && speaks < REDACTED_SINCE)
      return { ...entry, text: OMITTED, redacted: undefined };
    if (newer) return entryFor({ ...newer.older(entry as never), seq, at }, speaks);
    if (entry.kind !== 'ended') return entry;
    const reason = reasonFor(entry.reason, speaks);
    return reason === entry.reason ? entry : { ...entry, reason };
  };
  const entriesFor = (all: readonly Entry[], speaks: number): Entry[] =>
    all.map((entry) => entryFor(entry, speaks));

  const chatFor = (chat: ChatSummary, speaks: number): ChatSummary => {
    const { ended } = chat;
    const reason = ended && reasonFor(ended.reason, speaks);
    return !ended || !reason || reason === ended.reason ? chat : { ...chat, ended: { ...ended, reason } };
  };

  const contentFor = (event: ServerEvent, speaks: number): ServerEvent => {
    switch (event.event) {
      case 'entries.added': {
        const said = entriesFor(event.entries, speaks);
        const chat = event.chat && chatFor(event.chat, speaks);
        const isSame = chat === event.chat && said.every((entry, index) => entry === event.entries[index]);
        return isSame ? event : { ...event, entries: said, ...(chat && { chat }) };
      }
      case 'chat.changed': {
        const chat = chatFor(event.chat, speaks);
        return chat === event.chat ? event : { ...event, chat };
      }
      case 'chats.changed': {
        const chats = event.chats.map((chat) => chatFor(chat, speaks));
        return chats.every((chat, index) => chat === event.chats[index]) ? event : { ...event, chats };
      }
      default:
        return event;
    }
  };

  /** One push, or what it was to older pages: several, or none when nothing is lost by it. */
  const eventsFor = (event: ServerEvent, speaks: number): readonly ServerEvent[] => {
    const newer = newerThan(events, event.event, speaks);
    if (newer) return newer.older(event as never).flatMap((older) => eventsFor(older, speaks));
    return [contentFor(event, speaks)];
  };

  return { entriesFor, chatFor, eventsFor };
};

export const { entriesFor, chatFor, eventsFor } = createSpeaking(terms);
