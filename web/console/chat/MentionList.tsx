// The colleagues that fit what was typed behind an `@`: chosen with the keys of the box, or by a click.
import type { NoteTexts } from '../shell/note-texts.ts';
import type { Colleague } from './mentions.ts';

interface Props {
  id: string;
  found: readonly Colleague[];
  /** The one that Enter takes. */
  at: number;
  texts: NoteTexts;
  onChoose(colleague: Colleague): void;
}

export const MentionList = ({ id, found, at, texts, onChoose }: Props) => (
  <div class="note-box__colleagues">
    <div role="listbox" id={id} aria-label={texts.colleagues}>
      {found.map((colleague, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and says which one is meant
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
        <div
          key={colleague.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(colleague)}
        >
          <bdi>{colleague.name}</bdi>
        </div>
      ))}
    </div>
    <p class={found.length > 0 ? 'visually-hidden' : ''} role="status">
      {texts.found(found.length)}
    </p>
  </div>
);
