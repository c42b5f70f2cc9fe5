// A note between agents, as it stands among the messages: said to be internal before anything else, seen and heard (S136).
import type { ComponentChildren } from 'preact';
import type { Note } from '../../../shared/model.ts';
import { Icon } from '../../ui/Icon.tsx';
import { noteIcon } from '../../ui/icons.ts';
import { LinkedText } from '../../ui/LinkedText.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatTime } from '../../ui/time.ts';
import type { NoteTexts } from './note-texts.ts';
import { useTexts } from './uses.tsx';

interface Props {
  note: Note;
  texts: NoteTexts;
  /** What can be done with it. */
  children?: ComponentChildren;
}

export const NoteLine = ({ note, texts, children }: Props) => {
  const { common } = useTexts();
  return (
    <li class="note">
      <p class="note__head">
        <Icon shape={noteIcon} />
        <b>{texts.title}</b>
        <bdi>{authorText(note, texts)}</bdi>
        <Time at={note.at} locale={common.locale} format={formatTime} />
      </p>
      <div class="note__text" dir="auto">
        {note.redacted ? <i>{texts.taken[note.redacted]}</i> : <LinkedText text={note.text} />}
      </div>
      {children}
    </li>
  );
};

/** Who stays unseen is named to that person alone. */
const authorText = ({ author, whispered }: Note, texts: NoteTexts): string => {
  if (!author) return texts.someone;
  if (whispered === undefined) return author.name;
  return whispered === 'named' ? texts.watches(author.name) : texts.unseen(author.name);
};
