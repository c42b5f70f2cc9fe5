// The button that fetches a chat as a PDF. Knows no page.
import { useSignal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import type { Failure } from '../../ui/api.ts';
import { request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { downloadIcon } from '../../ui/icons.ts';
import { FaultAlert } from './SaveFeedback.tsx';
import { useTexts } from './uses.tsx';

export const Download = ({ chatId }: { chatId: ChatId }) => {
  const {
    consoleTexts: { download: texts },
    language,
  } = useTexts();
  const isBusy = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const download = async () => {
    isBusy.value = true;
    fault.value = undefined;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const answer = await request('POST /api/chats/{chatId}/transcript', { chatId, language, timeZone });
    isBusy.value = false;
    // The link answers with an attachment, so the page with its open chats stays.
    if ('ok' in answer) location.assign(answer.ok.url);
    else fault.value = answer;
  };
  return (
    <>
      <Button small icon={downloadIcon} busy={isBusy.value} onClick={download}>
        {isBusy.value ? texts.busy : texts.label}
      </Button>
      <FaultAlert fault={fault.value} />
    </>
  );
};
