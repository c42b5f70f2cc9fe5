// The end of a form that changes something stored: save, undo, how it stands.
import { Button } from '../../ui/Button.tsx';
import { saveIcon } from '../../ui/icons.ts';
import { useTexts } from './uses.tsx';

interface Props {
  isChanged: boolean;
  saving: 'quiet' | 'saving' | 'saved';
  onUndo(): void;
}

export const Saving = ({ isChanged, saving, onUndo }: Props) => {
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
    </div>
  );
};
