// A chat as its META item tells it, and the questions answered from it alone. Pure: no store, no network.

import type { Refusal } from '../../shared/errors.ts';
import { MASK_KINDS } from '../../shared/masked.ts';
import type {
  Author,
  ChatId,
  ChatState,
  ChatSummary,
  CustomerChat,
  EndReason,
  Entry,
  Invitation,
  Language,
  MaskKind,
  Person,
  RedactedBy,
  Role,
  Sid,
  Switches,
  UserId,
} from '../../shared/model.ts';
import { CHAT_REV_STEP, LINE_MAX, SILENT_GONE_MS } from '../../shared/rules.ts';
import { FIRST } from '../../shared/terms.ts';
import type { Caller } from './caller.ts';
import type { Tally } from './usage.ts';

/** One tab of one participant; `connection` is where its pushes go. */
export interface ChatSession {
  readonly user: UserId;
  readonly role: Role;
  readonly connection: string;
  /** What its page understands (shared/terms.ts); one that does not say is of the first release. */
  readonly speaks?: number | undefined;
  /** When it came: of too many tabs of one person the oldest gives way. Absent for one stored before that was noted. */
  readonly at?: number | undefined;
}

/** One tab of an agent who watches a chat. */
export interface Watcher {
  readonly user: UserId;
  readonly name: string;
  readonly connection: string;
  readonly speaks?: number | undefined;
  /** When it came, by its line in the log of who watched; absent for one stored before that was noted. */
  readonly at?: number | undefined;
}

export interface Chat {
  readonly id: ChatId;
  /** Grows with every change of META that a decision made: the lock of every decision made from it. */
  readonly rev: number;
  /**
   * Grows with every tab that comes or goes. Apart from `rev`, because anyone can open tabs as often as they like: who
   * does must not hold off what others decide.
   */
  readonly links?: number | undefined;
  readonly customer: { readonly id: UserId; readonly login: string; readonly name: string };
  readonly nickname: string;
  readonly email?: string | undefined;
  readonly startedAt: number;
  /** Of the page it was started on (S157); absent where that did not say. */
  readonly language?: Language | undefined;
  /** Whether agents see what the customer types (S43), by the desk's setting when the chat started. */
  readonly preview: boolean;
  /** Numbers that are not masked here (S139), by the desk's settings; absent where all are. */
  readonly unmasked?: readonly MaskKind[] | undefined;
  /** Agents are not told on which page the customer is (S141). */
  readonly hidesPage?: boolean | undefined;
  /** Who let the customer's next message with such a number through, and when: gone with that message. */
  readonly allowed?: { readonly by: UserId; readonly at: number } | undefined;
  readonly agents: readonly Person[];
  /** Since when none of the agents who take part is there (S153): it waits again, and they stay until a colleague joins. */
  readonly awaySince?: number | undefined;
  /** Agents who took part and left. */
  readonly former?: readonly Person[] | undefined;
  /** Colleagues asked to take part, one invitation each. */
  readonly invitations: readonly Invitation[];
  /** Tabs that follow unseen; never in what others are told, and no change of it moves `rev` or `links` (S90). */
  readonly watchers: Readonly<Record<Sid, Watcher>>;
  /** When somebody last stopped watching, by its line in the log: whoever watches after that is noted after it. */
  readonly stoppedAt?: number | undefined;
  readonly sessions: Readonly<Record<Sid, ChatSession>>;
  /** Since when the customer has no connection. */
  readonly goneSince?: number | undefined;
  /** When the customer last said to be there still, without a message (S10). */
  readonly stayedAt?: number | undefined;
  /**
   * It was announced that the chat times out at `endsAt`, counted from `since`. `unanswered`: to the agents alone, as it is
   * they who are silent (S10).
   */
  readonly warned?:
    | { readonly since: number; readonly endsAt: number; readonly unanswered?: boolean | undefined }
    | undefined;
  /** Whether an agent filled in ticket fields. */
  readonly filled?: boolean | undefined;
  /** Whether agents noted something (S136): whoever opens the chat then asks for it. */
  readonly noted?: boolean | undefined;
  /** Messages that were taken back after the end, the latest ones: the log has no word of it behind the end (S138). */
  readonly redacted?: readonly { readonly of: number; readonly by: RedactedBy }[] | undefined;
  /** For the month's usage. */
  readonly tally: Tally;
  readonly ended?: { readonly at: number; readonly reason: EndReason } | undefined;
  /** Its data is being removed: for everyone it is not there any more. */
  readonly removing?: boolean | undefined;
  readonly closed?: { readonly at: number; readonly ticket?: number | undefined } | undefined;
}

/** The caller's tab, to be tied to a chat. @param tab what its page understands, and when it came (milliseconds since 1970). */
export const sessionOf = (
  { id, role, connection }: Caller,
  { speaks, at }: { speaks: number | undefined; at: number },
): ChatSession => ({
  user: id,
  role,
  connection,
  speaks,
  at,
});

/**
 * What the caller's page understands, as it said when it was tied to the chat. A connection that is not tied yet is as
 * good as the oldest of the person's pages.
 */
export const speaksOf = (chat: Chat, { id, connection }: Pick<Caller, 'id' | 'connection'>): number => {
  const own = Object.values(chat.sessions).filter(({ user }) => user === id);
  const tied = own.filter((session) => session.connection === connection);
  const spoken = (tied.length > 0 ? tied : own).map(({ speaks = FIRST }) => speaks);
  return spoken.length > 0 ? Math.min(...spoken) : FIRST;
};

/**
 * Whether nobody of the helpdesk is there who could answer: such a chat holds a place of the desk (S14, S153).
 * Wider than the state `waiting`: a chat in which the customer wrote nothing yet is one, too.
 */
export const isWaiting = ({ agents, awaySince }: Pick<Chat, 'agents' | 'awaySince'>): boolean =>
  agents.length === 0 || awaySince !== undefined;

/**
 * A chat without an agent waits from its first message on. That message is always entry 2, so no state is written for
 * it: `waitingSince` is the time of entry 2, looked up by whoever needs it.
 */
export const stateOf = (chat: Chat, waitingSince?: number): ChatState => {
  if (chat.closed) return 'closed';
  if (chat.ended) return 'ended';
  if (!isWaiting(chat)) return 'active';
  return (chat.awaySince ?? waitingSince) === undefined ? 'online' : 'waiting';
};

export const isCustomer = (chat: Chat, actor: Pick<Caller, 'id' | 'role'>): boolean =>
  actor.role === 'customer' && chat.customer.id === actor.id;

/** Every agent who takes part or took part. */
export const agentsOf = ({ agents, former = [] }: Pick<Chat, 'agents' | 'former'>): readonly Person[] => [
  ...agents,
  ...former.filter(({ id }) => !agents.some((agent) => agent.id === id)),
];

export const takesPart = (chat: Chat, actor: Pick<Caller, 'id' | 'role'>): boolean =>
  actor.role === 'customer' ? chat.customer.id === actor.id : chat.agents.some(({ id }) => id === actor.id);

/**
 * Agents may also read an ended chat they had no part in: someone has to save or delete it. A running one only by taking
 * part or by watching, of which there is a line in the log (S91).
 */
export const mayRead = (chat: Chat, actor: Pick<Caller, 'id' | 'role'>): boolean =>
  !chat.removing && (takesPart(chat, actor) || (actor.role === 'agent' && chat.ended !== undefined));

/**
 * Whether nobody would notice: a chat may be saved or deleted once its customer has had no connection for as long as makes
 * it an unclosed one (S104). A reload of the page is no such time.
 */
export const isUnattended = ({ goneSince }: Pick<Chat, 'goneSince'>, now: number): boolean =>
  goneSince !== undefined && now - goneSince >= SILENT_GONE_MS;

/**
 * Why an actor may not speak after `latest`, the entry at the cursor and those behind it. META and the entries of one query
 * may be of different moments, so what the entries say of joining and leaving comes after what META says.
 */
export const refuseSpeaking = (
  chat: Chat,
  actor: Pick<Caller, 'id' | 'role'>,
  latest: readonly Entry[],
): Refusal | undefined => {
  let present = takesPart(chat, actor);
  for (const entry of latest) {
    if (entry.kind === 'ended') return { code: 'chat_ended' };
    if ((entry.kind === 'joined' || entry.kind === 'left') && entry.agent.id === actor.id) {
      present = entry.kind === 'joined';
    }
  }
  if (!present) return { code: 'not_participant' };
  return chat.ended ? { code: 'chat_ended' } : undefined;
};

export const authorOf = (chat: Chat, actor: Caller): Author => ({
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
  ...switchesOf(chat),
});

/** What is masked of what somebody says: an account that an agent names is rather the company's own (S139). */
export const masksOf = ({ unmasked = [] }: Pick<Chat, 'unmasked'>, role: Role): MaskKind[] =>
  MASK_KINDS.filter((kind) => !unmasked.includes(kind) && !(role === 'agent' && kind === 'iban'));

/** As the customer's page is told. */
export const switchesOf = (chat: Pick<Chat, 'unmasked' | 'allowed' | 'hidesPage'>): Switches => ({
  ...(chat.unmasked && { masks: masksOf(chat, 'customer') }),
  ...(chat.allowed && { allowed: true }),
  ...(chat.hidesPage && { hidesPage: true }),
});

/** The first message of a chat, which is its entry 2; that of a chat somebody left may be another entry. */
export interface Question {
  readonly at: number;
  readonly text?: string | undefined;
}

export const toQuestion = (entry: Entry | undefined): Question | undefined =>
  entry && { at: entry.at, text: entry.kind === 'message' && !entry.redacted ? entry.text : undefined };

/** The beginning of a text as one line of a list. */
export const toLine = (text: string): string =>
  Array.from(text.slice(0, 2 * LINE_MAX))
    .slice(0, LINE_MAX)
    .join('');

export const toSummary = (chat: Chat, question?: Question): ChatSummary => ({
  id: chat.id,
  nickname: chat.nickname,
  email: chat.email,
  customer: chat.customer,
  state: stateOf(chat, question?.at),
  startedAt: chat.startedAt,
  waitingSince: isWaiting(chat) && !chat.ended ? (chat.awaySince ?? question?.at) : undefined,
  question:
    isWaiting(chat) && !chat.ended && question?.text !== undefined ? toLine(question.text) : undefined,
  agents: [...chat.agents],
  invitations: [...chat.invitations],
  goneSince: chat.goneSince,
  ended: chat.ended,
  ticket: chat.closed?.ticket,
  ...(chat.allowed && !chat.ended && { allowed: true }),
  noted: chat.noted,
  // Each change of META moves one of the two, and the first message, which changes the summary alone, is half a step. So of
  // two summaries, each of META as it was at some moment, the later one has the higher number.
  rev: (chat.rev + (chat.links ?? 0)) * CHAT_REV_STEP + (question === undefined ? 0 : 1),
});
