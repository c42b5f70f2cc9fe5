// A chat as its META item tells it, and the questions answered from it alone. Pure; knows no store and no connection to the world.
import type { Refusal } from '../../shared/errors.ts';
import type {
  Author,
  ChatId,
  ChatState,
  ChatSummary,
  CustomerChat,
  EndReason,
  Entry,
  Invitation,
  Person,
  Role,
  Sid,
  UserId,
} from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import type { Tally } from './usage.ts';

/** One tab of one participant; `connection` is where its pushes go. */
export interface Session {
  readonly user: UserId;
  readonly role: Role;
  readonly connection: string;
  /** What its page understands (shared/terms.ts); one that does not say is of the first release. */
  readonly speaks?: number | undefined;
}

/** One tab of an agent who watches a chat. */
export interface Watcher {
  readonly user: UserId;
  readonly name: string;
  readonly connection: string;
  readonly speaks?: number | undefined;
}

export interface Chat {
  readonly id: ChatId;
  /** Grows with every change of META: the lock of every decision made from it. */
  readonly rev: number;
  readonly customer: { readonly id: UserId; readonly login: string; readonly name: string };
  readonly nickname: string;
  readonly email?: string | undefined;
  readonly startedAt: number;
  /** Whether agents see what the customer types (S43), by the desk's setting when the chat started. */
  readonly preview: boolean;
  readonly agents: readonly Person[];
  /** Agents who took part and left. */
  readonly former?: readonly Person[] | undefined;
  /** Colleagues asked to take part, one invitation each. */
  readonly invitations: readonly Invitation[];
  /** Tabs that follow unseen; never in what others are told, and no change of it moves `rev` (S90). */
  readonly watchers: Readonly<Record<Sid, Watcher>>;
  readonly sessions: Readonly<Record<Sid, Session>>;
  /** Since when the customer has no connection. */
  readonly goneSince?: number | undefined;
  /** When the customer last said to be there still, without a message (S10). */
  readonly stayedAt?: number | undefined;
  /** Both sides were told that the chat times out at `endsAt`, counted from `since`. */
  readonly warned?: { readonly since: number; readonly endsAt: number } | undefined;
  /** For the month's usage. */
  readonly tally: Tally;
  readonly ended?: { readonly at: number; readonly reason: EndReason } | undefined;
  /** Its data is being removed: for everyone it is not there any more. */
  readonly removing?: boolean | undefined;
  readonly closed?: { readonly at: number; readonly ticket?: number | undefined } | undefined;
}

/** Who asks, as the authorizer of the connection said. */
export interface Actor {
  readonly id: UserId;
  readonly role: Role;
  readonly login: string;
  readonly name: string;
  readonly connection: string;
}

/** The tab of who asks, to be tied to a chat. */
export const sessionOf = ({ id, role, connection }: Actor, speaks: number | undefined): Session => ({
  user: id,
  role,
  connection,
  speaks,
});

/**
 * What the page of who asks understands, as it said when it was tied to the chat. A connection that is not tied yet is as
 * good as the oldest of the person's pages.
 */
export const speaksOf = (chat: Chat, { id, connection }: Pick<Actor, 'id' | 'connection'>): number => {
  const own = Object.values(chat.sessions).filter(({ user }) => user === id);
  const tied = own.filter((session) => session.connection === connection);
  const spoken = (tied.length > 0 ? tied : own).map(({ speaks = FIRST }) => speaks);
  return spoken.length > 0 ? Math.min(...spoken) : FIRST;
};

/**
 * A chat without an agent waits from its first message on. That message is always entry 2, so no state is written for
 * it: `waitingSince` is the time of entry 2, looked up by whoever needs it.
 */
export const stateOf = (chat: Chat, waitingSince?: number): ChatState => {
  if (chat.closed) return 'closed';
  if (chat.ended) return 'ended';
  if (chat.agents.length > 0) return 'active';
  return waitingSince === undefined ? 'online' : 'waiting';
};

export const isCustomer = (chat: Chat, actor: Pick<Actor, 'id' | 'role'>): boolean =>
  actor.role === 'customer' && chat.customer.id === actor.id;

/** Every agent who takes part or took part. */
export const agentsOf = ({ agents, former = [] }: Pick<Chat, 'agents' | 'former'>): readonly Person[] => [
  ...agents,
  ...former.filter(({ id }) => !agents.some((agent) => agent.id === id)),
];

export const takesPart = (chat: Chat, actor: Pick<Actor, 'id' | 'role'>): boolean =>
  actor.role === 'customer' ? chat.customer.id === actor.id : chat.agents.some(({ id }) => id === actor.id);

/** Agents may also read an ended chat they had no part in: someone has to save or delete it. */
export const mayRead = (chat: Chat, actor: Pick<Actor, 'id' | 'role'>): boolean =>
  !chat.removing &&
  (takesPart(chat, actor) || (actor.role === 'agent' && (chat.ended !== undefined || isUnattended(chat))));

/** Whether nobody would notice: a chat whose customer has no connection may be saved or deleted (S104). */
export const isUnattended = (chat: Chat): boolean => chat.goneSince !== undefined;

/**
 * Why an actor may not speak after `unseen`, the entries behind the cursor. META and the entries of one query may be of
 * different moments, so what the entries say of joining and leaving comes after what META says.
 */
export const refuseSpeaking = (
  chat: Chat,
  actor: Pick<Actor, 'id' | 'role'>,
  unseen: readonly Entry[],
): Refusal | undefined => {
  let present = takesPart(chat, actor);
  for (const entry of unseen) {
    if (entry.kind === 'ended') return { code: 'chat_ended' };
    if ((entry.kind === 'joined' || entry.kind === 'left') && entry.agent.id === actor.id) {
      present = entry.kind === 'joined';
    }
  }
  if (!present) return { code: 'not_participant' };
  return chat.ended ? { code: 'chat_ended' } : undefined;
};

export const authorOf = (chat: Chat, actor: Actor): Author => ({
  role: actor.role,
  id: actor.id,
  name:
    actor.role === 'customer'
      ? chat.nickname
      : (chat.agents.find(({ id }) => id === actor.id)?.name ?? actor.name),
});

export const toCustomerChat = (chat: Chat, waitingSince?: number): CustomerChat => ({
  id: chat.id,
  nickname: chat.nickname,
  email: chat.email,
  state: stateOf(chat, waitingSince),
  agents: [...chat.agents],
});

export const toSummary = (chat: Chat, waitingSince?: number): ChatSummary => ({
  id: chat.id,
  nickname: chat.nickname,
  email: chat.email,
  customer: chat.customer,
  state: stateOf(chat, waitingSince),
  startedAt: chat.startedAt,
  waitingSince: chat.agents.length === 0 && !chat.ended ? waitingSince : undefined,
  agents: [...chat.agents],
  invitations: [...chat.invitations],
  goneSince: chat.goneSince,
  ended: chat.ended,
  ticket: chat.closed?.ticket,
  // The first message changes the summary without changing META: it counts as half a step.
  rev: chat.rev * 2 + (waitingSince === undefined ? 0 : 1),
});
