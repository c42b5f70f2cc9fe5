// Begins an internal note: by its button or its key, never by Enter in the reply (S136).
import { useEffect, useRef } from 'preact/hooks';
import type { ChatId } from '../../../shared/model.ts';
import type { Conversation } from '../../connection/types.ts';
import { IconButton } from '../../ui/Button.tsx';
import { noteIcon } from '../../ui/icons.ts';
import type { NoteTexts } from '../shell/note-texts.ts';
import { ariaShortcut, isMac, typesAnother } from '../shell/shortcuts.ts';
import type { Notes } from '../state/notes.ts';

export interface NoteProps {
  notes: Notes;
  texts: NoteTexts;
  chatId: ChatId;
  conversation: Pick<Conversation, 'chat' | 'entries'>;
  /** By somebody who watches. */
  isWatched: boolean;
}

/** Alt+N in the window, on a Mac Control+Option+N; what types a character is left to whoever types. */
const isNoteKey = ({ code, key, altKey, ctrlKey, metaKey, shiftKey, isComposing }: KeyboardEvent): boolean =>
  code === 'KeyN' &&
  altKey &&
  ctrlKey === isMac &&
  !metaKey &&
  !shiftKey &&
  !isComposing &&
  (isMac || !typesAnother(key, 'n'));

export const NoteButton = ({ notes: { isWriting }, texts }: NoteProps) => {
  const button = useRef<HTMLButtonElement>(null);
  const open = () => {
    isWriting.value = true;
  };
  useEffect(() => {
    const window = button.current?.closest('section');
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isNoteKey(event)) return;
      event.preventDefault();
      open();
    };
    window?.addEventListener('keydown', onKeyDown);
    return () => window?.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <IconButton
      ref={button}
      class="note-open"
      icon={noteIcon}
      label={texts.open}
      aria-keyshortcuts={ariaShortcut('N')}
      aria-expanded={isWriting.value}
      onClick={open}
    />
  );
};
