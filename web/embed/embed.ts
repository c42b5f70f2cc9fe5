// What another company's page loads: makes the frame of the chat, shows as much of it as there is to see, and gives it a token when it asks. On every page of others: no import but types.
import type { ToFrame, ToPage } from './messages.ts';

/** What the page says, and what it may do: docs/embedding.md. */
export interface ChatOptions {
  /** The `sub` of whoever is signed in on the page; nobody without. */
  readonly user?: string | undefined;
  /** A token of the page's own server for that user, asked for when a session begins. */
  readonly getToken?: (() => Promise<string> | string) | undefined;
}

export interface Chat {
  open(): void;
  close(): void;
  /** Ends the session, for every window and on the server. Resolves when that is done. */
  signOut(): Promise<void>;
  /** The page became another one without being loaded anew; agents of the chat see which. */
  setPage(page?: { readonly path?: string; readonly title?: string }): void;
  onUnread(listen: (count: number) => void): void;
  onEnded(listen: () => void): void;
}

declare global {
  var mountChat: ((options?: ChatOptions) => Chat) | undefined;
}

const start = (chat: string) => {
  let frame: HTMLIFrameElement | undefined;
  let asked: ChatOptions = {};
  let left = () => {};
  let tellUnread = (_count: number) => {};
  let tellEnded = () => {};

  const where = () => ({ path: location.pathname, title: document.title });
  const say = (message: ToFrame) => frame?.contentWindow?.postMessage(message, chat);
  const style = (name: string, value: string) => frame?.style.setProperty(name, value, 'important');
  const show = (clip: string) => style('clip-path', `inset(${clip})`);

  /** The keyboard of a phone covers what is fixed to the bottom: the frame is as high as what is left. */
  const keepHeight = () => {
    style('height', `${visualViewport?.height ?? innerHeight}px`);
    style('top', `${visualViewport?.offsetTop ?? 0}px`);
  };

  const giveToken = async () => {
    try {
      say({ token: await asked.getToken?.() });
    } catch {
      say({ token: undefined });
    }
  };

  addEventListener('message', ({ source, origin, data }: MessageEvent<ToPage>) => {
    if (origin !== chat || !frame || source !== frame.contentWindow) return;
    if ('wants' in data) giveToken();
    else if ('clip' in data) show(data.clip ? `${data.clip.join('px ')}px` : '100%');
    else if ('unread' in data) tellUnread(data.unread);
    else if ('ended' in data) tellEnded();
    else if ('left' in data) left();
    else if ('failed' in data) console.error(`No chat: ${data.failed}. See docs/embedding.md.`);
  });

  const make = () => {
    frame?.remove();
    frame = document.createElement('iframe');
    frame.title = 'Chat';
    // Over the page, so that it is as large as on a page of its own; what is clipped is neither seen nor in the way.
    frame.style.cssText =
      'all:initial!important;position:fixed!important;left:0!important;width:100%!important;border:0!important;z-index:2147483000!important;color-scheme:light dark!important';
    show('100%');
    keepHeight();
    frame.onload = () => say({ user: asked.user, language: document.documentElement.lang, ...where() });
    frame.src = `${chat}/embed`;
    // Beside the body, which may not be there yet, and which some pages put another one in the place of.
    document.documentElement.append(frame);
  };

  visualViewport?.addEventListener('resize', keepHeight);
  visualViewport?.addEventListener('scroll', keepHeight);

  const handle: Chat = {
    open: () => {
      say({ shown: true });
      frame?.focus();
    },
    close: () => say({ shown: false }),
    signOut: () =>
      new Promise((resolve) => {
        left = () => {
          frame?.remove();
          frame = undefined;
          resolve();
        };
        asked = {};
        if (frame) say({ leave: true });
        else resolve();
      }),
    setPage: (page) => say({ ...where(), ...page }),
    onUnread: (listen) => {
      tellUnread = listen;
    },
    onEnded: (listen) => {
      tellEnded = listen;
    },
  };

  return (options: ChatOptions = {}) => {
    // Twice by mistake it is one; for somebody else it begins anew, and the frame ends what there was.
    const isOther = !frame || options.user !== asked.user;
    asked = options;
    if (isOther) make();
    return handle;
  };
};

const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement)
  globalThis.mountChat ??= start(new URL(currentScript.src).origin);
