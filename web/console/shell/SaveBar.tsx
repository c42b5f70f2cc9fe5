// The end of a form that changes something stored: save, undo, how it stands.
import { Button } from '../../ui/Button.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { AskBeforeLeaving } from './AskBeforeLeaving.tsx';
import type { Saving as SaveState } from './editor.ts';
import { useTexts } from './uses.tsx';

interface Props {
  isChanged: boolean;
  saving: SaveState;
  /** What is typed is here again when the agent comes back to the page. */
  isKept?: boolean;
  onUndo(): void;
}

export const Saving = ({ isChanged, saving, isKept = false, onUndo }: Props) => {
  const {
    consoleTexts: { editing: texts },
  } = useTexts();
  return (
    <div class="fields__buttons">
      <Button kind="primary" type="submit" icon={saveIcon} busy={saving === 'saving'} disabled={!isChanged}>
        {saving === 'saving' ? texts.saving : texts.save}
      </Button>
      {isChanged && (
        <Button kind="quiet" onClick={onUndo}>
          {texts.undo}
        </Button>
      )}
      <p class="soft" role="status">
        {isChanged ? texts.unsaved : saving === 'saved' ? texts.saved : ''}
      </p>
      {!isKept && <AskBeforeLeaving isChanged={isChanged} />}
    </div>
  );
};
