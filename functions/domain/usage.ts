// What a chat used, told from the chat itself when it ends: messages and connected time. Pure; knows no price and no store.

/** Kept in META, which joining and leaving write anyway, so that counting costs no write of its own. */
export interface Tally {
  /** Entries of the log that are no message: the start, and who joined and left. */
  readonly notes: number;
  /**
   * Milliseconds: for each agent who left when that was, less for each who joined when that was. With the present agents
   * counted as leaving now it is the time all of them spent in the chat.
   */
  readonly manned: number;
}

export const newTally: Tally = { notes: 1, manned: 0 };

export const withJoined = ({ notes, manned }: Tally, now: number): Tally => ({
  notes: notes + 1,
  manned: manned - now,
});

export const withLeft = ({ notes, manned }: Tally, now: number): Tally => ({
  notes: notes + 1,
  manned: manned + now,
});

/** What one chat adds to the month it ended in. */
export interface Usage {
  /** As in `2026-11`: by UTC, as AWS bills. */
  readonly month: string;
  readonly messages: number;
  /** Milliseconds the customer and the agents were in the chat, each counted. */
  readonly connected: number;
}

export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** The month that lies `months` before this one. */
export const monthBefore = (month: string, months: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 - months));
};

/** @param last seq of the entry before the end. */
export const usageOf = (
  chat: { readonly startedAt: number; readonly agents: readonly unknown[]; readonly tally: Tally },
  last: number,
  now: number,
): Usage => ({
  month: monthOf(now),
  messages: last - chat.tally.notes,
  connected: now - chat.startedAt + chat.tally.manned + chat.agents.length * now,
});
