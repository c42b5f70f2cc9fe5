// The card about the chat on the start page; where the tab is not there for want of an agent, the way to leave a message (S14).
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { arrowRightIcon, chatIcon } from '../ui/icons.ts';
import { paths } from './paths.ts';
import type { Texts } from './texts.ts';

/** Milliseconds in which the helpdesk is expected to say whether it has room; a page that gets no connection offers the message too. */
const PATIENCE_MS = 5000;

interface Props {
  /** Whether a chat can be started, as far as that is known. */
  room: ReadonlySignal<boolean | undefined>;
  texts: Texts;
}

export const ChatCard = ({ room, texts }: Props) => {
  const { start, message } = texts.portal;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const hasNone = room.value === false || (room.value === undefined && isLate);
  return (
    <section class="card start-card">
      <Icon shape={chatIcon} />
      <h2>{start.chatTitle}</h2>
      <p>{start.chat}</p>
      <p class="soft">{start.chatNote}</p>
      <div role="status">
        {hasNone && (
          <>
            <p>{start.noRoom}</p>
            <p>
              <a class="start-card__link" href={paths.message}>
                {message.title} <Icon shape={arrowRightIcon} />
              </a>
            </p>
          </>
        )}
      </div>
    </section>
  );
};
