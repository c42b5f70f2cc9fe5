// How far a conversation is for the helpdesk: its last line, since when the customer waits for an answer, what is unread. Pure.
import type { UserId } from '../../../shared/model.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';

/** The last message of a conversation. */
export interface LastLine {
  readonly text: string;
  readonly author: string;
  readonly isMine: boolean;
}

/** One that is taken back says nothing, and waits for nothing. */
const isMessage = (entry: ShownEntry): entry is Extract<ShownEntry, { kind: 'message' }> =>
  entry.kind === 'message' && !entry.redacted;

export const findLastLine = (
  entries: readonly ShownEntry[],
  me: UserId | undefined,
): LastLine | undefined => {
  const last = entries.findLast(isMessage);
  return last && { text: last.text, author: last.author.name, isMine: last.author.id === me };
};

/** When the customer said the first thing that no agent has answered yet; that an agent joined is no answer. */
export const findWaitingSince = (entries: readonly ShownEntry[]): number | undefined => {
  const answer = entries.findLastIndex((entry) => isMessage(entry) && entry.author.role === 'agent');
  return entries.slice(answer + 1).find(isMessage)?.at;
};

/** Up to which entry this agent has surely read: the own last message, or the own joining. */
const findOwnSeq = (entries: readonly ShownEntry[], me: UserId | undefined): number =>
  entries.findLast(
    (entry) =>
      (entry.kind === 'message' && entry.author.id === me) ||
      (entry.kind === 'joined' && entry.agent.id === me),
  )?.seq ?? 0;

/**
 * Up to which entry is read, `seen` being what this tab remembers of it. A tab that remembers less, as on another device
 * or after a crash, takes what the agent said there for read, and all before it.
 */
export const findReadUpTo = (
  entries: readonly ShownEntry[],
  { me, seen }: { readonly me: UserId | undefined; readonly seen: number },
): number => Math.max(seen, findOwnSeq(entries, me));

export const countUnread = (
  entries: readonly ShownEntry[],
  { me, readUpTo }: { readonly me: UserId | undefined; readonly readUpTo: number },
): number =>
  entries.filter((entry) => entry.seq > readUpTo && entry.kind === 'message' && entry.author.id !== me)
    .length;

/** The last message of the helpdesk that the customer has read, where nothing the customer said since says so (S140). */
export const findRead = (entries: readonly ShownEntry[], seen: number): ShownEntry | undefined => {
  const last = entries.findLast(
    (entry) => isMessage(entry) && (entry.author.role === 'customer' || entry.seq <= seen),
  );
  return last?.kind === 'message' && last.author.role === 'agent' ? last : undefined;
};
