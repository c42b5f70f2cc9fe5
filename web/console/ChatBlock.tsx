// One chat in the list: its state in colour, icon and words, who the customer really is, who takes part, and what to do.
import { useEffect, useState } from 'preact/hooks';
import type { ChatState, ChatSummary, Person } from '../../shared/model.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { chatIcon, circleCheckIcon, clockIcon, minusIcon, userIcon } from '../ui/icons.ts';
import { formatDuration, takesPart } from './desk.ts';
import { useView } from './view.ts';

const iconByState = {
  online: userIcon,
  waiting: clockIcon,
  active: chatIcon,
  ended: minusIcon,
  closed: circleCheckIcon,
} as const satisfies Record<ChatState, string>;

export const StateSign = ({ state }: { state: ChatState }) => {
  const { common } = useView();
  return (
    <span class="state">
      <Icon shape={iconByState[state]} />
      {common.states[state]}
    </span>
  );
};

interface Props {
  chat: ChatSummary;
  /** Names the reason why this agent cannot join now. */
  hurdleId: string | undefined;
}

export const ChatBlock = ({ chat, hurdleId }: Props) => {
  const { consoleTexts: texts, common } = useView();
  const { nickname, customer, email, state } = chat;
  return (
    <li class={`block block--${state}`}>
      <p class="block__head">
        <StateSign state={state} />
        {state === 'waiting' && <WaitingTime since={chat.waitingSince ?? chat.startedAt} />}
      </p>
      <h3 class="block__name">
        <bdi>{nickname}</bdi>
      </h3>
      <p class="block__line">
        <span title={texts.list.account}>
          <bdi>{customer.name}</bdi> (<bdi>{customer.login}</bdi>)
        </span>
        {email && <bdi title={texts.list.email}>{email}</bdi>}
      </p>
      <div class="block__foot">
        <div class="block__line">
          {state === 'ended' ? (
            <span>{chat.ended && common.endings[chat.ended.reason]}</span>
          ) : (
            <span class={`presence${chat.present ? ' presence--here' : ''}`}>
              {chat.present ? texts.list.present : texts.list.gone}
            </span>
          )}
          <Agents chat={chat} />
        </div>
        <BlockButton chat={chat} hurdleId={hurdleId} />
      </div>
    </li>
  );
};

const Agents = ({ chat }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { list },
    desk,
  } = useView();
  const me = desk.state.value.me?.id;
  if (chat.agents.length === 0) return null;
  const agentText = ({ id, name }: Person) => {
    if (chat.state === 'ended') return id === me ? list.youTookPart : list.tookPart(name);
    return id === me ? list.youTakePart : list.takesPart(name);
  };
  return (
    <ul class="block__agents">
      {chat.agents.map((agent) => (
        <li key={agent.id} dir="auto">
          {agentText(agent)}
        </li>
      ))}
    </ul>
  );
};

const BlockButton = ({ chat, hurdleId }: Props) => {
  const {
    consoleTexts: { list },
    desk,
  } = useView();
  const { id, nickname, state } = chat;
  const isBusy = desk.chats.busy.value.has(id);
  if (takesPart(chat, desk.state.value.me?.id))
    return (
      <Button
        small
        aria-label={state === 'ended' ? list.openName(nickname) : list.toWindowName(nickname)}
        onClick={() => desk.show(id)}
      >
        {state === 'ended' ? list.open : list.toWindow}
      </Button>
    );
  if (state === 'ended' || state === 'closed') return null;
  const isSecond = chat.agents.length > 0;
  return (
    <Button
      small
      kind={isSecond ? 'plain' : 'primary'}
      busy={isBusy}
      disabled={hurdleId !== undefined}
      aria-describedby={hurdleId}
      aria-label={isSecond ? list.joinTooName(nickname) : list.joinName(nickname)}
      onClick={() => void desk.chats.join(id, isSecond)}
    >
      {isBusy ? list.joining : isSecond ? list.joinToo : list.join}
    </Button>
  );
};

const WaitingTime = ({ since }: { since: number }) => {
  const {
    consoleTexts: { list },
  } = useView();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time class="block__time" role="timer" aria-live="off">
      {list.waitingFor(formatDuration(now - since))}
    </time>
  );
};
