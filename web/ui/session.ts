// Who is signed in on this site, the way to the login page and back, and the way out.
import type { Session } from '../../shared/routes.ts';
import { clearOutbox } from '../connection/outbox.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { type Answer, request } from './api.ts';
import { DRAFTS } from './draft.ts';

/** Where the login page brings people who came from nowhere. */
const HOME = '/';
/** What a tab remembers of the chat is kept under this. */
const CHAT = 'chat:';

/** `undefined` when nobody is signed in: the login page is being opened, so nothing needs to be shown. */
export const requireSession = async (): Promise<Answer<Session> | undefined> => {
  const answer = await request('GET /api/session', {});
  const signedOut = 'error' in answer && answer.error.code === 'not_signed_in';
  if (!signedOut) return answer;
  goToLogin();
  return undefined;
};

/** Opens the login page, which comes back to the page we are on. */
export const goToLogin = (): void => {
  const here = location.pathname + location.search + location.hash;
  location.replace(here === HOME ? '/login' : `/login?back=${encodeURIComponent(here)}`);
};

/** The page the login page was asked to come back to; never one of another site, never the login page itself. */
export const pageToGoBackTo = (search: string, origin: string): string => {
  const back = new URLSearchParams(search).get('back') ?? HOME;
  if (!URL.canParse(back, origin)) return HOME;
  const url = new URL(back, origin);
  const elsewhere = url.origin !== origin || url.pathname === '/login' || url.pathname.startsWith('//');
  return elsewhere ? HOME : url.pathname + url.search + url.hash;
};

/**
 * Ends the session and forgets what this browser still had to send, and what this tab remembers of the chat.
 * @param alsoOfTab what else of this tab's storage goes: all that begins so.
 */
export const logOut = async (...alsoOfTab: readonly string[]): Promise<Answer<unknown>> => {
  const answer = await request('POST /api/logout', {});
  if ('ok' in answer) {
    const browser = storageOrMemory(() => localStorage);
    clearOutbox(browser);
    forget(browser, DRAFTS);
    for (const kind of [CHAT, DRAFTS, ...alsoOfTab])
      forget(
        storageOrMemory(() => sessionStorage),
        kind,
      );
    location.assign('/login');
  }
  return answer;
};

const forget = (storage: Storage, kind: string): void => {
  for (const key of Object.keys(storage)) if (key.startsWith(kind)) storage.removeItem(key);
};
