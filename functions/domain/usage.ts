// What a chat used, told from the chat itself when it ends, and what a month of chats costs. Pure; no store.
import { addUp, type Consumption, dollarsOf, times } from '../../shared/prices.ts';

/** Kept in META, which joining and leaving write anyway, so that counting costs no write of its own. */
export interface Tally {
  /** Entries of the log that are no message: the start, who joined and left, what was taken back. */
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

export const withRedacted = (tally: Tally): Tally => ({ ...tally, notes: tally.notes + 1 });

export const monthAfter = (month: string): string => monthBefore(month, -1);

/** What one chat adds to the month it ended in. */
export interface Usage {
  /** As in `2026-11`: by UTC, as AWS bills. */
  readonly month: string;
  readonly messages: number;
  /** Milliseconds the customer and the agents were in the chat, each counted. */
  readonly connected: number;
  /** Nobody answered in time (S10). */
  readonly isMissed?: boolean;
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

/** What a typical chat takes beside its messages: from the start to the ticket, with the PDF and the page around it (tests/bench holds these figures). */
const EACH_CHAT: Consumption = {
  writeUnit: 52,
  readUnit: 18,
  frame: 20,
  request: 1,
  invocation: 9,
  gigabyteSecond: 0.45,
  busEvent: 2,
  filePut: 1,
  fileGet: 1,
  loggedByte: 800,
  sentByte: 2_500,
};

/** What a message takes, with the typing before it that the other side sees. */
const EACH_MESSAGE: Consumption = {
  writeUnit: 1,
  readUnit: 1.225,
  frame: 5.8,
  invocation: 2.4,
  gigabyteSecond: 0.06,
  loggedByte: 220,
  sentByte: 700,
};

/** Dollars, estimated: a chat that is shorter or longer than the typical one costs less or more than it counts for. */
export const estimateDollars = (used: { chats: number; messages: number; minutes: number }): number =>
  dollarsOf(
    addUp(times(EACH_CHAT, used.chats), times(EACH_MESSAGE, used.messages), {
      connectedMinute: used.minutes,
    }),
  );
