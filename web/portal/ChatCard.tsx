// The card about the chat on the start page: starts one, goes on with the one that runs, or offers a message when no agent is free (S14).
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { arrowRightIcon, chatIcon } from '../ui/icons.ts';
import { isolate } from '../ui/isolate.ts';
import type { ChatStatus } from './chat.ts';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';

/** Milliseconds in which the helpdesk is expected to say whether it has room; a page that gets no connection offers the message too. */
const PATIENCE_MS = 5000;

interface Props {
  chat: ReadonlySignal<ChatStatus>;
  texts: Texts;
}

export const ChatCard = ({ chat, texts }: Props) => {
  const { start, message } = texts.portal;
  const { open, opensAt, agents, show, isBlocked } = chat.value;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  // Nothing was heard: neither that there is room, nor that there is none.
  const isUnreachable = isBlocked || (open === undefined && isLate);
  const hasNone = open === false || isUnreachable;
  return (
    <section class="card start-card">
      <Icon shape={chatIcon} />
      <h2>{start.chatTitle}</h2>
      <p>{start.chat}</p>
      <p class="soft">{start.chatNote}</p>
      {open && agents !== null && (
        <p>
          <Button kind="primary" icon={chatIcon} onClick={show}>
            {agents ? start.goOn(namesOf(agents, texts)) : start.startChat}
          </Button>
        </p>
      )}
      <div role="status">
        {hasNone && (
          <>
            <p>{isUnreachable ? start.unreachable : opensAt ? start.isClosed(opensAt) : start.noRoom}</p>
            <p>
              <a class="start-card__link" href={pathTo('message')}>
                {message.title} <Icon shape={arrowRightIcon} />
              </a>
            </p>
          </>
        )}
      </div>
    </section>
  );
};

const namesOf = (agents: readonly string[], { common }: Texts): string =>
  new Intl.ListFormat(common.locale).format(agents.map(isolate));
