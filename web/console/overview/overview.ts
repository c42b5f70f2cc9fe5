// Who is listed under "Gebruiker – Lopende chats" (S110). Pure.
import type { UserId } from '../../../shared/model.ts';
import { countLoad, isReachable, isRunning } from '../state/selectors.ts';
import type { DeskState } from '../state/state.ts';

export interface AgentRow {
  readonly id: UserId;
  readonly name: string;
  readonly onDuty: boolean;
  /** On duty, but no console of theirs was heard of lately; gives no room until it is. */
  readonly isAway: boolean;
  /** Running chats; a chat with two agents counts for both. */
  readonly load: number;
  /** Chats this agent may handle; none when not on duty. */
  readonly max: number;
}

/** Everyone on duty and everyone with a running chat, the busiest first. */
export const listAgentRows = (state: DeskState): readonly AgentRow[] => {
  const namesById = new Map(
    [...state.chats.values()]
      .filter(isRunning)
      .flatMap((chat) => chat.agents.map(({ id, name }) => [id, name] as const)),
  );
  for (const { id, name, onDuty } of state.agents.values()) if (onDuty) namesById.set(id, name);
  return [...namesById]
    .map(([id, name]) => {
      const agent = state.agents.get(id);
      const onDuty = agent?.onDuty ?? false;
      const isAway = onDuty && agent !== undefined && !isReachable(agent);
      const max = onDuty ? (agent?.max ?? 0) : 0;
      return { id, name, onDuty, isAway, load: countLoad(state, id), max };
    })
    .sort((a, b) => b.load - a.load || a.name.localeCompare(b.name));
};
