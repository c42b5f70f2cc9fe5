// What an action is given and gives: load → decide → commit → deliver.
import type { ActionGroup, ActionInput, ActionName, ActionReply, Actions } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { ActionContext, DeskContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';

export type ContextOf<G extends ActionGroup> = G extends 'desk' ? DeskContext : ActionContext;

export type Action<N extends ActionName> = (
  context: ContextOf<Actions[N]['group']>,
  me: Caller,
  input: ActionInput<N>,
) => Promise<Result<ActionReply<N>>>;
