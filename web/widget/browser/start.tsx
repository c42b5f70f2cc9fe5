// The chat window on the page: ties the parts to this browser and draws them in the shadow root the loader made.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Session } from '../../../shared/session.ts';
import type { Language } from '../../../shared/text/text.ts';
import { createConnection } from '../../connection/connection.ts';
import { browserEnvironment } from '../../connection/environment.ts';
import { takeSid } from '../../connection/ids.ts';
import { createLaterTyping } from '../../connection/later-typing.ts';
import { createOutbox } from '../../connection/outbox.ts';
import { storageOrMemory } from '../../storage/storage-or-memory.ts';
import { createLaterPart } from '../../ui/later-part.ts';
import { parseEvent } from '../model/parse-event.ts';
import { createWidget } from '../model/widget.ts';
import { Frame } from '../views/Frame.tsx';
import { createFocus } from '../views/focus.ts';
import type { Texts } from '../views/texts.ts';
import css from '../views/widget.css?inline';
import { createPlacement } from './placement.ts';
import { createStorage, isChatId } from './storage.ts';

const importMasking = () => import('./masking.ts');

export interface StartOptions {
  readonly root: ShadowRoot;
  readonly texts: Texts;
  readonly language: Language;
  /** What the tab says. */
  readonly label: string;
  readonly user: Pick<Session['user'], 'id' | 'login'>;
  /** The chat the server named, not yet checked. */
  readonly chatId: unknown;
  /** The loader's connection: goes on here if it is open. */
  readonly socket: WebSocket | undefined;
  /** Whether the customer asked for the window; otherwise the focus stays where it is. */
  readonly focus: boolean | undefined;
  /** Hears with whom the chat is, whenever that changes; `null` while there is no chat in the window. */
  readonly onAgents: (names: readonly string[] | null) => void;
  readonly onClosed: () => void;
}

/** Gives the way to bring the window up, or to make it small. */
export const start = (options: StartOptions): ((shown?: boolean) => void) => {
  const { root, texts, language, label, user } = options;
  const sid = takeSid();
  const browser = browserEnvironment(sid);
  const sockets = [options.socket].filter((socket) => socket?.readyState === WebSocket.OPEN);
  if (sockets.length === 0) options.socket?.close();
  const environment = { ...browser, openSocket: () => sockets.pop() ?? browser.openSocket() };
  const connection = createConnection(parseEvent, environment);
  const ofTab = storageOrMemory(() => sessionStorage);
  const ofBrowser = storageOrMemory(() => localStorage);
  const outbox = createOutbox({ userId: user.id, storage: ofBrowser });
  const name = `chat/${user.id}`;
  const placement = createPlacement({ locks: navigator.locks, name, window });

  const isPageSeen = signal(!document.hidden);
  const stop = new AbortController();
  const look = () => {
    isPageSeen.value = !document.hidden;
  };
  document.addEventListener('visibilitychange', look, stop);

  const widget = createWidget({
    connection,
    outbox,
    environment,
    sid,
    createTyping: createLaterTyping(async () => (await importMasking()).createMaskedPreviewing),
    // Where it does not come, the server masks.
    mask: (text, about) =>
      importMasking().then(
        ({ maskMessage }) => maskMessage(text, about),
        () => text,
      ),
    storage: createStorage(ofTab, ofBrowser, user.id),
    placement,
    tabs: new BroadcastChannel(name),
    isPageSeen,
    playSound: async (isSeen) => (await import('./notification-sound.ts')).playSound(isSeen),
    handOver: (message) => ofTab.setItem(`chat:words:${user.id}`, JSON.stringify(message)),
    chatId: isChatId(options.chatId) ? options.chatId : undefined,
    language,
    nickname: user.login,
    download: async (chatId) => (await import('./download.ts')).download(chatId, language),
    onClosed: () => {
      for (const end of ends) end();
      render(null, box);
      box.remove();
      if (placement.isOwnWindow) window.close();
      options.onClosed();
    },
  });

  // After the loader's, and once, however often the window is opened.
  root.adoptedStyleSheets[1] = styleOf(css);
  const box = root.appendChild(document.createElement('div'));
  const focus = createFocus(root, box, options.focus || placement.isOwnWindow);
  const sideViews = createLaterPart(async () => {
    const { css, ...part } = await (await import('./side.ts')).openSide(language);
    root.adoptedStyleSheets[2] = styleOf(css);
    return part;
  });
  const { title } = document;
  const ends = [
    () => stop.abort(),
    // In a tab that is not looked at, the title is all there is to see (S144).
    effect(() => {
      const unread = widget.unread.value;
      document.title = unread > 0 ? `(${unread}) ${title}` : title;
    }),
    effect(() => options.onAgents(widget.agents.value?.map(({ name }) => name) ?? null)),
  ];
  render(<Frame widget={widget} texts={texts} label={label} focus={focus} sideViews={sideViews} />, box);
  return (shown = true) => {
    widget.shown.value = shown;
  };
};

const styleOf = (css: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
