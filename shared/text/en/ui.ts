// English texts of the parts both sites share: header, login, dialogs, waiting.

import type { ui as nl } from '../nl/ui.ts';
import type { Text } from '../text.ts';
import { plural } from './plural.ts';

export const ui: Text<typeof nl> = {
  product: 'OfficeHeart',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main navigation',
  language: 'Language',
  languages: { nl: 'Nederlands', en: 'English' },
  logOut: 'Sign out',
  signedInAs: (name) => `Signed in as ${name}`,
  loading: 'Loading…',
  optional: 'optional',
  close: 'Close',
  closeMessage: 'Close this message',
  cancel: 'Cancel',
  again: 'Try again',
  pageFailed: 'This part could not be loaded.',
  download: { label: 'Download chat', busy: 'Making the PDF…' },
  tooLong: (count) => plural(count, '1 character too long', `${count} characters too long`),
  lost: 'No connection to the server. Check your internet connection and try again.',
  failed: 'This did not work',
  conversation: 'Conversation',
  login: {
    login: 'Username',
    password: 'Password',
    forgotten: 'Forgotten your password?',
    submit: 'Sign in',
    busy: 'Signing in…',
    missingLogin: 'Enter your username.',
    missingPassword: 'Enter your password.',
    showPassword: 'Show password',
    noCookies:
      'Your browser refuses cookies from this site. You need them to sign in. Allow them and try again.',
  },
  sessions: {
    title: 'My sessions',
    link: 'See where you are logged in, and log out there',
  },
  secondFactor: 'Two-step sign-in',
};
