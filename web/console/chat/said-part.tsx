// What a chat window has beside the talking: notes between the messages, the box they are written in, and what can be done with what was said.
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Note } from '../../../shared/model.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { MessageEntry } from '../../ui/Conversation.tsx';
import { noteTextsIn } from '../shell/note-texts.ts';
import css from '../shell/notes.css?inline';
import { createSaid, type Said } from '../shell/said.tsx';
import { addStyle } from '../shell/style.ts';
import type { ChatWindow } from '../state/chat-window.ts';
import type { HelpdeskConsole } from '../state/create-console.ts';
import { createNotes, type PlacedNotes } from '../state/notes.ts';
import { NoteBox } from './NoteBox.tsx';
import { NoteButton } from './NoteButton.tsx';

export interface SaidPart {
  readonly placed: ReadonlySignal<PlacedNotes>;
  readonly isWriting: Signal<boolean>;
  readonly NoteView: ComponentType<{ note: Note }>;
  readonly Menu: ComponentType<{ entry: MessageEntry }>;
  readonly Files: Said['Files'];
  /** Opens the box, on purpose. */
  readonly Open: ComponentType;
  readonly Box: ComponentType;
  close(): void;
}

export const createSaidPart = async (
  desk: HelpdeskConsole,
  window: ChatWindow,
  language: Language,
): Promise<SaidPart> => {
  const { notes: texts } = await noteTextsIn[language]();
  const { chatId, conversation, isWatched } = window;
  const { connection } = desk;
  const notes = createNotes({
    connection,
    chatId,
    conversation,
    isNoted: computed(() => desk.state.value.chats.get(chatId)?.noted === true),
  });
  const removeStyle = addStyle(css);
  const given = { notes, texts, chatId, conversation, isWatched };
  return {
    ...notes,
    ...createSaid(connection, { chatId, texts }),
    Open: () => <NoteButton {...given} />,
    Box: () => <NoteBox {...given} />,
    close: () => {
      removeStyle();
      notes.close();
    },
  };
};
