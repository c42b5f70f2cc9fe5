// What an action is given and gives: load → decide → commit → deliver.
import type { ActionInput, ActionName, ActionReply } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { Permission } from '../../shared/model.ts';
import type { Actor } from '../domain/chat.ts';
import type { Context } from '../platform/context.ts';
import type { Deliver } from '../platform/deliver.ts';

export interface ActionContext extends Context {
  readonly deliver: Deliver;
}

export interface Me extends Actor {
  readonly permissions: ReadonlySet<Permission>;
}

export type Action<N extends ActionName> = (
  context: ActionContext,
  me: Me,
  input: ActionInput<N>,
) => Promise<Result<ActionReply<N>>>;
