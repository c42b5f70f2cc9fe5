// What a conversation has beside its messages, as one file to load: notes, what can be done with each, and their style.
import type { ComponentProps } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { ChatId, Entry, Note } from '../../../shared/model.ts';
import type { SentFile } from '../../../shared/sent-file.ts';
import { newCid } from '../../connection/ids.ts';
import type { Connection } from '../../connection/types.ts';
import type { Failure } from '../../ui/api.ts';
import type { Conversation, MessageEntry } from '../../ui/Conversation.tsx';
import { LaterFiles } from '../../ui/later-files.tsx';
import { placeNotes } from '../state/notes.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { NoteLine } from './NoteLine.tsx';
import { type NoteTexts, useNoteTexts } from './note-texts.ts';
import css from './notes.css?inline';
import { useStyle } from './style.ts';
import { useDesk, useTexts } from './uses.tsx';

export interface SaidHere {
  readonly chatId: ChatId;
  readonly texts: NoteTexts;
  /** It was done: what is shown may be from before. */
  onRedacted?(what: 'message' | 'note', seq: number): void;
}

/** The notes and menus of one conversation; the same components for as long as it is the same one. */
export const createSaid = (connection: Connection, { chatId, texts, onRedacted }: SaidHere) => {
  const settle = (what: 'message' | 'note', seq: number, answer: { ok: unknown } | Failure) => {
    if (!('ok' in answer)) return answer;
    onRedacted?.(what, seq);
    return undefined;
  };
  const Menu = ({ entry }: { entry: MessageEntry }) =>
    entry.redacted ? null : (
      <MessageMenu
        said={entry}
        texts={texts}
        onRedact={async () =>
          settle(
            'message',
            entry.seq,
            await connection.call('chat.redact', { chatId, seq: entry.seq, cid: newCid() }),
          )
        }
      />
    );
  const NoteView = ({ note }: { note: Note }) => (
    <NoteLine note={note} texts={texts}>
      {!note.redacted && (
        <MessageMenu
          isNote
          said={{ at: note.at, author: note.author }}
          texts={texts}
          onRedact={async () =>
            settle('note', note.seq, await connection.call('note.redact', { chatId, seq: note.seq }))
          }
        />
      )}
    </NoteLine>
  );
  const Files = ({ message }: { message: Sent }) => {
    const { common } = useTexts();
    return (
      <LaterFiles
        view="SentWords"
        at={`/api/chats/${chatId}/files`}
        message={message}
        locale={common.locale}
        instead={message.text}
      />
    );
  };
  return { Menu, NoteView, Files };
};
export type Said = ReturnType<typeof createSaid>;

/** Of a message with files as much as it takes to show them: stored, or on its way. */
interface Sent {
  readonly text: string;
  readonly files?: readonly SentFile[] | undefined;
  readonly own?: number | undefined;
}

/**
 * For a page that shows a conversation: what to give it, once the texts are there.
 * @param onRedacted it was done: what is shown is from before.
 */
export const useSaid = (
  chatId: ChatId,
  { notes = [], entries, onRedacted }: Shown,
): Pick<ComponentProps<typeof Conversation>, 'notes' | 'NoteView' | 'Menu' | 'Files'> => {
  useStyle(css);
  const texts = useNoteTexts();
  const { connection } = useDesk();
  const settle = useRef(onRedacted);
  settle.current = onRedacted;
  const parts = useMemo(
    () => texts && createSaid(connection, { chatId, texts, onRedacted: (...of) => settle.current(...of) }),
    [chatId, texts],
  );
  const placed = useMemo(() => placeNotes(notes, entries), [notes, entries]);
  return parts ? { notes: placed, ...parts } : {};
};

interface Shown {
  readonly notes: readonly Note[] | undefined;
  readonly entries: readonly Entry[];
  onRedacted(what: 'message' | 'note', seq: number): void;
}

/** The entries without the text of one. */
export const withoutText = (entries: readonly Entry[], seq: number): Entry[] =>
  entries.map((entry) =>
    entry.seq === seq && entry.kind === 'message' ? { ...entry, text: '', redacted: 'helpdesk' } : entry,
  );

/** The notes without the text of one. */
export const withoutNote = (notes: readonly Note[] | undefined, seq: number): Note[] | undefined =>
  notes?.map((note) => (note.seq === seq ? { ...note, text: '', redacted: 'helpdesk' } : note));
