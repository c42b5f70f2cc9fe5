// Which chats stayed open (S104): one rule for the list of the server and the count of the console. Pure.
import type { ChatSummary, UserId } from './model.ts';
import { SILENT_GONE_MS, UNJOINED_MS } from './rules.ts';

type Judged = Pick<ChatSummary, 'ended' | 'goneSince' | 'startedAt'> & {
  readonly agents: readonly { readonly id: UserId }[];
};

interface Seen {
  /** Whether an agent has a console open. */
  readonly isConnected: (agent: UserId) => boolean;
  /** Milliseconds since 1970 by the server's clock. */
  readonly now: number;
}

/**
 * Ended, or none of its agents has a console open, or nobody joined it for three minutes, or its customer is gone for two.
 * Closed ones are not asked about.
 */
export const isUnclosed = (
  { ended, agents, goneSince, startedAt }: Judged,
  { isConnected, now }: Seen,
): boolean =>
  ended !== undefined ||
  (agents.length === 0 ? now - startedAt >= UNJOINED_MS : !agents.some(({ id }) => isConnected(id))) ||
  (goneSince !== undefined && now - goneSince >= SILENT_GONE_MS);
