// Whether a chat's time is up, from its last entry and the desk's settings. Pure.
import type { EndReason, Entry, Settings } from '../../shared/model.ts';
import { SILENT_GONE_MS, WARNING_MS } from '../../shared/rules.ts';
import type { Chat } from './chat.ts';

export type Verdict =
  | { readonly kind: 'over' }
  /** Nothing to do before `at` (milliseconds since 1970). */
  | { readonly kind: 'later'; readonly at: number }
  /** Both sides are to be told, and the chat ends at `endsAt` unless something is said. */
  | { readonly kind: 'warn'; readonly since: number; readonly endsAt: number }
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
 * A chat times out after the desk's minutes without activity, and never without having been announced WARNING_MS before
 * (S10), however late the sweep comes. One whose customer never wrote and has been gone for SILENT_GONE_MS ends sooner,
 * with nobody to warn, and frees its place (S14).
 */
export const judge = (
  { chat, last }: { readonly chat: Chat; readonly last: Entry },
  { timeoutMinutes }: Pick<Settings, 'timeoutMinutes'>,
  now: number,
): Verdict => {
  if (chat.ended) return { kind: 'over' };
  const gone =
    isSilent({ chat, last }) && chat.goneSince !== undefined
      ? chat.goneSince + SILENT_GONE_MS
      : Number.POSITIVE_INFINITY;
  if (now >= gone) return { kind: 'end', reason: 'connection' };

  const announced = announcedEnd(chat, last);
  if (announced !== undefined) {
    return now >= announced
      ? { kind: 'end', reason: 'timeout' }
      : { kind: 'later', at: Math.min(gone, announced) };
  }
  const since = lastActivity(chat, last);
  const timeout = since + timeoutMinutes * 60_000;
  if (now < timeout - WARNING_MS) return { kind: 'later', at: Math.min(gone, timeout - WARNING_MS) };
  return { kind: 'warn', since, endsAt: Math.max(timeout, now + WARNING_MS) };
};
