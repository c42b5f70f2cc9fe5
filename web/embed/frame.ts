// The chat in a frame on another company's page: finds out whose page and who is signed in there, has a session for just that person, and mounts the chat of our own portal.
// What a page view of somebody who is known does not need is in apart.ts.
import type { Session } from '../../shared/session.ts';
import { openPageAs } from '../connection/page-account.ts';
import { mountChat } from '../widget/browser/loader.ts';
import type { Answer } from './apart.ts';
import type { ToFrame, ToPage } from './messages.ts';

/** What of the design tokens the tab has, put here by the build; the window brings the rest. */
declare const TAB_TOKENS: string;

const apart = () => import('./apart.ts');

const ask = async (method: string, input: object): Promise<Answer> => {
  const answer = await fetch('/api/embed/session', {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return answer.json();
};

const serve = (page: string, { user, language: pages }: { user: string | undefined; language: string }) => {
  let show: ((shown?: boolean) => void) | undefined;
  let giveToken: ((token: string | undefined) => void) | undefined;
  const tell = (message: ToPage) => parent.postMessage(message, page);
  const fail = (failed: string) => tell({ failed });

  const open = async (): Promise<void> => {
    // The deployment's own face (S130); without an answer it is ours.
    const face = fetch('/api/brand').then(
      (answer) => answer.json(),
      () => ({}),
    );
    const { ok } = await ask('POST', { page, user, keep: 'site' });
    const session = ok?.session ?? (await (await apart()).begin({ page, user, ask, tell, waitForToken }));
    if (!session) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(TAB_TOKENS + ((await face).ok?.css ?? ''));
    document.adoptedStyleSheets.push(sheet);
    mount(session);
  };
  const waitForToken = () =>
    new Promise<string | undefined>((resolve) => {
      giveToken = resolve;
      tell({ wants: 'token' });
    });

  const mount = ({ user, permissions, language = pages.startsWith('en') ? 'en' : 'nl' }: Session) => {
    if (!permissions.includes('chat')) return fail('no_chat_right');
    openPageAs(user.id);
    document.documentElement.lang = language;
    show = mountChat({
      language,
      user: { id: user.id, login: user.login || user.name },
      onRoom: (_open, agents) => {
        // The window is there, or on its way.
        if (agents !== undefined) apart().then(({ accompany }) => accompany(agents, tell));
      },
    });
    watch();
  };

  /** Tells the page how much there is to see, whenever that may have changed. */
  const watch = () => {
    const host = document.querySelector('aside');
    const root = host?.shadowRoot;
    if (!host || !root) return;
    let last = '';
    const look = () => {
      const shown = root.querySelector('.window') ?? host;
      const { top, right, bottom, left, width } = shown.getBoundingClientRect();
      // With the shadow around it.
      const edges = [top, innerWidth - right, innerHeight - bottom, left].map((edge) =>
        Math.max(0, Math.floor(edge) - 32),
      ) as [number, number, number, number];
      const clip = width > 0 ? edges : undefined;
      if (last !== String(clip)) tell({ clip });
      last = String(clip);
    };
    new MutationObserver(look).observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    new ResizeObserver(look).observe(host);
    addEventListener('resize', look);
    look();
  };

  open().catch(() => fail('no_answer'));
  return (message: ToFrame) => {
    if ('token' in message) giveToken?.(message.token);
    else if ('leave' in message) apart().then(({ leave }) => leave({ ask, tell }));
    else if ('shown' in message) {
      const isThere = document.querySelector('aside')?.shadowRoot?.querySelector('.window, .minimised');
      if (message.shown || isThere) show?.(message.shown);
    }
  };
};

let page: string | undefined;
let hear: ((message: ToFrame) => void) | undefined;
addEventListener('message', ({ source, origin, data }: MessageEvent<ToFrame>) => {
  // The document's own policy says who may be around it; whoever speaks first of them is the page.
  if (source !== parent || parent === window || (page && origin !== page)) return;
  page = origin;
  if ('path' in data) {
    const { path, title } = data;
    Object.assign(document.body.dataset, { path, title });
    document.dispatchEvent(new Event('chat-page'));
  }
  if (hear) hear(data);
  else if ('user' in data) hear = serve(page, data);
});
