// Which number was masked in what was said last, and the customer's next message that an agent lets through with one (S139).
import { useId } from 'preact/hooks';
import { findMasked } from '../../../shared/masked.ts';
import type { ChatSummary } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { besideTexts } from './beside-texts.ts';

export const MaskLine = ({ window, chat }: { window: ChatWindow; chat: ChatSummary }) => {
  const texts = besideTexts.use();
  const { common } = useTexts();
  const desk = useDesk();
  const id = useId();
  const last = window.conversation.entries.value.findLast((entry) => entry.kind === 'message');
  const typed = findMasked(window.preview.value);
  const kinds = typed.length > 0 ? typed : findMasked(last?.text ?? '');
  const isOwn = typed.length === 0 && last?.author.role === 'agent';
  if (!chat.allowed && kinds.length === 0) return null;
  const names = new Intl.ListFormat(common.locale).format(kinds.map((kind) => texts.maskKinds[kind]));
  const allow = async () => {
    const answer = await desk.connection.call('chat.allow', { chatId: chat.id, allowed: !chat.allowed });
    if (!('ok' in answer)) desk.notices.refused(answer);
  };
  const text = chat.allowed ? texts.allowed : isOwn ? texts.ownMasked(names) : texts.masked(names);
  return (
    <div class="mask-line">
      <p role="status">{text}</p>
      {!window.isWatched && (chat.allowed || !isOwn) && (
        <>
          <Button small title={texts.allowHint} aria-describedby={id} onClick={() => void allow()}>
            {chat.allowed ? texts.withdraw : texts.allow}
          </Button>
          <span class="visually-hidden" id={id}>
            {!chat.allowed && texts.allowHint}
          </span>
        </>
      )}
    </div>
  );
};
