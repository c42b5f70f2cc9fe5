// Paths that more than the site itself has to know: both sites log in at one, the chat leads to two of the portal.

export const HOME_PATH = '/';
export const LOGIN_PATH = '/login';
/** Of both sites: a password without the one of before; a link in a mail leads to the second. */
export const FORGOTTEN_PATH = '/wachtwoord-vergeten';
export const CHOOSE_PATH = '/wachtwoord';
/** Of both sites: one's own sessions. */
export const SESSIONS_PATH = '/sessies';
/** Of the portal: "Laat een bericht achter". */
export const MESSAGE_PATH = '/bericht';
/** Of the portal: what is kept of a customer, and how long. */
export const PRIVACY_PATH = '/privacy';
