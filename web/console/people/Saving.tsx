// The end of a form that changes something stored: save, undo, how it stands.
import { Button } from '../../ui/Button.tsx';
import { saveIcon } from '../../ui/icons.ts';
import type { Editor } from './editor.ts';
import type { PeopleTexts } from './texts.ts';

interface Props {
  editor: Pick<Editor<never>, 'isChanged' | 'saving' | 'undo'>;
  texts: PeopleTexts['form'];
}

export const Saving = ({ editor, texts }: Props) => {
  const isChanged = editor.isChanged.value;
  const saving = editor.saving.value;
  return (
    <div class="ticket__buttons">
      <Button kind="primary" type="submit" icon={saveIcon} busy={saving === 'saving'} disabled={!isChanged}>
        {saving === 'saving' ? texts.saving : texts.save}
      </Button>
      {isChanged && (
        <Button kind="quiet" onClick={editor.undo}>
          {texts.undo}
        </Button>
      )}
      <p class="soft" role="status">
        {isChanged ? texts.unsaved : saving === 'saved' ? texts.saved : ''}
      </p>
    </div>
  );
};
