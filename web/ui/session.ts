// Who is signed in on this site, the way to the login page and back, and the way out.
import type { Session } from '../../shared/session.ts';
import { clearOutbox } from '../connection/outbox.ts';
import { openPageAs, pageAccount } from '../connection/page-account.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { type Answer, request } from './api.ts';
import { DRAFTS } from './draft.ts';
import { HOME_PATH, LOGIN_PATH } from './paths.ts';

/** What a tab remembers of the chat is kept under this. */
const CHAT = 'chat:';

/** `undefined` when nobody is signed in: the login page is being opened, so nothing needs to be shown. */
export const requireSession = async (): Promise<Answer<Session> | undefined> => {
  const answer = await request('GET /api/session', {});
  const signedOut = 'error' in answer && answer.error.code === 'not_signed_in';
  if (signedOut) {
    goToLogin();
    return undefined;
  }
  if ('ok' in answer) {
    openPageAs(answer.ok.user.id);
    followSession();
  }
  return answer;
};

/** Something comes before any page: a password of one's own, a second factor, or that one was taken away. */
export const isHeldUp = ({ passwordDue, factorDue, factorsResetAt }: Session): boolean =>
  passwordDue === true || factorDue === true || factorsResetAt !== undefined;

/** Every page of a site hears on it who is signed in now. */
const CHANNEL = 'session';

/** Tells the other pages of this site who is signed in with this browser now, `undefined` for nobody. */
export const tellSession = (account: string | undefined): void => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ account });
  channel.close();
};

/**
 * A page of somebody who signed out elsewhere shows nothing of that person any more: it goes to the login page, or is
 * loaded anew for whoever signed in. What was typed in it stays with the person who typed it (web/ui/draft.ts).
 */
const followSession = (): void => {
  new BroadcastChannel(CHANNEL).onmessage = ({ data }) => leaveUnless(Object(data).account);
  // Brought back by "Back" from where it was frozen, it heard nothing meanwhile.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void lookAgain();
  });
};

const lookAgain = async (): Promise<void> => {
  const answer = await request('GET /api/session', {});
  if (!('error' in answer)) return;
  if (answer.error.code === 'not_signed_in') leaveUnless(undefined);
  // Loaded anew it is of whoever signed in, or says that nobody gets in.
  if (answer.error.code === 'other_account' || answer.error.code === 'account_blocked') location.reload();
};

const leaveUnless = (account: unknown): void => {
  if (account === pageAccount()) return;
  if (account === undefined) goToLogin();
  else location.reload();
};

/** Opens the login page, which comes back to the page we are on. */
export const goToLogin = (): void => {
  const here = location.pathname + location.search + location.hash;
  location.replace(here === HOME_PATH ? LOGIN_PATH : `${LOGIN_PATH}?back=${encodeURIComponent(here)}`);
};

/** The page the login page was asked to come back to; never one of another site, never the login page itself. */
export const pageToGoBackTo = (search: string, origin: string): string => {
  const back = new URLSearchParams(search).get('back') ?? HOME_PATH;
  if (!URL.canParse(back, origin)) return HOME_PATH;
  const url = new URL(back, origin);
  const elsewhere = url.origin !== origin || url.pathname === LOGIN_PATH || url.pathname.startsWith('//');
  return elsewhere ? HOME_PATH : url.pathname + url.search + url.hash;
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
    openPageAs(undefined);
    tellSession(undefined);
    location.assign(LOGIN_PATH);
  }
  return answer;
};

const forget = (storage: Storage, kind: string): void => {
  for (const key of Object.keys(storage)) if (key.startsWith(kind)) storage.removeItem(key);
};
