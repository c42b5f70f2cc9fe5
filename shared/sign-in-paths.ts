// Addresses of signing in that both sides, and a provider, have to know. Imports nothing.

/** Of the login page of both sites, in their own table of paths (web/ui/paths.ts). */
export const LOGIN_PATH = '/login';
/** Behind that page's address: what came of a sign-in at a provider follows. */
export const OUTCOME_MARK = '#provider=';
/** What follows when somebody is signed in; else why not. */
export const SIGNED_IN = 'done';
/** What a provider has to know of a site, behind its host. */
export const CALLBACK_PATH = '/api/sign-in/callback';
export const LOGOUT_PATH = '/api/sign-in/logout';
