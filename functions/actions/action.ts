// What an action is given and gives: load → decide → commit → deliver.
import type { ActionGroup, ActionInput, ActionName, ActionReply, Actions } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { Permission } from '../../shared/model.ts';
import type { Actor } from '../domain/chat.ts';
import type { Context } from '../platform/context.ts';
import type { Deliver } from '../platform/deliver.ts';
import type { Publishing } from '../platform/publish.ts';

export interface ActionContext extends Context {
  readonly deliver: Deliver;
}

/** The desk's actions and the sweep change what other systems are told of; the hot path does not. */
export interface DeskContext extends ActionContext, Publishing {}

export type ContextOf<G extends ActionGroup> = G extends 'desk' ? DeskContext : ActionContext;

export interface Me extends Actor {
  readonly permissions: ReadonlySet<Permission>;
}

export type Action<N extends ActionName> = (
  context: ContextOf<Actions[N]['group']>,
  me: Me,
  input: ActionInput<N>,
) => Promise<Result<ActionReply<N>>>;
