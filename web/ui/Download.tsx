// The button that fetches a chat as a PDF, wherever it can be read (S65).
import { useState } from 'preact/hooks';
import type { ChatId } from '../../shared/model.ts';
import { Alert } from './Alert.tsx';
import { answerText, type Failure, request } from './api.ts';
import { Button } from './Button.tsx';
import { downloadIcon } from './icons.ts';
import { currentLanguage } from './language.ts';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  chatId: ChatId;
  ui: UiTexts;
  common: CommonTexts;
}

export const Download = ({ chatId, ui, common }: Props) => {
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<Failure>();
  const download = async () => {
    setIsBusy(true);
    setFault(undefined);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const answer = await request('POST /api/chats/{chatId}/transcript', {
      chatId,
      language: currentLanguage(),
      timeZone,
    });
    setIsBusy(false);
    // The link answers with an attachment, so the page with what is open on it stays.
    if ('ok' in answer) location.assign(answer.ok.url);
    else setFault(answer);
  };
  return (
    <>
      <Button small icon={downloadIcon} busy={isBusy} onClick={download}>
        {isBusy ? ui.download.busy : ui.download.label}
      </Button>
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
    </>
  );
};
