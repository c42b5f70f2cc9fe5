// An agent's duty: an explicit choice, counted only while a console is heard of. Pure.
import type { AgentSummary, UserId } from '../../shared/model.ts';
import { LEASE_MS } from '../../shared/rules.ts';
import type { Agent } from './changes.ts';

export const toAgentSummary = ({ id, name, onDuty, counted, max, goneSince, rev }: Agent): AgentSummary => ({
  id,
  name,
  onDuty,
  max,
  reachable: counted,
  goneSince,
  rev,
});

export interface Arrival {
  readonly id: UserId;
  readonly name: string;
  readonly max: number;
  readonly now: number;
}

/** "Chatdienst starten", or a console heard of again: the agent gives room until the lease runs out. */
export const goOnDuty = (before: Agent | undefined, { id, name, max, now }: Arrival): Agent => ({
  id,
  name,
  max,
  onDuty: true,
  counted: true,
  load: before?.load ?? 0,
  chats: before?.chats,
  rev: (before?.rev ?? 0) + 1,
  leaseUntil: now + LEASE_MS,
});

/** "Chatdienst stoppen": no new chats; running ones continue (S6). Whoever says so is there. */
export const goOffDuty = (before: Agent): Agent => ({
  ...before,
  onDuty: false,
  counted: false,
  goneSince: undefined,
  rev: before.rev + 1,
});

/** The lease ran out: no room until the console is back; the choice to be on duty stays. */
export const loseLease = (before: Agent): Agent => ({
  ...before,
  counted: false,
  goneSince: before.leaseUntil,
  rev: before.rev + 1,
});

/** Blocked, or without the right to the desk: off duty, and gone (S153). */
export const shutOff = (before: Agent, now: number): Agent => ({
  ...goOffDuty(before),
  goneSince: before.goneSince ?? now,
});

/** Heard of again: on duty as before, or at least there. */
export const comeBack = (before: Agent, now: number): Agent =>
  before.onDuty
    ? goOnDuty(before, { ...before, now })
    : { ...before, goneSince: undefined, rev: before.rev + 1 };

/** Off duty, with chats that go on, and the last console closed: gone when the grace is over (S153). */
export const isLeftBehind = (agent: Agent, now: number): boolean =>
  !agent.onDuty && agent.load > 0 && agent.goneSince === undefined && agent.leaseUntil <= now;

/** Another maximum, at once, on duty or not (S8); running chats stay. */
export const changeMax = (before: Agent, max: number): Agent => ({ ...before, max, rev: before.rev + 1 });

/** The last console went away: the lease lasts only as long as a reload or a blip may take. */
export const shortenLease = (leaseUntil: number, now: number, graceMs: number): number =>
  Math.min(leaseUntil, now + graceMs);
