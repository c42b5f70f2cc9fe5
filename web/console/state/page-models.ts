// What the pages beside the desk keep while the agent is elsewhere: what was typed, what is chosen. Made when first needed. Independent of any page.
import type { ReadonlySignal } from '@preact/signals';
import type { ChatSummary } from '../../../shared/model.ts';
import type { Connection } from '../../connection/types.ts';
import type { ChatCommands } from './chat-commands.ts';
import type { HelpdeskConsole } from './create-console.ts';
import type { DeskEvent, DeskState } from './state.ts';

export interface ModelDeps {
  readonly connection: Connection;
  readonly state: ReadonlySignal<DeskState>;
  /** The unclosed chats, as far as they are known. */
  readonly unclosed: ReadonlySignal<readonly ChatSummary[]>;
  readonly unclosedCount: HelpdeskConsole['unclosedCount'];
  dispatch(event: DeskEvent): void;
  /** Saves or deletes a chat without a notice: the page tells what was answered. */
  readonly close: ChatCommands['close'];
  /** Asks the server how the desk stands, for when it knows newer settings than were pushed. */
  refresh(): void;
  /** Milliseconds since 1970. */
  now(): number;
}

export type CreateModel<T> = (deps: ModelDeps) => T;

export interface PageModels {
  /** What `create` made the first time it was asked for here. */
  get<T>(create: CreateModel<T>): T;
}

export const createPageModels = (
  desk: Pick<
    HelpdeskConsole,
    'connection' | 'state' | 'unclosed' | 'unclosedCount' | 'chats' | 'dispatch' | 'refresh'
  >,
  { now }: { now(): number },
): PageModels => {
  const { connection, state, unclosed, unclosedCount, chats, dispatch, refresh } = desk;
  const deps: ModelDeps = {
    connection,
    state,
    unclosed,
    unclosedCount,
    dispatch,
    close: chats.close,
    refresh,
    now,
  };
  const made = new Map<unknown, unknown>();
  return {
    get: <T>(create: CreateModel<T>): T => {
      if (!made.has(create)) made.set(create, create(deps));
      // Under a function is what that function made.
      return made.get(create) as T;
    },
  };
};
