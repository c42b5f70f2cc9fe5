// Which page an address is. Every page is a real page load: links are plain links and nothing here remembers anything.

/** A page one has to be signed in for. */
export type SignedInPage =
  | { readonly kind: 'start' }
  | { readonly kind: 'tickets' }
  | { readonly kind: 'ticket'; readonly number: string }
  | { readonly kind: 'new_ticket' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'privacy' }
  /** "Laat een bericht achter". */
  | { readonly kind: 'message' }
  /** Nothing but the chat: its window of its own (S48). */
  | { readonly kind: 'chat' }
  | { readonly kind: 'not_found' };
export type Page = { readonly kind: 'login' } | SignedInPage;

export const paths = {
  start: '/',
  tickets: '/meldingen',
  ticket: (number: number) => `/meldingen/${number}`,
  newTicket: '/meldingen/nieuw',
  profile: '/profiel',
  privacy: '/privacy',
  message: '/bericht',
  chat: '/chat',
} as const;

export const pageOf = (pathname: string): Page => {
  const path = pathname.replace(/(?<!\/)\/+$/, '') || '/';
  if (path === '/login') return { kind: 'login' };
  if (path === paths.start) return { kind: 'start' };
  if (path === paths.tickets) return { kind: 'tickets' };
  if (path === paths.newTicket) return { kind: 'new_ticket' };
  if (path === paths.profile) return { kind: 'profile' };
  if (path === paths.privacy) return { kind: 'privacy' };
  if (path === paths.message) return { kind: 'message' };
  if (path === paths.chat) return { kind: 'chat' };
  const number = /^\/meldingen\/([1-9]\d{0,8})$/.exec(path)?.[1];
  return number ? { kind: 'ticket', number } : { kind: 'not_found' };
};
