// Where this browser shows the chat: in its pages, or in a window of its own (S48-S50). Independent of any chat.
// The pages share a lock, which the window takes from them; when that goes or crashes, the browser hands it back at once.
import { type ReadonlySignal, signal } from '@preact/signals';
import { CHAT_PATH } from '../../ui/chat-path.ts';

export interface Placement {
  /** Whether this is the window of its own. */
  readonly isOwnWindow: boolean;
  /** Shown in that window, not here; `undefined` until the browser said. */
  readonly isElsewhere: ReadonlySignal<boolean | undefined>;
  /** The browser allowed no window. */
  readonly isBlocked: ReadonlySignal<boolean>;
  /** Opens the window; from a click, or browsers refuse. */
  popOut(): void;
  /** Takes the chat back; the window closes. */
  bringBack(): void;
  close(): void;
}

export interface PlacementDeps {
  /** Browsers have none where the page came over http from another machine; then every page shows the chat. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** One chat, one name. */
  readonly name: string;
  readonly window: Pick<Window, 'open' | 'close'> & { readonly location: Pick<Location, 'pathname'> };
}

export const createPlacement = ({ locks, name, window }: PlacementDeps): Placement => {
  const isOwnWindow = window.location.pathname === CHAT_PATH;
  const isElsewhere = signal<boolean | undefined>(locks ? undefined : false);
  const isBlocked = signal(false);
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });

  const hold = (options: LockOptions): unknown =>
    locks
      ?.request(name, options, (lock) => {
        isElsewhere.value = !lock;
        return lock ? closed : hold({ mode: 'shared' });
      })
      .catch(() => {
        // Refused from the start: this browser gives this site no locks.
        if (isElsewhere.peek() === undefined) {
          isElsewhere.value = false;
          return;
        }
        // Taken away.
        isElsewhere.value = true;
        if (isOwnWindow) window.close();
        return hold({ mode: 'shared' });
      });
  hold(isOwnWindow ? { steal: true } : { mode: 'shared', ifAvailable: true });

  return {
    isOwnWindow,
    isElsewhere,
    isBlocked,
    popOut: () => {
      isBlocked.value = !window.open(CHAT_PATH, name, 'popup,width=420,height=680');
    },
    bringBack: () => void locks?.request(name, { steal: true }, () => {}),
    close,
  };
};
