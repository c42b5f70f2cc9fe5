// Whether a chat's time is up, from its last entry and the desk's settings. Pure.
import type { EndReason, Entry, Settings } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import type { Chat } from './chat.ts';

export type Verdict =
  | { readonly kind: 'over' }
  /** Nothing to do before `at` (milliseconds since 1970). */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'end'; readonly reason: EndReason };

/**
 * A chat times out after the desk's minutes without an entry (S10). One whose customer never wrote and has been gone
 * for SILENT_GONE_MS ends sooner and frees its place (S14).
 */
export const judge = (
  { chat, last }: { readonly chat: Chat; readonly last: Entry },
  { timeoutMinutes }: Pick<Settings, 'timeoutMinutes'>,
  now: number,
): Verdict => {
  if (chat.ended) return { kind: 'over' };
  const timeout = last.at + timeoutMinutes * 60_000;
  if (now >= timeout) return { kind: 'end', reason: 'timeout' };
  const silent = chat.agents.length === 0 && last.kind === 'started';
  if (!silent || chat.goneSince === undefined) return { kind: 'later', at: timeout };
  const gone = chat.goneSince + SILENT_GONE_MS;
  return now >= gone ? { kind: 'end', reason: 'connection' } : { kind: 'later', at: Math.min(gone, timeout) };
};
