// Whether a chat's time is up, and whose silence that is, from the end of its log and the desk's settings. Pure.
import type { EndReason, Entry, Settings } from '../../shared/model.ts';
import { SILENT_GONE_MS, WARNING_MS } from '../../shared/rules.ts';
import type { Chat } from './chat.ts';

export type TimeOutDecision =
  | { readonly kind: 'over' }
  /** Nothing to do before `at` (milliseconds since 1970). */
  | { readonly kind: 'later'; readonly at: number }
  /** It is to be announced that the chat ends at `endsAt` unless something is said. */
  | { readonly kind: 'warn'; readonly since: number; readonly endsAt: number }
  /** What was announced holds no longer: the time-out was raised. Nothing else to do before `at`. */
  | { readonly kind: 'withdraw'; readonly at: number }
  | { readonly kind: 'end'; readonly reason: EndReason };

/** When something last happened that counts: an entry, or "Ik ben er nog". */
export const lastActivity = (chat: Chat, last: Entry): number => Math.max(last.at, chat.stayedAt ?? 0);

/** When the chat times out, once that was announced and nothing happened since. */
export const announcedEnd = (chat: Chat, last: Entry): number | undefined =>
  chat.warned?.since === lastActivity(chat, last) && !chat.ended ? chat.warned.endsAt : undefined;

/** Whether nobody spoke yet: such a chat only holds a place. */
export const isSilent = ({ chat, last }: { readonly chat: Chat; readonly last: Entry }): boolean =>
  chat.agents.length === 0 && last.kind === 'started';

/**
 * Whether it is the helpdesk that is silent (S10): the customer's question is the last thing said, or nobody is there any
 * more who could go on (S153).
 * @param said the last message, whatever came after it; `undefined` when nobody said anything.
 */
export const isUnanswered = (
  { awaySince }: Pick<Chat, 'awaySince'>,
  said: Extract<Entry, { kind: 'message' }> | undefined,
): boolean => said !== undefined && (said.author.role === 'customer' || awaySince !== undefined);

/**
 * A chat times out after the desk's minutes without activity, and never without having been announced WARNING_MS before
 * (S10), however late the sweep comes. One whose customer never wrote and has been gone for SILENT_GONE_MS ends sooner,
 * with nobody to warn, and frees its place (S14).
 */
export const evaluateTimeOut = (
  { chat, last }: { readonly chat: Chat; readonly last: Entry },
  { timeoutMinutes }: Pick<Settings, 'timeoutMinutes'>,
  now: number,
): TimeOutDecision => {
  if (chat.ended) return { kind: 'over' };
  const gone =
    isSilent({ chat, last }) && chat.goneSince !== undefined
      ? chat.goneSince + SILENT_GONE_MS
      : Number.POSITIVE_INFINITY;
  if (now >= gone) return { kind: 'end', reason: 'connection' };

  const since = lastActivity(chat, last);
  const timeout = since + timeoutMinutes * 60_000;
  const announced = announcedEnd(chat, last);
  // By the setting it was announced under it comes no later than announced: what comes later was raised since.
  if (announced !== undefined && timeout <= announced) {
    return now >= announced
      ? { kind: 'end', reason: chat.warned?.unanswered ? 'unanswered' : 'timeout' }
      : { kind: 'later', at: Math.min(gone, announced) };
  }
  if (now < timeout - WARNING_MS) {
    const at = Math.min(gone, timeout - WARNING_MS);
    return { kind: announced === undefined ? 'later' : 'withdraw', at };
  }
  return { kind: 'warn', since, endsAt: Math.max(timeout, now + WARNING_MS) };
};

/** Whether a chat that runs on by the settings of now would end within a minute or two by others (S10). */
export const wouldEnd = (
  head: { readonly chat: Chat; readonly last: Entry },
  { timeoutMinutes }: Pick<Settings, 'timeoutMinutes'>,
  { wanted, now }: { readonly wanted: number; readonly now: number },
): boolean =>
  announcedEnd(head.chat, head.last) === undefined &&
  evaluateTimeOut(head, { timeoutMinutes }, now).kind === 'later' &&
  evaluateTimeOut(head, { timeoutMinutes: wanted }, now).kind === 'warn';
