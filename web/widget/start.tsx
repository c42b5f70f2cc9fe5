// The chat window on the page: ties the parts to this browser and draws them in the shadow root the loader made.
import { effect } from '@preact/signals';
import type { Session } from '../../shared/routes.ts';
import { createConnection } from '../connection/connection.ts';
import { createConversation } from '../connection/conversation.ts';
import { takeSid } from '../connection/ids.ts';
import { createOutbox } from '../connection/outbox.ts';
import { browserOutside } from '../connection/outside.ts';
import type { Language } from '../text/text.ts';
import { request } from '../ui/api.ts';
import { createCanvas } from './light/jsx-runtime.ts';
import { createKeeper, isChatId } from './memory.ts';
import { parseEvent } from './parse-event.ts';
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
  const outside = browserOutside();
  const sockets = [options.socket].filter((socket) => socket?.readyState === WebSocket.OPEN);
  if (sockets.length === 0) options.socket?.close();
  const connection = createConnection(parseEvent, { openSocket: () => sockets.pop() ?? outside.openSocket() });
  const outbox = createOutbox({ userId: user.id });
  const sid = takeSid();

  const widget = createWidget({
    connection,
    sid,
    openConversation: (chatId, onRefused, known) =>
      createConversation({ connection, outbox, chatId, sid, role: 'customer', known, onRefused }),
    loadDraft: outbox.loadDraft,
    keeper: createKeeper(sessionStorage, user.id),
    chatId: isChatId(options.chatId) ? options.chatId : undefined,
    nickname: user.login,
    makeTranscript: (chatId) =>
      request('POST /api/chats/{chatId}/transcript', {
        chatId,
        language,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    startDownload,
    onClosed: () => {
      outbox.close();
      stopDrawing();
      place.remove();
      options.onClosed();
    },
  });

  const place = document.createElement('div');
  const draw = createCanvas(place);
  const log = createLog(widget, texts);
  let hasFocus = options.focus;
  const takeFocus = (element: HTMLElement | null) => {
    if (hasFocus) element?.focus();
  };
  addStyle(root);
  root.append(place);
  const stopDrawing = effect(() => {
    hasFocus ||= root.activeElement !== null;
    draw(<Frame widget={widget} texts={texts} label={label} log={log} takeFocus={takeFocus} />);
    hasFocus = false;
  });
};

/** Once per page: the window may be closed and opened again. */
const addStyle = (root: ShadowRoot) => {
  if (root.adoptedStyleSheets.length > 1) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
};

/** The link answers with an attachment, so the page stays. */
const startDownload = (url: string) => {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noopener';
  link.download = '';
  link.click();
};
