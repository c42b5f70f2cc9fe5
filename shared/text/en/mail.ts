// English texts of the mails (S128).
import type { mail as nl } from '../nl/mail.ts';
import type { Text } from '../text.ts';

export const mail: Text<typeof nl> = {
  greeting: (name: string) => `Dear ${name},`,
  loginLine: (login: string) => `Your user name is: ${login}`,
  sender: (site: string) =>
    `This message was sent automatically by OfficeHeart (${site}). It cannot be answered.`,
  invitation: {
    subject: 'Choose your password for OfficeHeart',
    lead: 'An account has been made for you. Choose a password of your own; then you can log in.',
    button: 'Choose a password',
    validity: 'This link works for seven days, and once. After that your administrator can send you another.',
    ignore: 'Did you not expect this message? Then there is nothing you need to do.',
  },
  reset: {
    subject: 'New password for OfficeHeart',
    lead: 'You asked for a new password, because you no longer know the old one.',
    button: 'Choose a new password',
    validity: 'This link works for one hour, and once. You will then be logged out on all devices.',
    ignore: 'Did you not ask for this? Then there is nothing you need to do: your password stays as it is.',
  },
  password_changed: {
    subject: 'Your password for OfficeHeart has been changed',
    lead: 'Your password has just been changed. You have been logged out on all other devices.',
    button: 'Go to OfficeHeart',
    validity: 'Did you do this yourself? Then there is nothing you need to do.',
    ignore:
      'Was it not you? Then ask for a new password at once with “Forgotten your password?” on the login page, and warn your administrator.',
  },
};
