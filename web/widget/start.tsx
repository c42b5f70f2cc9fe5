// The chat window on the page: ties the parts to this browser and draws them in the shadow root the loader made.
import { render } from 'preact';
import type { Session } from '../../shared/routes.ts';
import { createConnection } from '../connection/connection.ts';
import { createConversation } from '../connection/conversation.ts';
import { takeSid } from '../connection/ids.ts';
import { createOutbox } from '../connection/outbox.ts';
import { browserOutside } from '../connection/outside.ts';
import type { Language } from '../text/text.ts';
import { request } from '../ui/api.ts';
import { createKeeper, isChatId } from './memory.ts';
import type { Texts } from './texts.ts';
import { Frame } from './views/Frame.tsx';
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
  /** The loader's connection, to go on with; of no use when it is not open. */
  readonly socket: WebSocket | undefined;
  /** Whether the customer asked for the window; otherwise the focus stays where it is. */
  readonly focus: boolean;
  readonly onClosed: () => void;
}

/** Resolves when the window is on the page. */
export const start = async (options: StartOptions): Promise<void> => {
  const { root, language, user } = options;
  const own = await (language === 'nl' ? import('./texts-nl.ts') : import('./texts-en.ts'));
  const texts: Texts = { ...own, tab: options.label };
  const outside = browserOutside();
  const openSockets = options.socket?.readyState === WebSocket.OPEN ? [options.socket] : [];
  const connection = createConnection({ openSocket: () => openSockets.pop() ?? outside.openSocket() });
  const outbox = createOutbox({ userId: user.id });
  const sid = takeSid();
  const place = root.appendChild(document.createElement('div'));

  const widget = createWidget({
    connection,
    sid,
    openConversation: (id, known) =>
      createConversation({ connection, outbox, chatId: id, sid, role: 'customer', known }),
    loadDraft: outbox.loadDraft,
    keeper: createKeeper(sessionStorage, user.id),
    chatId: isChatId(options.chatId) ? options.chatId : undefined,
    nickname: user.login,
    makeTranscript: (id) =>
      request('POST /api/chats/{chatId}/transcript', {
        chatId: id,
        language,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    startDownload,
    onClosed: () => {
      outbox.close();
      render(null, place);
      place.remove();
      options.onClosed();
    },
  });
  addStyle(root);
  render(<Frame widget={widget} texts={texts} focus={options.focus} />, place);
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
