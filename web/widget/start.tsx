// The chat window on the page: ties the parts to this browser and draws them in the shadow root the loader made.
import { effect } from '@preact/signals';
import type { RouteReply, Session } from '../../shared/routes.ts';
import type { Language } from '../../shared/text/text.ts';
import { createConnection } from '../connection/connection.ts';
import { takeSid } from '../connection/ids.ts';
import { createOutbox } from '../connection/outbox.ts';
import { browserOutside } from '../connection/outside.ts';
import { send } from '../ui/api.ts';
import { createCanvas } from './light/jsx-runtime.ts';
import { createKeeper, isChatId } from './memory.ts';
import { parseEvent } from './parse-event.ts';
import { createPlace } from './place.ts';
import { ring } from './ring.ts';
import type { Texts } from './texts.ts';
import { Frame } from './views/Frame.tsx';
import { createLog } from './views/Log.tsx';
import css from './widget.css?inline';
import { createWidget } from './widget.ts';

export interface StartOptions {
  readonly root: ShadowRoot;
  readonly language: Language;
  /** What the tab says. */
  readonly label: string;
  readonly user: Pick<Session['user'], 'id' | 'login'>;
  /** The chat the server named, not yet checked. */
  readonly chatId: unknown;
  /** The loader's connection: goes on here if it is open. */
  readonly socket: WebSocket | undefined;
  /** Whether the customer asked for the window; otherwise the focus stays where it is. */
  readonly focus: boolean;
  readonly onClosed: () => void;
}

export const createStart = (texts: Texts) => (options: StartOptions) => {
  const { root, language, label, user } = options;
  const sid = takeSid();
  const browser = browserOutside(sid);
  const sockets = [options.socket].filter((socket) => socket?.readyState === WebSocket.OPEN);
  if (sockets.length === 0) options.socket?.close();
  const outside = { ...browser, openSocket: () => sockets.pop() ?? browser.openSocket() };
  const connection = createConnection(parseEvent, outside);
  const outbox = createOutbox({ userId: user.id, storage: localStorage });
  const name = `chat/${user.id}`;
  const place = createPlace({ locks: navigator.locks, name, window });

  const widget = createWidget({
    connection,
    outbox,
    outside,
    sid,
    keeper: createKeeper(sessionStorage, localStorage, user.id),
    place,
    tabs: new BroadcastChannel(name),
    ring,
    handOver: (message) => sessionStorage.setItem(`chat:words:${user.id}`, JSON.stringify(message)),
    chatId: isChatId(options.chatId) ? options.chatId : undefined,
    nickname: user.login,
    download: async (chatId) => {
      const answer = await send<RouteReply<'POST /api/chats/{chatId}/transcript'>>({
        method: 'POST',
        url: `/api/chats/${chatId}/transcript`,
        body: JSON.stringify({ language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
      });
      // The link answers with an attachment, so the page stays.
      if ('ok' in answer) location.assign(answer.ok.url);
      return answer;
    },
    onClosed: () => {
      stopDrawing();
      box.remove();
      if (place.isOut) window.close();
      options.onClosed();
    },
  });

  const box = document.createElement('div');
  const draw = createCanvas(box);
  const log = createLog(widget, texts);
  let hasFocus = options.focus || place.isOut;
  const takeFocus = (element: HTMLElement | null) => {
    if (hasFocus) element?.focus();
  };
  const sheet = new CSSStyleSheet();
  // The page's own style first: it has that of the parts of web/ui.
  const page = Array.from(document.styleSheets[0]?.cssRules ?? [], ({ cssText }) => cssText);
  sheet.replaceSync([...page, css].join(''));
  // After the loader's, and once, however often the window is opened.
  root.adoptedStyleSheets[1] = sheet;
  root.append(box);
  const stopDrawing = effect(() => {
    hasFocus ||= root.activeElement !== null;
    draw(<Frame widget={widget} texts={texts} label={label} log={log} takeFocus={takeFocus} />);
    // Until the browser said where the chat is shown, there is nothing to focus.
    if (box.firstChild) hasFocus = false;
  });
};
