// From a name and what came with it to an action: known here, allowed, parsed, run. The one place that looks at rights on the socket.
import * as v from 'valibot';
import {
  type ActionGroup,
  type ActionName,
  type ActionSpec,
  type Actions,
  actions,
} from '../../shared/actions.ts';
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import type { Caller } from '../domain/caller.ts';
import type { Action, ContextOf } from './action.ts';

/** Runs an action by its name, on what the frame carried beside it. */
export type Run = (caller: Caller, name: string, fields: unknown) => Promise<Result<unknown>>;

/** Every action of a group by name; tsc names the one that is missing. */
export type GroupActions<G extends ActionGroup> = {
  readonly [N in ActionName as Actions[N]['group'] extends G ? N : never]: Action<N>;
};

export const createRun = <G extends ActionGroup>(context: ContextOf<G>, group: GroupActions<G>): Run => {
  const byName = new Map(Object.entries(group));
  return async (caller, name, fields) => {
    if (!isAction(name)) return refuse({ code: 'unknown_action' });
    const spec: ActionSpec = actions[name];
    if (!mayCall(spec, caller)) return refuse({ code: 'forbidden' });
    const input = v.safeParse(spec.input, fields);
    if (!input.success) return refuse(badRequest(input.issues));
    // Parsed with this action's own schema, and the group has its context; the map cannot say so.
    const action = byName.get(name) as Action<never> | undefined;
    return action
      ? action(context as never, caller, input.output as never)
      : refuse({ code: 'unknown_action' });
  };
};

const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);

/**
 * As the table of actions says, with the rights of when the connection was opened: whoever takes rights away closes the
 * connections that had them. What a customer may is the action's to see (S3).
 */
const mayCall = ({ by, needs = 'helpdesk' }: ActionSpec, { role, permissions }: Caller): boolean =>
  by.includes(role) && (role === 'customer' || needs === 'nothing' || permissions.has(needs));

const badRequest = (issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Refusal => {
  const path = v.getDotPath(issues[0]);
  return path ? { code: 'bad_request', path } : { code: 'bad_request' };
};
