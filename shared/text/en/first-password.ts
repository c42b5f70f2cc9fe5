// English texts of the page where a password that was given is replaced by one of one's own (S168), on both sites.
import type { firstPassword as nl } from '../nl/first-password.ts';
import type { Text } from '../text.ts';

export const firstPassword: Text<typeof nl> = {
  title: 'Choose a new password',
  lead: 'Your password was made by an administrator. Choose one of your own now, which only you know.',
  given: 'The password you were given',
  missing: 'Enter the password you have just signed in with.',
  fresh: 'New password',
  hint: (min) => `At least ${min} characters; a sentence is fine.`,
  set: 'Save password',
  setting: 'Saving…',
};
