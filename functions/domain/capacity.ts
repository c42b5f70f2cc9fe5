// Places for chats: what an agent has room for and how the desk's counters move. Pure.

/** What counts of an agent for the desk's room. */
export interface Duty {
  readonly onDuty: boolean;
  /** Whether this agent's room is part of the desk's `free`: on duty and the lease not run out. */
  readonly counted: boolean;
  readonly load: number;
  readonly max: number;
}

/** Places this agent adds to the desk; an agent above a lowered maximum adds none (S8). */
export const roomOf = ({ counted, load, max }: Duty): number => (counted ? Math.max(0, max - load) : 0);

/** How `free` moves when an agent goes from one duty to the other. */
export const freeDelta = (before: Duty, after: Duty): number => roomOf(after) - roomOf(before);

/** How a change moves the two figures that make the room of the desk. */
export interface Counts {
  /** Sum of the room of all agents on duty. */
  readonly free: number;
  /** Chats without an agent who is there; each holds a place of the desk. */
  readonly waiting: number;
}

/** What is left for new chats. Only this one figure is kept: it is all that a start asks. */
export const roomLeft = ({ free, waiting }: Counts): number => free - waiting;

/** Whether a new chat can start (S14); below zero when agents went off duty while chats wait. */
export const hasRoom = (room: number): boolean => room > 0;
