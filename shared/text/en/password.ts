// English texts of the pages where a password is chosen without the one of before (S128), on both sites.
import type { password as nl } from '../nl/password.ts';
import type { Text } from '../text.ts';

export const password: Text<typeof nl> = {
  forgotten: {
    title: 'Forgotten your password',
    lead: 'Enter your user name or e-mail address. You will get a mail with a link to choose a new password.',
    name: 'User name or e-mail address',
    missing: 'Enter your user name or e-mail address.',
    send: 'Send the link',
    sending: 'Sending…',
    sent: 'If there is an account with these details, you will get a mail within a few minutes. The link in it works for one hour.',
    nothing: 'No mail? Look in the folder for unwanted mail, or ask your administrator for help.',
    off: 'Logging in with a password is switched off here.',
    noMail: 'No mail is sent from here. Ask your administrator for a new password.',
    back: 'Back to logging in',
  },
  choose: {
    title: 'Choose a password',
    lead: (login: string) =>
      `For the account ${login}. You will be logged out on all devices; then log in with the new password.`,
    fresh: 'New password',
    hint: (min: number) => `At least ${min} characters; a sentence is fine.`,
    set: 'Save password',
    setting: 'Saving…',
    done: (login: string) => `The new password of ${login} has been saved.`,
    logIn: 'Log in',
    used: 'This link has been used already, or replaced by a newer one.',
    expired: 'This link has expired.',
    dead: 'No password can be chosen with this link any more. Ask for a new link, or ask your administrator for a new invitation.',
    off: 'Logging in with a password is switched off here.',
    again: 'Ask for a new link',
  },
};
