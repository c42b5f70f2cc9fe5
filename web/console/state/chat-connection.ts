// The connection as the conversation of one window uses it: a watcher's asks for entries by watching, the others hear the clock. No DOM.
import type { ActionInput, AskedName } from '../../../shared/actions.ts';
import type { Refusal } from '../../../shared/errors.ts';
import type { Outbox } from '../../connection/outbox.ts';
import type { Connection } from '../../connection/types.ts';
import type { Expiring } from './state.ts';
import { isPassing } from './transient.ts';

export interface ChatConnectionDeps {
  readonly connection: Connection;
  readonly isWatched: boolean;
  /** The time-out as a sync just told it (S10). */
  onSynced(expiring: Expiring): void;
  /** Watching is not allowed, or not any more. */
  onRefused(answer: { readonly error: Refusal }): void;
}

export const createChatConnection = (deps: ChatConnectionDeps): Connection => {
  const { connection } = deps;

  /** The same as a sync to the conversation, and so done again after every reconnect, from its cursor. */
  const watch = async (input: ActionInput<'chat.sync'>) => {
    const answer = await connection.call('chat.watch', input);
    if ('error' in answer && !isPassing(answer.error)) deps.onRefused(answer);
    return 'ok' in answer ? { ok: { ...answer.ok, preview: true } } : answer;
  };
  const sync = async (input: ActionInput<'chat.sync'>) => {
    const answer = await connection.call('chat.sync', input);
    if ('ok' in answer && !answer.ok.more) {
      const { entries, endsAt, now } = answer.ok;
      deps.onSynced({ seq: entries.at(-1)?.seq ?? input.after, endsAt, now });
    }
    return answer;
  };

  const call = (action: AskedName, input: never) =>
    action === 'chat.sync' ? (deps.isWatched ? watch : sync)(input) : connection.call(action, input);
  // That each action gets its own answer holds by the lines above; the compiler cannot follow it through the choice.
  return { ...connection, call: call as Connection['call'] };
};

/** A watcher says nothing, not even what was left to send from taking part before. */
export const nothingToSend: Outbox = {
  load: () => [],
  take: () => {},
  save: () => {},
  forget: () => {},
  loadDraft: () => '',
  saveDraft: () => {},
};
