// The entries of a chat, to read: messages, who came and went, days. Knows nothing of connections or of what is still being sent.
import type { ComponentChildren } from 'preact';
import type { Author, EndReason, Entry, Role } from '../../shared/model.ts';
import { isolate } from './isolate.ts';
import { LinkedText } from './LinkedText.tsx';
import { Time } from './Time.tsx';
import { dayKey, formatDay, formatTime } from './time.ts';
import type { CommonTexts } from './types.ts';

interface Props {
  entries: readonly Entry[];
  texts: CommonTexts;
  /** Whose messages stand at the end of the line: the reader's own side. */
  side: Role;
  /** More list items after the entries, such as what is still on its way. */
  children?: ComponentChildren;
}

export const Conversation = ({ entries, texts, side, children }: Props) => (
  <ol class="conversation">
    {entries.map((entry, index) => (
      <EntryItem key={entry.seq} entry={entry} before={entries[index - 1]} texts={texts} side={side} />
    ))}
    {children}
  </ol>
);

interface EntryProps {
  entry: Entry;
  before: Entry | undefined;
  texts: CommonTexts;
  side: Role;
}

const EntryItem = ({ entry, before, texts, side }: EntryProps) => {
  const newDay = !before || dayKey(before.at) !== dayKey(entry.at);
  return (
    <>
      {newDay && (
        <li class="conversation__day">
          <Time at={entry.at} locale={texts.locale} format={formatDay} />
        </li>
      )}
      <EntryBody entry={entry} before={newDay ? undefined : before} texts={texts} side={side} />
    </>
  );
};

const EntryBody = ({ entry, before, texts, side }: EntryProps) => {
  switch (entry.kind) {
    case 'message':
      return (
        <Message
          author={entry.author.name}
          own={entry.author.role === side}
          more={before?.kind === 'message' && isSameAuthor(before.author, entry.author)}
          at={entry.at}
          locale={texts.locale}
          text={entry.text}
        />
      );
    case 'started':
      return (
        <>
          <EventLine at={entry.at} locale={texts.locale} text={texts.started(isolate(entry.nickname))} />
          {entry.welcome && (
            <Message
              author={texts.helpdesk}
              own={side === 'agent'}
              at={entry.at}
              locale={texts.locale}
              text={entry.welcome}
            />
          )}
        </>
      );
    case 'joined':
      return <EventLine at={entry.at} locale={texts.locale} text={texts.joined(isolate(entry.agent.name))} />;
    case 'left':
      return <EventLine at={entry.at} locale={texts.locale} text={texts.left(isolate(entry.agent.name))} />;
    case 'ended':
      return <EventLine at={entry.at} locale={texts.locale} text={endingText(texts, entry.reason)} />;
    default:
      return entry satisfies never;
  }
};

const endingText = (texts: CommonTexts, reason: EndReason): string => texts.endings[reason];

const isSameAuthor = (a: Author, b: Author): boolean => a.role === b.role && a.id === b.id;

interface MessageProps {
  author: string;
  own: boolean;
  /** Follows a message of the same author: the name is not repeated on screen. */
  more?: boolean;
  at: number;
  locale: string;
  text: string;
  /** Below the text, such as the state of a message on its way. */
  children?: ComponentChildren;
}

/** One message as a list item; also for messages that are not stored yet. */
export const Message = ({ author, own, more = false, at, locale, text, children }: MessageProps) => (
  <li class={`message${own ? ' message--own' : ''}${more ? ' message--more' : ''}`}>
    <p class="message__head">
      <bdi class={more ? 'visually-hidden' : 'message__author'}>{author}</bdi>{' '}
      <Time at={at} locale={locale} format={formatTime} />
    </p>
    <div class="message__text" dir="auto">
      <LinkedText text={text} />
    </div>
    {children}
  </li>
);

export const EventLine = ({ at, locale, text }: { at: number; locale: string; text: string }) => (
  <li class="conversation__event">
    <span>{text}</span> <Time at={at} locale={locale} format={formatTime} />
  </li>
);
