// An agent's duty: an explicit choice, counted only while a console is heard of. Pure.
import type { AgentSummary, UserId } from '../../shared/model.ts';
import { LEASE_MS } from '../../shared/rules.ts';
import type { Agent } from './changes.ts';

export const toAgentSummary = ({ id, name, onDuty, counted, max, rev }: Agent): AgentSummary => ({
  id,
  name,
  onDuty,
  max,
  reachable: counted,
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
  rev: (before?.rev ?? 0) + 1,
  leaseUntil: now + LEASE_MS,
});

/** "Chatdienst stoppen": no new chats; running ones continue (S6). */
export const goOffDuty = (before: Agent): Agent => ({
  ...before,
  onDuty: false,
  counted: false,
  rev: before.rev + 1,
});

/** The lease ran out: no room until the console is back; the choice to be on duty stays. */
export const loseLease = (before: Agent): Agent => ({
  ...before,
  counted: false,
  rev: before.rev + 1,
});

/** Another maximum, at once, on duty or not (S8); running chats stay. */
export const changeMax = (before: Agent, max: number): Agent => ({ ...before, max, rev: before.rev + 1 });

/** The last console went away: the lease lasts only as long as a reload or a blip may take. */
export const shortenLease = (leaseUntil: number, now: number, graceMs: number): number =>
  Math.min(leaseUntil, now + graceMs);
