// What was said with this customer in earlier chats (S142): above the conversation, a part at a time as one scrolls up there, from the newest back.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Earlier } from '../../../shared/card-routes.ts';
import type { ChatSummary } from '../../../shared/model.ts';
import { answerText, type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Conversation } from '../../ui/Conversation.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { useTexts } from '../shell/uses.tsx';
import { besideTexts } from './beside-texts.ts';

/** Pixels from the top at which the next part is fetched, and from the end at which nobody has scrolled up. */
const NEAR = 120;

interface State {
  /** In the order in which they were said. */
  readonly parts: readonly Earlier[];
  readonly before?: string | undefined;
  readonly isAll?: boolean;
  readonly fault?: Failure;
}

export const EarlierChats = ({ chat }: { chat: ChatSummary }) => {
  const texts = besideTexts.use();
  const { common, ui } = useTexts();
  const [{ parts, before, isAll, fault }, setState] = useState<State>({ parts: [] });
  const isBusy = useRef(false);
  const root = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const view = () => root.current?.closest('.chat-log__view');

  const load = async () => {
    if (isBusy.current || isAll) return;
    isBusy.current = true;
    const answer = await request('GET /api/chats/{chatId}/earlier', { chatId: chat.id, before });
    isBusy.current = false;
    if (!('ok' in answer)) return setState({ parts, before, fault: answer });
    const { chat: found, before: next } = answer.ok;
    height.current = view()?.scrollHeight ?? 0;
    setState({ parts: found ? [answer.ok, ...parts] : parts, before: next, isAll: next === undefined });
  };

  // What was read stays where it was, below what came above it.
  useLayoutEffect(() => {
    const box = view();
    if (box && height.current > 0) box.scrollTop += box.scrollHeight - height.current;
    height.current = 0;
  }, [parts]);
  useEffect(() => {
    const box = view();
    const look = () => {
      const isUp = box && box.scrollHeight - box.clientHeight - box.scrollTop > NEAR;
      if (isUp && box.scrollTop < NEAR) void load();
    };
    box?.addEventListener('scroll', look);
    return () => box?.removeEventListener('scroll', look);
  });

  return (
    <div class="earlier" ref={root}>
      {isAll ? (
        <p class="earlier__end">{parts.length > 0 ? texts.noMoreChats : texts.noChats}</p>
      ) : (
        <Button small kind="quiet" onClick={() => void load()}>
          {texts.earlierChats}
        </Button>
      )}
      {fault && <p role="alert">{answerText(fault, ui, common)}</p>}
      {parts.map(({ chat: past, entries }, at) => (
        <section key={`${past?.id}${entries[0]?.seq}`} aria-label={past && labelOf(past.startedAt)}>
          {past && past.id !== parts[at - 1]?.chat?.id && <h3>{labelOf(past.startedAt)}</h3>}
          <Conversation entries={entries} texts={common} side="agent" />
        </section>
      ))}
      {parts.length > 0 && <h3>{texts.thisChat}</h3>}
    </div>
  );

  function labelOf(at: number): string {
    return texts.chatOf(formatDateTime(at, common.locale));
  }
};
