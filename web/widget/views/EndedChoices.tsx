// After the end: why it ended, and what can be done next (S64-S66).
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { endingText } from '../../ui/ending.ts';
import { downloadIcon } from '../../ui/icons.ts';
import { download } from '../model/beside.ts';
import { hasNoRoom, LeaveMessage, opensAtOf } from './LeaveMessage.tsx';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

export const EndedChoices = ({ widget, texts, focus }: SideProps) => {
  const view = widget.view.value;
  const end = view.chat?.entries.value.findLast((entry) => entry.kind === 'ended');
  const opensAt = opensAtOf(view);
  const isStarting = view.kind === 'starting';
  const isDownloading = view.kind === 'downloading';
  // The banner says why nothing can be asked of the server.
  const isStopped = widget.status.value === 'stopped';
  return (
    <div class="choices">
      <p tabIndex={-1} ref={focus.take}>
        {end ? endingText(texts, end.reason) : texts.refusals.chat_ended()}
      </p>
      {!isStopped && (
        <>
          {view.failure && (
            <Alert kind="error">{opensAt ? texts.isClosed(opensAt) : failureText(texts, view.failure)}</Alert>
          )}
          {hasNoRoom(view) && <LeaveMessage widget={widget} texts={texts} />}
          <Button kind="primary" busy={isStarting} onClick={widget.start}>
            {texts.nextChat}
          </Button>
          <Button icon={downloadIcon} busy={isDownloading} onClick={() => download(widget)}>
            {isDownloading ? texts.downloadingChat : texts.downloadChat}
          </Button>
        </>
      )}
      <Button onClick={widget.close}>{texts.closeWindow}</Button>
    </div>
  );
};
