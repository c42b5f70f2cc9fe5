// The entries of a chat, to read: messages, who came and went, days. Independent of connections or of what is still being sent.
import type { ComponentChildren, ComponentType, VNode } from 'preact';
import type { Author, Note, Role, UserId } from '../../shared/model.ts';
import type { ShownEntry } from '../../shared/timeline.ts';
import { endingText } from './ending.ts';
import { inParts } from './in-parts.ts';
import { isolate } from './isolate.ts';
import { LinkedText } from './LinkedText.tsx';
import { memo } from './memo.ts';
import { Time } from './Time.tsx';
import { dayKey, formatDay, formatTime } from './time.ts';
import type { CommonTexts } from './types.ts';

export type MessageEntry = Extract<ShownEntry, { kind: 'message' }>;

interface Props {
  entries: readonly ShownEntry[];
  texts: CommonTexts;
  /** Whose messages stand at the end of the line: the reader's own side. */
  side: Role;
  /** The reader, where colleagues of the same side have to be told apart. */
  me?: UserId | undefined;
  /** How a message with files looks. */
  Files?: ComponentType<{ message: MessageEntry }> | undefined;
  /** A line before the first entry after this seq. */
  mark?: { readonly after: number; readonly label: string } | undefined;
  /** Notes by the entry they stand behind, and how one looks. */
  notes?: Readonly<Record<number, readonly Note[]>> | undefined;
  NoteView?: ComponentType<{ note: Note }> | undefined;
  /** What can be done with a message. */
  Menu?: ComponentType<{ entry: MessageEntry }> | undefined;
  /** Under the entry of this seq stands this word. */
  under?: number | undefined;
  word?: string;
  /** More list items after the entries, such as what is still on its way. */
  children?: ComponentChildren;
}

export const Conversation = ({ entries, mark, children, ...same }: Props) => {
  const parts = inParts(entries);
  return (
    <>
      {parts.map((part, at) => (
        <Part
          key={at}
          {...same}
          entries={part}
          before={parts[at - 1]?.at(-1)}
          mark={part.some(({ seq }) => mark?.after === seq - 1) ? mark : undefined}
        >
          {at === parts.length - 1 && children}
        </Part>
      ))}
    </>
  );
};

/** Stands for itself: what its first entry looks like depends on the day alone of the one before. */
const Part = memo(
  ({
    entries,
    before,
    mark,
    notes,
    under,
    word,
    children,
    ...same
  }: Props & { before: ShownEntry | undefined }) => (
    <ol class="conversation">
      {entries.map((entry, index) => (
        <EntryItem
          key={entry.seq}
          {...same}
          entry={entry}
          before={entries[index - 1]}
          newDay={isNewDay(entries[index - 1] ?? before, entry)}
          mark={mark?.after === entry.seq - 1 ? mark.label : undefined}
          notes={notes?.[entry.seq]}
          under={under === entry.seq ? word : undefined}
        />
      ))}
      {children}
    </ol>
  ),
);

const isNewDay = (before: ShownEntry | undefined, entry: ShownEntry): boolean =>
  !before || dayKey(before.at) !== dayKey(entry.at);

interface EntryProps {
  entry: ShownEntry;
  before: ShownEntry | undefined;
  texts: CommonTexts;
  side: Role;
  me?: UserId | undefined;
  Files?: Props['Files'];
  Menu?: Props['Menu'];
}

interface ItemProps extends EntryProps {
  newDay: boolean;
  mark: string | undefined;
  notes: readonly Note[] | undefined;
  under: string | undefined;
  NoteView?: Props['NoteView'];
}

/** A stored entry never changes, but for one that is taken back: only what is new is drawn. */
const EntryItem = memo(({ mark, under, newDay, notes, NoteView, ...props }: ItemProps) => {
  const { entry, before, texts } = props;
  return (
    <>
      {mark && <li class="conversation__day conversation__mark">{mark}</li>}
      {newDay && (
        <li class="conversation__day">
          <Time at={entry.at} locale={texts.locale} format={formatDay} />
        </li>
      )}
      <EntryBody {...props} before={newDay || mark ? undefined : before} />
      {NoteView && notes?.map((note) => <NoteView key={note.seq} note={note} />)}
      {under && <li class="delivery">{under}</li>}
    </>
  );
});

const EntryBody = ({ entry, before, texts, side, me, Files, Menu }: EntryProps) => {
  switch (entry.kind) {
    case 'message':
      return (
        <Message
          author={entry.author.name}
          own={entry.author.role === side}
          colleague={me !== undefined && entry.author.role === side && entry.author.id !== me}
          more={before?.kind === 'message' && isSameAuthor(before.author, entry.author)}
          soon={before?.kind === 'message' && isSameMinute(before.at, entry.at)}
          at={entry.at}
          locale={texts.locale}
          text={
            entry.redacted ? (
              <i>{texts.redacted[entry.redacted]}</i>
            ) : Files && entry.files ? (
              <Files message={entry} />
            ) : (
              entry.text
            )
          }
        >
          {Menu && <Menu entry={entry} />}
        </Message>
      );
    case 'started':
      return (
        <>
          <EventLine at={entry.at} locale={texts.locale} text={texts.started(isolate(entry.nickname))} />
          {entry.welcome && (
            <Message
              author={texts.helpdesk}
              own={side === 'agent'}
              colleague={side === 'agent' && me !== undefined}
              at={entry.at}
              locale={texts.locale}
              text={entry.welcome}
            />
          )}
        </>
      );
    case 'joined':
    case 'left':
    case 'away':
    case 'back':
      return (
        <EventLine at={entry.at} locale={texts.locale} text={texts[entry.kind](isolate(entry.agent.name))} />
      );
    case 'ended':
      return <EventLine at={entry.at} locale={texts.locale} text={endingText(texts, entry.reason)} />;
    // Its place says so.
    case 'redacted':
      return null;
    case 'unknown':
      break;
    default:
      // What comes over HTTP comes as the server wrote it.
      entry satisfies never;
  }
  return <EventLine at={entry.at} locale={texts.locale} text={texts.unknown} />;
};

const isSameAuthor = (a: Author, b: Author): boolean => a.role === b.role && a.id === b.id;

const MINUTE_MS = 60_000;
const isSameMinute = (a: number, b: number): boolean =>
  Math.floor(a / MINUTE_MS) === Math.floor(b / MINUTE_MS);

interface MessageProps {
  author: string;
  own: boolean;
  /** Of the own side, but somebody else's. */
  colleague?: boolean;
  /** Follows a message of the same author: the name is not repeated on screen. */
  more?: boolean;
  /** In the same minute as the message before: of the same author the time is not repeated either. */
  soon?: boolean;
  at: number;
  locale: string;
  /** What was said, or what stands in its place. */
  text: string | VNode;
  /** Below the text, such as the state of a message on its way. */
  children?: ComponentChildren;
}

/** One message as a list item; also for messages that are not stored yet. */
export const Message = ({
  author,
  own,
  colleague = false,
  more = false,
  soon = false,
  at,
  locale,
  text,
  children,
}: MessageProps) => (
  <li
    class={`message${own ? ' message--own' : ''}${colleague ? ' message--colleague' : ''}${more ? ' message--more' : ''}`}
  >
    <p class={more && soon ? 'visually-hidden' : 'message__head'}>
      <bdi class={more ? 'visually-hidden' : 'message__author'}>{author}</bdi>{' '}
      <Time at={at} locale={locale} format={formatTime} />
    </p>
    <div class="message__text" dir="auto">
      {typeof text === 'string' ? <LinkedText text={text} /> : text}
    </div>
    {children}
  </li>
);

export const EventLine = ({ at, locale, text }: { at: number; locale: string; text: string }) => (
  <li class="conversation__event">
    <span>{text}</span> <Time at={at} locale={locale} format={formatTime} />
  </li>
);
