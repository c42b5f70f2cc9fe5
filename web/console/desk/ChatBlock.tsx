// One chat in the list: its state in colour, icon and words, who the customer really is, who takes part, and what to do.
import type { ChatSummary, Invitation, Person } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { endingText } from '../../ui/ending.ts';
import { Icon } from '../../ui/Icon.tsx';
import { usersIcon } from '../../ui/icons.ts';
import { formatTime } from '../../ui/time.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { Presence } from '../shell/Presence.tsx';
import { StateSign } from '../shell/StateSign.tsx';
import { useServerNow } from '../shell/use-server-now.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { WaitingTime } from '../shell/WaitingTime.tsx';
import { WatchButton } from '../shell/WatchButton.tsx';
import { findGoneSince, findInvitation, isTyping, takesPart } from '../state/selectors.ts';

interface Props {
  chat: ChatSummary;
  /** Names the reason why this agent cannot join now. */
  hurdleId: string | undefined;
}

export const ChatBlock = ({ chat, hurdleId }: Props) => {
  const { consoleTexts: texts, common } = useTexts();
  const desk = useDesk();
  const { nickname, customer, email, state } = chat;
  const invitation = findInvitation(chat, desk.state.value.me?.id);
  return (
    <li class={`block block--${invitation ? 'waiting' : state}`}>
      <p class="block__head">
        {invitation ? (
          <span class="state">
            <Icon shape={usersIcon} />
            {texts.list.incoming}
          </span>
        ) : (
          <StateSign state={state} />
        )}
        <BlockTime chat={chat} />
      </p>
      <h3 class="block__name">
        <bdi>{nickname}</bdi>
      </h3>
      <p class="block__line">
        <span title={texts.list.account}>
          <AccountName {...customer} />
        </span>
        {email && <bdi title={texts.list.email}>{email}</bdi>}
      </p>
      {invitation && <InvitationLines invitation={invitation} />}
      {state === 'active' && <LastLine chat={chat} />}
      <Question chat={chat} />
      <div class="block__foot">
        <div class="block__line">
          {state === 'ended' ? (
            <span>{chat.ended && endingText(common, chat.ended.reason)}</span>
          ) : (
            <Presence chat={chat} />
          )}
          <Agents chat={chat} />
        </div>
        <BlockButtons chat={chat} hurdleId={hurdleId} isInvited={invitation !== undefined} />
      </div>
    </li>
  );
};

/** Who asks, for what, and what there is to know first (S82, S87). */
const InvitationLines = ({ invitation: { by, transfer, note } }: { invitation: Invitation }) => {
  const {
    consoleTexts: { list: texts },
  } = useTexts();
  return (
    <>
      <p class="block__asked" dir="auto">
        {transfer ? texts.handedOverBy(by.name) : texts.invitedBy(by.name)}
      </p>
      {note && (
        <blockquote class="block__note" dir="auto">
          {note}
        </blockquote>
      )}
    </>
  );
};

const Agents = ({ chat }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { list },
    common,
  } = useTexts();
  const desk = useDesk();
  const me = desk.state.value.me?.id;
  if (chat.agents.length === 0) return null;
  const agentText = ({ id, name }: Person) => {
    const goneSince = findGoneSince(desk.state.value, chat, id);
    if (goneSince !== undefined && id !== me)
      return list.agentGone(name, formatTime(goneSince, common.locale));
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

const BlockButtons = ({ chat, hurdleId, isInvited }: Props & { isInvited: boolean }) => {
  const {
    consoleTexts: { list },
  } = useTexts();
  const desk = useDesk();
  const { id, nickname, state } = chat;
  const isBusy = desk.busy.value.has(id);
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
  // Whoever is invited does not come second by own choice (S28).
  const isSecond = state === 'active' && !isInvited;
  return (
    <div class="block__buttons">
      <WatchButton chat={chat} />
      {isInvited && (
        <Button
          small
          busy={isBusy}
          aria-label={list.declineName(nickname)}
          onClick={() => void desk.team.decline(id)}
        >
          {list.decline}
        </Button>
      )}
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
    </div>
  );
};

/** How long the customer waits: for anyone, or for the agent of an own chat. */
const BlockTime = ({ chat: { id, state, ...chat } }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { list },
  } = useTexts();
  const desk = useDesk();
  const waitsForMe = desk.waiting.value.get(id);
  if (state === 'waiting')
    return <WaitingTime since={chat.waitingSince ?? chat.startedAt} words={list.waitingFor} />;
  return state === 'active' && waitsForMe !== undefined ? (
    <WaitingTime since={waitsForMe} words={list.waitingForYou} />
  ) : null;
};

/** The beginning of what a customer asks whom nobody answers yet, and that more is being typed (S26). */
const Question = ({ chat }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { list },
  } = useTexts();
  const desk = useDesk();
  const now = useServerNow();
  const isUnderWay = isTyping(desk.state.value, chat, now);
  if (!chat.question && !isUnderWay) return null;
  return (
    <p class="block__question">
      <span class="block__said">
        <bdi>{chat.question}</bdi>
      </span>
      {isUnderWay && <i class="block__typing">{list.typing}</i>}
    </p>
  );
};

/** What was said last in an own chat, and how much of it is new. */
const LastLine = ({ chat }: { chat: ChatSummary }) => {
  const {
    consoleTexts: { list, windows },
  } = useTexts();
  const window = useDesk().windows.value.find(({ chatId }) => chatId === chat.id);
  const last = window?.lastLine.value;
  if (!window || window.isWatched || !last) return null;
  const unread = window.unread.value;
  return (
    <p class="block__last">
      <span class="block__said">
        {last.isMine && `${list.you}: `}
        {last.author !== chat.nickname && !last.isMine && (
          <>
            <bdi>{last.author}</bdi>:{' '}
          </>
        )}
        <bdi>{last.text}</bdi>
      </span>
      {unread > 0 && (
        <span class="count" title={windows.unread(unread)}>
          <span aria-hidden="true">{unread}</span>
          <span class="visually-hidden">{windows.unread(unread)}</span>
        </span>
      )}
    </p>
  );
};
