// Where this browser shows the chat: in its pages, or in a window of its own (S48-S50). Knows no chat.
// The pages share a lock, which the window takes from them; when that goes or crashes, the browser hands it back at once.
import { type ReadonlySignal, signal } from '@preact/signals';

export interface Place {
  /** Whether this is the window of its own. */
  readonly isOut: boolean;
  /** Shown in that window, not here; `undefined` until the browser said. */
  readonly isAway: ReadonlySignal<boolean | undefined>;
  /** The browser allowed no window. */
  readonly isBlocked: ReadonlySignal<boolean>;
  /** Opens the window; from a click, or browsers refuse. */
  popOut(): void;
  /** Takes the chat back; the window closes. */
  bringBack(): void;
  close(): void;
}

export interface PlaceDeps {
  /** Browsers have none where the page came over http from another machine; then every page shows the chat. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** One chat, one name. */
  readonly name: string;
  readonly window: Pick<Window, 'open' | 'close'> & { readonly location: Pick<Location, 'pathname'> };
}

/** The portal's page with nothing but the chat. */
const PATH = '/chat';

export const createPlace = ({ locks, name, window }: PlaceDeps): Place => {
  const isOut = window.location.pathname === PATH;
  const isAway = signal<boolean | undefined>(locks ? undefined : false);
  const isBlocked = signal(false);
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });

  const hold = (options: LockOptions): unknown =>
    locks
      ?.request(name, options, (lock) => {
        isAway.value = !lock;
        return lock ? closed : hold({ mode: 'shared' });
      })
      .catch(() => {
        // Refused from the start: this browser gives this site no locks.
        if (isAway.peek() === undefined) {
          isAway.value = false;
          return;
        }
        // Taken away.
        isAway.value = true;
        if (isOut) window.close();
        return hold({ mode: 'shared' });
      });
  hold(isOut ? { steal: true } : { mode: 'shared', ifAvailable: true });

  return {
    isOut,
    isAway,
    isBlocked,
    popOut: () => {
      isBlocked.value = !window.open(PATH, name, 'popup,width=420,height=680');
    },
    bringBack: () => void locks?.request(name, { steal: true }, () => {}),
    close,
  };
};
