// The addresses of the portal's pages. Every page is a real page load: links are plain links and nothing here remembers anything.
import { CHAT_PATH } from '../ui/chat-path.ts';
import {
  CHOOSE_PATH,
  FORGOTTEN_PATH,
  HOME_PATH,
  LOGIN_PATH,
  MESSAGE_PATH,
  PRIVACY_PATH,
  SESSIONS_PATH,
} from '../ui/paths.ts';
import { createRouter } from '../ui/router.ts';

const routes = {
  login: LOGIN_PATH,
  forgotten: FORGOTTEN_PATH,
  choose: CHOOSE_PATH,
  start: HOME_PATH,
  tickets: '/meldingen',
  new_ticket: '/meldingen/nieuw',
  ticket: '/meldingen/:id',
  chats: '/chats',
  profile: '/profiel',
  sessions: SESSIONS_PATH,
  privacy: PRIVACY_PATH,
  message: MESSAGE_PATH,
  chat: CHAT_PATH,
} as const;

const { pathTo, addressOf } = createRouter(routes);

export { pathTo };

/** Where a password is chosen without the one of before. */
export interface PasswordPage {
  readonly kind: 'forgotten' | 'choose';
}
type PlainPage = Exclude<keyof typeof routes, 'login' | PasswordPage['kind'] | 'ticket'>;

/** A page one has to be signed in for. */
export type SignedInPage =
  | { readonly kind: PlainPage }
  | { readonly kind: 'ticket'; readonly number: string }
  | { readonly kind: 'not_found' };
/** The first two are for people who are not signed in. */
export type PortalPage = { readonly kind: 'login' } | PasswordPage | SignedInPage;

const NUMBER = /^[1-9]\d{0,8}$/;

export const pageOf = (path: string): PortalPage => {
  const { name, id = '' } = addressOf(path) ?? { name: undefined };
  if (name === undefined) return { kind: 'not_found' };
  if (name !== 'ticket') return { kind: name };
  return NUMBER.test(id) ? { kind: 'ticket', number: id } : { kind: 'not_found' };
};
