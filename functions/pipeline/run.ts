// Runs a parsed action of a group, in the context every action gets.
import type { ActionGroup, ActionName, Actions } from '../../shared/actions.ts';
import { refuse } from '../../shared/errors.ts';
import type { Action, ContextOf } from './action.ts';
import type { Run } from './socket.ts';

/** Every action of a group by name; tsc names the one that is missing. */
export type GroupActions<G extends ActionGroup> = {
  readonly [N in ActionName as Actions[N]['group'] extends G ? N : never]: Action<N>;
};

export const createRun = <G extends ActionGroup>(context: ContextOf<G>, group: GroupActions<G>): Run => {
  const byName = new Map(Object.entries(group));
  return async (caller, name, input) => {
    // The pipeline parsed the input with this action's own schema, and the group has its context; the map cannot say so.
    const action = byName.get(name) as Action<never> | undefined;
    return action ? action(context as never, caller, input as never) : refuse({ code: 'unknown_action' });
  };
};
