// What the sites see of the connection to the helpdesk; how it is kept alive is nobody else's business.
import type { ReadonlySignal } from '@preact/signals';
import type { ActionInput, ActionReply, AskedName, ToldName } from '../../shared/actions.ts';
import type { Refusal, Result } from '../../shared/errors.ts';
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId, Cid, CustomerChat } from '../../shared/model.ts';
import type { SentFile } from '../../shared/sent-file.ts';
import type { ShownEntry } from '../../shared/timeline.ts';

/**
 * connecting: first attempt; online: usable; offline: lost, being tried again by itself;
 * replaced: gave way to a newer page of the same person, and comes back when this one is used; stopped: the server
 * refused this session (signed out, blocked), trying again is pointless.
 */
export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'replaced' | 'stopped';

export interface Connection {
  readonly status: ReadonlySignal<ConnectionStatus>;
  /**
   * Asks and waits for the reply. Never rejects: without a connection it waits for one, and an answer that does not
   * come within 10 s or a connection lost meanwhile gives `{lost: true}`; the request may or may not have been done.
   */
  call<N extends AskedName>(
    action: N,
    input: ActionInput<N>,
  ): Promise<Result<ActionReply<N>> | { readonly lost: true }>;
  /** Sends when there is a connection, is forgotten when there is none. */
  tell<N extends ToldName>(action: N, input: ActionInput<N>): void;
  /** Every push, parsed. Returns the way to stop listening. */
  listen(onEvent: (event: ServerEvent) => void): () => void;
  /** Runs now if online, and after every reconnect: the place to sync. Returns the way to stop. */
  onConnected(onConnect: () => void): () => void;
  /** Somebody uses this page: one that gave way connects again. */
  use(): void;
  close(): void;
}

/** One of the own messages that the server has not acknowledged. `failed` waits for the user: again or away. */
export interface Outgoing {
  readonly cid: Cid;
  readonly text: string;
  readonly files?: readonly SentFile[] | undefined;
  readonly at: number;
  readonly state: 'sending' | 'failed';
  /** Why it failed, if the server said so. */
  readonly refusal?: Refusal | undefined;
}

/** One chat as its window sees it: what the server stored, then what is still on its way. */
export interface Conversation {
  readonly chatId: ChatId;
  readonly chat: ReadonlySignal<CustomerChat | undefined>;
  readonly entries: ReadonlySignal<readonly ShownEntry[]>;
  readonly outgoing: ReadonlySignal<readonly Outgoing[]>;
  /** Whether previews are on in this chat. */
  readonly preview: ReadonlySignal<boolean>;
  /** When the chat times out unless something is said, by this machine's clock; nothing while that was not announced (S10). */
  readonly endsAt: ReadonlySignal<number | undefined>;
  /** What has files for the next message, where there is such a thing; `null` while some are still on their way. */
  readonly attached: { take?(): readonly SentFile[] | undefined | null };
  /**
   * Gives the fault of the text, or takes it with the files that are there: shown at once as `sending`, sent in order,
   * retried over reconnects. `null`: it waits for files, and is to be said again once they are there.
   */
  say(text: string): 'empty_text' | 'text_too_long' | null | undefined;
  /** Sends a failed message again under its own cid. */
  again(cid: Cid): void;
  /** Takes a failed message away and gives its text back, for the composer. */
  discard(cid: Cid): string;
  end(): Promise<Result<unknown> | { readonly lost: true }>;
  /** The text under the composer: previewed to the agents (customer) or shown as typing (agent), throttled. */
  typing(text: string): void;
  close(): void;
}
