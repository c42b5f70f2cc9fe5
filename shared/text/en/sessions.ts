// English texts of the page of one's own sessions (S129), on both sites.
import type { sessions as nl } from '../nl/sessions.ts';
import type { Text } from '../text.ts';

export const sessions: Text<typeof nl> = {
  lead: 'This is where you are logged in. Is there anything you do not recognise? Log out there and choose another password.',
  device: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: 'Unknown browser',
  this: 'This session',
  now: 'Open now',
  started: 'Logged in since',
  seen: 'Last used',
  unknown: 'unknown',
  end: 'Log out',
  endLabel: (device: string) => `Log out of ${device}`,
  ended: 'You have been logged out there.',
  endOthers: 'Log out everywhere else',
  endedOthers: 'You have been logged out everywhere else.',
  othersHint: 'You will have to log in again there. You stay logged in here.',
  onlyThis: 'You are not logged in anywhere else.',
  more: (count: number) =>
    `These are the ${count} sessions used last. “Log out everywhere else” ends the others as well.`,
};
