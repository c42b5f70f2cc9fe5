// The browser page around the console: its path, its width, whether the network is there. Independent of chats.
import { type ReadonlySignal, signal } from '@preact/signals';
import { addressOf } from './paths.ts';

/** Below this there is room for one window at a time, so they become tabs; on paper there is room for all, below one another. */
const NARROW = 'screen and (max-width: 56.24rem)';

export interface BrowserPage {
  readonly path: ReadonlySignal<string>;
  readonly isNarrow: ReadonlySignal<boolean>;
  readonly hasNetwork: ReadonlySignal<boolean>;
  /** Goes to a page of the console without loading it, so chats stay open; asks first while a form is held. */
  go(path: string): void;
  /** Says that a form would lose what is typed in it with its page. Returns the way to let it go. */
  hold(form: symbol): () => void;
  /** Where somebody is going while a form is held, and the form that asks. */
  readonly leaving: ReadonlySignal<{ readonly to: string; readonly form: symbol } | undefined>;
  leave(): void;
  stay(): void;
  close(): void;
}

export const createPage = (window: Window): BrowserPage => {
  const media = window.matchMedia(NARROW);
  const path = signal(window.location.pathname);
  const isNarrow = signal(media.matches);
  const hasNetwork = signal(window.navigator.onLine);
  const stop = new AbortController();
  const during = { signal: stop.signal };
  const held = new Set<symbol>();
  const leaving = signal<{ readonly to: string; readonly form: symbol } | undefined>();
  const ask = (to: string): boolean => {
    const [form] = held;
    if (!form || to === path.value) return false;
    leaving.value = { to, form };
    return true;
  };
  const show = (to: string) => {
    if (to !== window.location.pathname) window.history.pushState(null, '', to);
    path.value = window.location.pathname;
    window.scrollTo(0, 0);
  };
  const go = (to: string) => {
    if (!ask(to)) show(to);
  };
  const follow = () => {
    const to = window.location.pathname;
    // Back and forward are done already: the address is put back until the answer.
    if (ask(to)) window.history.pushState(null, '', path.value);
    else path.value = to;
  };
  const noteNetwork = () => {
    hasNetwork.value = window.navigator.onLine;
  };
  window.addEventListener('popstate', follow, during);
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (held.size > 0) event.preventDefault();
    },
    during,
  );
  window.addEventListener('online', noteNetwork, during);
  window.addEventListener('offline', noteNetwork, during);
  media.addEventListener(
    'change',
    () => {
      isNarrow.value = media.matches;
    },
    during,
  );
  window.document.addEventListener(
    'click',
    (event) => {
      const to = linkInside(event, window.location.origin);
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    },
    during,
  );
  return {
    path,
    isNarrow,
    hasNetwork,
    go,
    hold: (form) => {
      held.add(form);
      return () => {
        held.delete(form);
        if (leaving.value?.form === form) leaving.value = undefined;
      };
    },
    leaving,
    leave: () => {
      const to = leaving.value?.to;
      held.clear();
      leaving.value = undefined;
      if (to !== undefined) show(to);
    },
    stay: () => {
      leaving.value = undefined;
    },
    close: () => stop.abort(),
  };
};

/** Puts the focus where a page begins, for keys and screen readers to go on from. */
export const focusContent = (): void => document.getElementById('content')?.focus({ preventScroll: true });

/** The path of a plainly clicked link to a page of the console; new tabs and other sites are left to the browser. */
const linkInside = (event: MouseEvent, origin: string): string | undefined => {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || event.defaultPrevented || !link || link.target || link.hasAttribute('download'))
    return undefined;
  const url = new URL(link.href, origin);
  if (url.origin !== origin || url.hash) return undefined;
  return addressOf(url.pathname) && url.pathname;
};
