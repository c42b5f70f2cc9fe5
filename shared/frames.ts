// The envelope around actions and events on the socket.
import type { ActionInput, ActionName } from './actions.ts';
import type { Refusal } from './errors.ts';
import type { ServerEvent } from './events.ts';

/** What a client sends: `{id, action, ...input}`. `id` is unique within the connection. */
export type RequestFrame<N extends ActionName = ActionName> = {
  readonly id: number;
  readonly action: N;
} & ActionInput<N>;

/** What answers a request. */
export type ReplyFrame =
  | { readonly re: number; readonly ok: unknown }
  | { readonly re: number | null; readonly error: Refusal };

export type PushFrame = ServerEvent;
