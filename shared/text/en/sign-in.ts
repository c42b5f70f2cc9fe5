// English texts of signing in with a company's own provider, as its people read them on the login page of either site.
import type { signIn as nl } from '../nl/sign-in.ts';
import type { Text } from '../text.ts';

export const signIn: Text<typeof nl> = {
  button: (name) => `Log in with ${name}`,
  going: 'Taking you to the login page…',
  back: 'Logging you in…',
  or: 'or with a password',
  passwordsOff: 'Logging in with a password is switched off here.',
  withPassword: 'You can also log in with your password below.',
  askForHelp: 'Still stuck? Ask your administrator for help.',
  faults: {
    off: 'This way of logging in is not available here (any more).',
    cancelled: 'You are not logged in: the login was cancelled.',
    browser: 'This login was started in another window, or your browser refuses cookies. Start again here.',
    late: 'Logging in took too long, or was completed before. Start again.',
    unreachable: 'The login service does not respond. Try again in a few minutes.',
    nonsense: 'The login service gives no usable answer. Tell your administrator.',
    token: 'What the login service says about you cannot be trusted. Tell your administrator.',
    setup: 'The login service and this site are not set up for each other. Tell your administrator.',
    no_access: 'We know who you are, but you have no rights here. Ask your administrator for access.',
    ended: 'Your session at the login service has ended in the meantime. Log in again.',
  },
};
