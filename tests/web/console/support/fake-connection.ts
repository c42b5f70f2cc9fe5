// A connection whose other end is the test, for the console without a screen: it says each answer and push itself, also the lost, the late and those in an order that no server can be made to keep. Independent of any rule of the helpdesk.
import { type Signal, signal } from '@preact/signals';
import type { ActionInput, ActionReply, AskedName } from '../../../../shared/actions.ts';
import type { Refusal } from '../../../../shared/errors.ts';
import type { ServerEvent } from '../../../../shared/events.ts';
import type { ChatId, CustomerChat } from '../../../../shared/model.ts';
import type { ShownEntry } from '../../../../shared/timeline.ts';
import type {
  Connection,
  ConnectionStatus,
  Conversation,
  Outgoing,
} from '../../../../web/connection/types.ts';
import type { Seen } from '../../../../web/console/state/tabs.ts';

export type Answer<N extends AskedName = AskedName> =
  | { readonly ok: ActionReply<N> }
  | { readonly error: Refusal }
  | { readonly lost: true };
export interface Call {
  readonly action: AskedName;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface FakeConnection {
  readonly connection: Connection;
  readonly calls: Call[];
  /** The inputs of all calls of this action. */
  inputs(action: AskedName): readonly Call['input'][];
  /** How this action is answered from now on, by the contract; a promise keeps it waiting. */
  answer<N extends AskedName>(
    action: N,
    how: (input: ActionInput<N>) => Answer<N> | Promise<Answer<N>>,
  ): void;
  push(event: ServerEvent): void;
  setStatus(status: ConnectionStatus): void;
  /** As after a reconnect. */
  onConnect(): void;
}

export const createFakeConnection = (): FakeConnection => {
  const calls: Call[] = [];
  const answers = new Map<string, (input: never) => unknown>();
  const listeners = new Set<(event: ServerEvent) => void>();
  const connectListeners = new Set<() => void>();
  const status = signal<ConnectionStatus>('online');
  const call = async (action: AskedName, input: object) => {
    calls.push({ action, input: { ...input } });
    return (answers.get(action) ?? (() => ({ ok: {} })))({ ...input } as never);
  };
  return {
    // The test says what the answers are; which type they have is its own business.
    connection: {
      status,
      call: call as unknown as <N extends AskedName>(action: N, input: ActionInput<N>) => never,
      tell: () => {},
      listen: (onEvent) => {
        listeners.add(onEvent);
        return () => listeners.delete(onEvent);
      },
      onConnected: (onConnect) => {
        connectListeners.add(onConnect);
        if (status.value === 'online') onConnect();
        return () => connectListeners.delete(onConnect);
      },
      use: () => {},
      close: () => {},
    },
    calls,
    inputs: (action) => calls.filter((made) => made.action === action).map((made) => made.input),
    answer: (action, how) => void answers.set(action, how),
    push: (event) => {
      for (const listen of [...listeners]) listen(event);
    },
    setStatus: (next) => {
      status.value = next;
    },
    onConnect: () => {
      for (const onConnect of [...connectListeners]) onConnect();
    },
  };
};

export interface FakeConversation extends Conversation {
  readonly outgoing: Signal<readonly Outgoing[]>;
  readonly said: string[];
  /** As the server adds to the log. */
  readonly add: (added: readonly ShownEntry[]) => void;
  readonly isClosed: () => boolean;
}

export const createFakeConversation = (
  chatId: ChatId,
  known: { readonly chat: CustomerChat; readonly entries: readonly ShownEntry[] } | undefined,
): FakeConversation => {
  const entries = signal<readonly ShownEntry[]>(known?.entries ?? []);
  const said: string[] = [];
  let isClosed = false;
  return {
    chatId,
    attached: {},
    chat: signal(known?.chat),
    entries,
    outgoing: signal<readonly Outgoing[]>([]),
    preview: signal(true),
    endsAt: signal(undefined),
    say: (text) => {
      if (!text.trim()) return 'empty_text';
      said.push(text);
      return undefined;
    },
    again: () => {},
    discard: () => '',
    end: async () => ({ ok: {} }),
    typing: () => {},
    add: (added) => {
      entries.value = [...entries.value, ...added];
    },
    close: () => {
      isClosed = true;
    },
    said,
    isClosed: () => isClosed,
  };
};

/** The agent's other tabs, which the test plays. */
export const createFakeTabs = () => {
  const told: Seen[] = [];
  const listeners = new Set<(seen: Seen) => void>();
  return {
    told,
    tellSeen: (seen: Seen) => void told.push(seen),
    onSeen: (listen: (seen: Seen) => void) => {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    /** As another tab tells. */
    see: (seen: Seen) => {
      for (const listen of listeners) listen(seen);
    },
  };
};

/** As much of the browser's storage as is used. */
export const createStorage = (): Storage => {
  const kept: Record<string, string> = Object.create({
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => {
      kept[name] = value;
    },
    removeItem: (name: string) => {
      delete kept[name];
    },
  });
  return kept as unknown as Storage;
};
