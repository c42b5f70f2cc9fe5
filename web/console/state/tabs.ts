// The agent's other tabs in this browser: one of them notifies, and what was seen in one is seen in all. Independent of what is in the chats.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import { matches } from '../../connection/guard.ts';

/** The last entry of a chat that the agent has seen. */
export interface Seen {
  readonly chatId: ChatId;
  readonly seq: number;
}

export interface Tabs {
  /** Whether this is the tab that notifies: the one used last. */
  readonly isNotifying: ReadonlySignal<boolean>;
  tellSeen(seen: Seen): void;
  /** Gives the way to stop listening. */
  onSeen(listen: (seen: Seen) => void): () => void;
  /** The agent is in this tab now. */
  use(): void;
  close(): void;
}

export interface TabsDeps {
  readonly userId: string;
  /** Browsers have them where the page came over https, or from this machine; else every tab notifies. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  openChannel(name: string): BroadcastChannel;
}

export const createTabs = ({ userId, locks, openChannel }: TabsDeps): Tabs => {
  const isNotifying = signal(!locks);
  const channel = openChannel(`seen.${userId}`);
  let release = () => {};
  let isQueued = false;
  let isClosed = false;
  /** The request of this tab that has the lock: it may take the lock over from an earlier one of its own. */
  let lockHolder: object | undefined;

  const takeLock = (request: object) => {
    isQueued = false;
    lockHolder = request;
    isNotifying.value = !isClosed;
    return new Promise<void>((resolve) => {
      release = resolve;
      if (isClosed) resolve();
    });
  };
  const ask = async (how: LockOptions) => {
    const request = {};
    try {
      await locks?.request(`rings.${userId}`, how, () => takeLock(request));
    } catch {
      if (lockHolder !== request) return;
      // Another tab took it; when that one goes, it is this tab's turn again.
      isNotifying.value = false;
      queue();
    }
  };
  const queue = () => {
    if (isQueued || isClosed) return;
    isQueued = true;
    void ask({});
  };
  queue();

  return {
    isNotifying,
    tellSeen: (seen) => channel.postMessage(seen),
    onSeen: (listen) => {
      const onMessage = ({ data }: MessageEvent<unknown>) => {
        if (matches(data, { chatId: '', seq: 0 })) listen(data as Seen);
      };
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    use: () => {
      if (!isNotifying.value) void ask({ steal: true });
    },
    close: () => {
      isClosed = true;
      release();
      channel.close();
    },
  };
};
