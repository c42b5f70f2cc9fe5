// What a frame needs that may keep nothing, or whose user is new: it forgets what was there, carries its session in memory, and gives a window of its own the session.
// The window of the chat knows none of this: what it asks of the browser is bent here, so that it is the same as on our own portal.
import type { Session } from '../../shared/session.ts';
import type { ToPage } from './messages.ts';

export interface Answer {
  readonly ok?: { readonly session: Session; readonly token?: string };
  readonly error?: { readonly code: string; readonly rule?: string };
}

type Keeping = 'site' | 'partition' | 'memory';

const PROBE = '__Host-probe';
/** Whether the browser keeps a cookie of this kind for a frame in this page. */
const keeps = (attributes: string): boolean => {
  const set = (value: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one is asynchronous, and not in every browser
    document.cookie = `${PROBE}=${value}; Secure; Path=/; ${attributes}`;
  };
  set('1');
  const isKept = document.cookie.includes(PROBE);
  set('; Max-Age=0');
  return isKept;
};
/** Where this frame can keep its session. */
const findKeeping = (): Keeping => {
  try {
    if (keeps('SameSite=Strict')) return 'site';
    if (keeps('SameSite=None; Partitioned')) return 'partition';
  } catch {
    // Cookies are forbidden here.
  }
  return 'memory';
};

export interface Beginning {
  /** The origin of the page, and who is signed in there. */
  readonly page: string;
  readonly user: string | undefined;
  readonly ask: (method: string, input: object) => Promise<Answer>;
  readonly tell: (message: ToPage) => void;
  readonly waitForToken: () => Promise<string | undefined>;
}

/** Begins a session by a token of the page, where this browser has none for this user; `undefined` if there is no chat. */
export const begin = async (beginning: Beginning): Promise<Session | undefined> => {
  const { page, user, ask, tell, waitForToken } = beginning;
  forget();
  if (user === undefined) return undefined;
  const token = await waitForToken();
  const { ok, error } = token ? await ask('POST', { page, user, token, keep: findKeeping() }) : NO_TOKEN;
  if (!ok) tell({ failed: error?.rule ?? error?.code ?? 'no_answer' });
  else if (ok.token) carry(ok.token);
  return ok?.session;
};
const NO_TOKEN: Answer = { error: { code: 'no_token' } };

/** From now on everything the frame asks carries the token, which is written down nowhere. */
const carry = (token: string): void => {
  const { fetch: send, WebSocket: Socket } = globalThis;
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return send(input, { ...init, headers });
  };
  globalThis.WebSocket = class extends Socket {
    constructor(url: string | URL) {
      super(url, ['chat.v1', `t.${token}`]);
    }
  };
};

/** Nothing of whoever was here before stays; what language this browser reads is nobody's secret. */
const forget = (): void => {
  for (const read of [() => localStorage, () => sessionStorage])
    try {
      const storage = read();
      for (const key of Object.keys(storage)) if (key !== 'language') storage.removeItem(key);
    } catch {
      // Nothing is kept, so there is nothing to forget.
    }
};

/** Signing out on the page. */
export const leave = async ({ ask, tell }: Pick<Beginning, 'ask' | 'tell'>): Promise<void> => {
  await ask('DELETE', {}).catch(() => {});
  forget();
  tell({ left: true });
};

/**
 * A window of its own has other cookies than this frame: it gets the session by a code behind the `#`, which no server is
 * sent.
 */
const bendWindow = (): void => {
  if (findKeeping() === 'site') return;
  const openWindow = window.open.bind(window);
  window.open = (path, name, features) => {
    // At once, or browsers take it for one that nobody asked for.
    const opened = openWindow('', name, features);
    fetch('/api/embed/window', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
      .then((answer) => answer.json())
      .then(({ ok }) => {
        if (opened) opened.location.href = `${path}#${ok.code}`;
      })
      .catch(() => opened?.close());
    return opened;
  };
};

/**
 * No other page of ours may be in a frame: what the window links to, such as "Laat een bericht achter", opens in a tab of its
 * own, signed in as the window of its own is.
 */
const bendLinks = (): void => {
  document.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target || link.download || link.origin !== location.origin) return;
    event.preventDefault();
    window.open(link.pathname, '_blank');
  });
};

/** Where it stands is the window's own word for how much is unread (S144). */
const tellUnread = (tell: (message: ToPage) => void): void => {
  const title = document.querySelector('title');
  const look = () => tell({ unread: Number(/^\((\d+)\)/.exec(document.title)?.[1] ?? 0) });
  if (title) new MutationObserver(look).observe(title, { childList: true });
  look();
};

let isThere = false;
let isTalking = false;

/** Goes along with the window, from when it is there. @param agents with whom the chat is; `null` without a chat. */
export const accompany = (agents: readonly string[] | null, tell: (message: ToPage) => void): void => {
  if (!isThere) {
    bendWindow();
    bendLinks();
    tellUnread(tell);
  }
  isThere = true;
  // Of a chat that is over nobody takes part any more.
  if (isTalking && agents === null) tell({ ended: true });
  isTalking = Boolean(agents);
};
