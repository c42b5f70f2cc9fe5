// The tab "Chat met de helpdesk" on every portal page; fetches the chat window when it is needed. No framework: every page pays for this file.

import type { ChatId } from '../../../shared/model.ts';
import type { Session } from '../../../shared/session.ts';
import { SPEAKS } from '../../../shared/terms.ts';
import { openChat as en } from '../../../shared/text/en/tab.ts';
import { openChat as nl } from '../../../shared/text/nl/tab.ts';
import type { Language } from '../../../shared/text/text.ts';
import { socketUrl } from '../../connection/page-account.ts';
import css from './tab.css?inline';

/** What the window imports by itself, put here by the build to be asked for together with it. */
declare const WINDOW_FILES: readonly string[];

export interface ChatOptions {
  readonly language: Language;
  readonly user: Pick<Session['user'], 'id' | 'login'>;
  /**
   * Hears, whenever that is told, whether there is room for a new chat, or one on the page; and, when its window is
   * there, who of the helpdesk takes part: `null` while it has no chat; or when it opens, where it is closed (S149).
   */
  readonly onRoom: (open: boolean | undefined, agents?: readonly string[] | null, opensAt?: number) => void;
}

/** A reply to `lobby.enter`, or `room.changed`. There is no room for a schema here: the window checks what it is handed. */
interface LobbyNews {
  readonly rev?: number;
  readonly open?: boolean;
  readonly chatId?: ChatId;
  readonly opensAt?: number;
  readonly again?: number;
}

/** No answer within this time: the connection is dead, whatever the browser thinks. */
const ANSWER_MS = 9000;
/** API Gateway closes after 10 minutes of silence; asking also finds out a connection that died in its sleep. */
const ASK_MS = 300_000;
const RETRY_MAX_MS = 60_000;
/** As in web/connection/retry.ts: most connections are those of tabs, and when all are dropped at once nobody waits for one. */
const SPREAD_MS = 15_000;

/** Gives the way to bring the window up, or to open it; or to make one small that is there. */
export const mountChat = ({ language, user, onRoom }: ChatOptions): ((shown?: boolean) => void) => {
  const label = language === 'nl' ? nl : en;
  const host = document.body.appendChild(document.createElement('aside'));
  host.ariaLabel = label;
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const tab = root.appendChild(document.createElement('button'));
  tab.className = 'tab';
  tab.textContent = label;
  tab.hidden = true;

  let socket: WebSocket | undefined;
  let timer: number | undefined;
  /** After a connection that worked there are none yet. */
  let retries = 1;
  let lastRev = -1;
  /** The window is there, or on its way. */
  let launched: boolean | undefined;
  let isBack: boolean | undefined;

  const after = (ms: number, next: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(next, ms);
  };
  const release = () => {
    clearTimeout(timer);
    if (socket) socket.onclose = socket.onmessage = null;
  };
  const connect = () => {
    release();
    socket?.close();
    socket = new WebSocket(socketUrl());
    socket.onopen = ask;
    socket.onclose = retry;
    socket.onmessage = receive;
    after(ANSWER_MS, retry);
  };
  const ask = () => {
    socket?.send(`{"id":0,"action":"lobby.enter","speaks":${SPEAKS}}`);
    after(ANSWER_MS, retry);
  };
  const retry = () => {
    release();
    socket?.close();
    // Counted first, in fewer bytes: up to 2 s before the first retry, and twice as long before each next one.
    after(Math.random() * (retries++ ? Math.min(500 * 2 ** retries, RETRY_MAX_MS) : SPREAD_MS), wake);
  };
  /** A page nobody looks at waits until somebody does; then, and when the network is back, it does not wait. */
  const wake = () => {
    if (launched || document.hidden) return;
    if (socket?.readyState === WebSocket.OPEN) ask();
    else connect();
  };
  const receive = ({ data }: MessageEvent<string>) => {
    const frame: LobbyNews & { ok?: LobbyNews; event?: string } = JSON.parse(data);
    // Gave way to a newer page of the same person: it comes back when somebody looks at this one again.
    if (frame.event === 'connection.replaced') return release();
    const { rev = -1, open, chatId, opensAt, again = ASK_MS } = frame.ok ?? frame;
    retries = 0;
    // A refusal, or API Gateway that failed: a sign of life, but no answer.
    after(rev < 0 ? RETRY_MAX_MS : again, ask);
    // The same again for whoever lost the right to chat (functions/workflows/revoke-access.ts).
    if (rev >= lastRev) {
      lastRev = rev;
      tab.hidden = !open;
      onRoom(open, undefined, opensAt);
      if (isBack && document.activeElement === document.body) tab.focus();
      isBack = false;
    }
    if (chatId) launch(chatId);
  };

  const fetchWindow = () =>
    Promise.all([
      import('./start.tsx'),
      language === 'nl' ? import('./texts-nl.ts') : import('./texts-en.ts'),
      ...WINDOW_FILES.map((url) => import(url)),
    ]);
  const launch = async (chatId?: ChatId, focus?: boolean) => {
    if (launched) return;
    launched = true;
    tab.ariaBusy = 'true';
    onRoom(true);
    try {
      const [{ start }, { texts }] = await fetchWindow();
      release();
      show = start({
        root,
        texts,
        language,
        label,
        user,
        chatId,
        socket,
        focus,
        onAgents: (agents) => onRoom(true, agents),
        onClosed,
      });
      tab.hidden = true;
    } catch {
      // The network failed: the tab stays, so that the customer can try again.
      launched = tab.hidden = false;
      wake();
    }
    tab.ariaBusy = null;
  };
  const onClosed = () => {
    show = open;
    launched = false;
    isBack = true;
    lastRev = -1;
    connect();
  };

  const open = () => {
    launch(undefined, true);
  };
  let show: (shown?: boolean) => void = open;

  tab.onclick = open;
  tab.onpointerenter = tab.onfocus = () => fetchWindow().catch(() => {});
  addEventListener('online', wake);
  // Another tab has a chat: it keeps what it shows.
  addEventListener('storage', wake);
  document.addEventListener('visibilitychange', wake);
  try {
    if (sessionStorage.getItem(`chat:${user.id}`)) launch();
  } catch {
    // The browser keeps nothing: the server says whether there is a chat.
  }
  wake();
  return (shown) => show(shown);
};
