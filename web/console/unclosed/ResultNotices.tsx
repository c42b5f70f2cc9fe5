// What the last save, deletion or undo among the unclosed chats came to.

import { useEffect, useRef } from 'preact/hooks';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { pathTo } from '../shell/paths.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { unclosedTexts, useUnclosed } from './use-unclosed.ts';

export const ResultNotices = () => {
  const { ui, common } = useTexts();
  const desk = useDesk();
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  const saved = unclosed.saved.value;
  const removed = unclosed.removed.value;
  const undone = unclosed.undone.value;
  // What is refused of a chat that is listed stands in its row, and goes with it.
  const lost = [...unclosed.faultsByChat.value].find(([chatId]) => removed.includes(chatId));
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isNews = saved.length + removed.length + undone > 0;
    // The row that had the focus is gone.
    if (!isNews || document.activeElement !== document.body) return;
    const next = root.current?.querySelector<HTMLElement>('a, button') ?? document.getElementById('content');
    next?.focus({ preventScroll: true });
  }, [saved, removed, undone]);
  return (
    <div class="notices" ref={root}>
      {saved.length > 0 && (
        <Alert kind="success">
          <p class="notice">
            {texts.saved}{' '}
            {saved.map((ticket) => (
              <a key={ticket} href={pathTo('tickets', ticket)}>
                {ticket}
              </a>
            ))}
          </p>
        </Alert>
      )}
      {removed.length > 0 && (
        <Alert kind="info">
          <div class="notice">
            {texts.removed(removed.length)}
            <Button small busy={unclosed.isBusy.value} onClick={() => void unclosed.undo()}>
              {texts.undo}
            </Button>
          </div>
        </Alert>
      )}
      {undone > 0 && <Alert kind="success">{texts.undone(undone)}</Alert>}
      {lost && (
        <Alert kind="error">
          <bdi>{desk.state.value.chats.get(lost[0])?.nickname}</bdi>: {answerText(lost[1], ui, common)}
        </Alert>
      )}
    </div>
  );
};
