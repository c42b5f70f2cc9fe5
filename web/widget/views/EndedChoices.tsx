// After the end: why it ended, and what can be done next (S64-S66).
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { downloadIcon } from '../../ui/icons.ts';
import { type Texts, troubleText } from '../texts.ts';
import type { View } from '../view.ts';
import type { Widget } from '../widget.ts';
import { endingText } from './Log.tsx';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly view: Extract<View, { kind: 'ended' }>;
}

export const EndedChoices = ({ widget, texts, view: { chat, next } }: Props) => {
  const { ended } = texts.widget;
  const reason = chat.entries.value.findLast((entry) => entry.kind === 'ended')?.reason;
  const isStarting = next.kind === 'starting';
  const isDownloading = next.kind === 'downloading';
  return (
    <div class="choices">
      <p class="choices__reason" tabIndex={-1} data-focus>
        {reason ? endingText(texts, reason) : texts.common.refusals.chat_ended()}
      </p>
      {next.kind === 'choice' && next.trouble && (
        <Alert kind="error">{troubleText(texts, next.trouble)}</Alert>
      )}
      <Button kind="primary" wide busy={isStarting} onClick={() => void widget.start()}>
        {isStarting ? ended.starting : ended.again}
      </Button>
      <div class="choices__row">
        <Button icon={downloadIcon} busy={isDownloading} onClick={() => void widget.download()}>
          {isDownloading ? ended.downloading : ended.download}
        </Button>
        <Button onClick={() => void widget.close()}>{ended.close}</Button>
      </div>
    </div>
  );
};
