// What the customer has not sent yet (S42-S44): between the conversation and the reply box, in sight wherever the agent reads.
import type { ChatSummary } from '../../../shared/model.ts';
import { useDesk } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { besideTexts } from './beside-texts.ts';

/** Outside the log, so it is never read aloud at every key. */
export const PreviewBar = ({ window, chat }: { window: ChatWindow; chat: ChatSummary }) => {
  const { preview: texts } = besideTexts.use();
  const desk = useDesk();
  const isShown = chat.goneSince === undefined && desk.state.value.settings?.preview !== false;
  const text = isShown ? window.preview.value : '';
  if (!text) return null;
  return (
    <div class="preview">
      <p class="preview__head">
        <span dir="auto">{texts.title(chat.nickname)}</span>{' '}
        <span class="preview__mark">{texts.notSent}</span>
      </p>
      <p class="preview__text" dir="auto">
        {text}
      </p>
    </div>
  );
};
