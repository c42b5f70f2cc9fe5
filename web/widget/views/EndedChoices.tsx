// After the end: why it ended, and what can be done next (S64-S66).
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { downloadIcon } from '../../ui/icons.ts';
import { troubleText } from '../texts.ts';
import { endingText } from './Log.tsx';
import type { Parts } from './parts.ts';

export const EndedChoices = ({ widget, texts, takeFocus }: Parts) => {
  const { ended } = texts.widget;
  const view = widget.view.value;
  const end = view.chat?.entries.value.findLast((entry) => entry.kind === 'ended');
  const isStarting = view.kind === 'starting';
  const isDownloading = view.kind === 'downloading';
  return (
    <div class="choices">
      <p tabIndex={-1} ref={takeFocus}>
        {end ? endingText(texts, end.reason) : texts.chat.refusals.chat_ended()}
      </p>
      {view.trouble && <Alert kind="error">{troubleText(texts, view.trouble)}</Alert>}
      <Button kind="primary" wide busy={isStarting} onClick={widget.start}>
        {isStarting ? ended.starting : ended.again}
      </Button>
      <div class="row">
        <Button icon={downloadIcon} busy={isDownloading} onClick={widget.download}>
          {isDownloading ? ended.downloading : ended.download}
        </Button>
        <Button onClick={widget.close}>{ended.close}</Button>
      </div>
    </div>
  );
};
