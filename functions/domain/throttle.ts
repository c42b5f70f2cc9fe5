// What is rare and dear, and how often one person may do it: counted in the table. What is frequent is in rate-limit.ts. Pure; no store.
import type { Account, Site } from './account.ts';
import { normaliseLogin, roleOf } from './account.ts';

export interface AttemptLimit {
  readonly attempts: number;
  readonly windowSeconds: number;
}

/** What counts, and against whom. */
export interface Attempt {
  readonly subject: string;
  readonly limit: AttemptLimit;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What one person may do, whatever browser and worker it comes through; the limit of each is chosen from what it costs others. */
export const limits = {
  /** Each rings at every console, holds a place and is left for an agent to close; a customer has one chat at a time. */
  start: { attempts: 20, windowSeconds: HOUR },
  /** Each becomes a ticket that somebody has to read. */
  question: { attempts: 20, windowSeconds: HOUR },
  /** Two a minute: an agent who works through a list of tickets without a pause. */
  reply: { attempts: 120, windowSeconds: HOUR },
  /** Of one side on one ticket, which everyone who opens it reads; by side, so that neither takes the other's. */
  ticketReply: { attempts: 30, windowSeconds: HOUR },
  /** Files begun: each is 20 MB to look into at most. Ten messages full of them in an hour, from one person … */
  file: { attempts: 100, windowSeconds: HOUR },
  /** … and in one chat from both sides: whoever fills it, fills nobody else's. */
  chatFile: { attempts: 150, windowSeconds: HOUR },
  /** PDFs drawn, not fetched again: some seconds of a whole CPU each, so four minutes of it an hour. */
  drawing: { attempts: 60, windowSeconds: HOUR },
  /** Calls of an export, each up to 29 s: forty PDFs a call make 4,800 an hour. */
  export: { attempts: 120, windowSeconds: HOUR },
  /** Links to choose a password that one person is sent for having forgotten it: beyond them the last one still works. */
  reset: { attempts: 3, windowSeconds: HOUR },
  /** Invitations that one person is sent, whoever sends them. */
  invited: { attempts: 5, windowSeconds: 24 * HOUR },
  /** Invitations that one administrator sends: a department in an afternoon. */
  inviting: { attempts: 100, windowSeconds: HOUR },
  /** Guesses at the current password by whoever sits at a browser that was left signed in. */
  password: { attempts: 5, windowSeconds: 15 * MINUTE },
  /**
   * Second steps of signing in that failed, by whoever knows the password. Three of a million codes are right at a time, so the
   * 960 guesses a day that this leaves find one with a chance of 0.3 %. A known browser has a count of its own (factorAttempt).
   */
  factor: { attempts: 10, windowSeconds: 15 * MINUTE },
} as const satisfies Record<string, AttemptLimit>;
export type Limited = keyof typeof limits;

/** Lines for administrators, of one person in an hour; beyond them what happens goes on, unnoted. */
const noted = {
  signedIn: { attempts: 12, windowSeconds: HOUR },
  /** At one login of a site, known or not. */
  guessed: { attempts: 3, windowSeconds: HOUR },
  /** By one agent of one chat. */
  readChat: { attempts: 1, windowSeconds: HOUR },
} as const satisfies Record<string, AttemptLimit>;

export const notedAttempt = (what: keyof typeof noted, of: string): Attempt => ({
  subject: `noted-${what}#${of}`,
  limit: noted[what],
});

/** @param who the account's id, with what else it counts for. */
export const attempt = (what: Limited, who: string): Attempt => ({
  subject: `${what}#${who}`,
  limit: limits[what],
});

/** @param browser names the browser, when it is known to this account: whoever else fails does not keep it out. */
export const factorAttempt = (account: string, browser: string | undefined): Attempt =>
  attempt('factor', browser === undefined ? account : `${account}#${browser}`);

/**
 * Failed sign-ins that are tolerated. A browser in which this account signed in before has a count of its own, so that whoever
 * else fails, and from wherever, never keeps it out.
 */
const signIns = {
  knownBrowser: { attempts: 10, windowSeconds: 15 * MINUTE },
  /** At one account from one place: whoever guesses there shuts out nobody elsewhere. */
  place: { attempts: 10, windowSeconds: 15 * MINUTE },
  /** At one account from all unknown browsers: 2,880 guesses a day, however many places they come from. */
  account: { attempts: 30, windowSeconds: 15 * MINUTE },
  /** From one place at all accounts of a site: an office shares one address; successes are given back. */
  address: { attempts: 50, windowSeconds: 15 * MINUTE },
} as const satisfies Record<string, AttemptLimit>;

/** Asking for a link: for one name from wherever, and from one place for all names; whether anybody has the name is not looked at. */
const forgotten = {
  name: { attempts: 5, windowSeconds: HOUR },
  place: { attempts: 20, windowSeconds: HOUR },
} as const satisfies Record<string, AttemptLimit>;

/** What a request for a link counts against; each must have room. */
export const forgottenAttempts = ({
  site,
  name,
  address,
}: {
  readonly site: Site;
  readonly name: string;
  readonly address: string;
}): readonly Attempt[] => [
  { subject: `forgotten-place#${site}#${networkOf(address)}`, limit: forgotten.place },
  { subject: `forgotten-name#${site}#${normaliseLogin(name)}`, limit: forgotten.name },
];

export interface SigningIn {
  readonly site: Site;
  /** As typed, known or not. */
  readonly login: string;
  readonly account: Pick<Account, 'id' | 'epoch'> | undefined;
  readonly address: string;
  /** Names the browser, when it is known to this account. */
  readonly browser: string | undefined;
}

/**
 * What a sign-in counts against, in order; each must have room. The same number for a login that nobody has. A new password
 * begins an epoch of the account, and with it new counts.
 */
export const attemptsOf = ({ site, login, account, address, browser }: SigningIn): SignInAttempts => {
  if (account && browser !== undefined) {
    const own = { subject: `browser#${account.id}#${browser}`, limit: signIns.knownBrowser };
    return { all: [own], cleared: [own], returned: [] };
  }
  const at = `${roleOf(site)}#${normaliseLogin(login)}#${account?.epoch ?? 0}`;
  const from = networkOf(address);
  const byAddress = { subject: `address#${site}#${from}`, limit: signIns.address };
  const byPlace = { subject: `place#${at}#${from}`, limit: signIns.place };
  const byAccount = { subject: `account#${at}`, limit: signIns.account };
  return { all: [byAddress, byPlace, byAccount], cleared: [byPlace], returned: [byAddress, byAccount] };
};

export interface SignInAttempts {
  readonly all: readonly Attempt[];
  /** After a success: those that are forgotten … */
  readonly cleared: readonly Attempt[];
  /** … and those that get this one attempt back, not all: an account of one's own must not buy guesses at another's. */
  readonly returned: readonly Attempt[];
}

/** Whoever has one IPv6 address has the whole /64 it lies in, so that counts as one. */
export const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before.slice(0, 4).join(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
};
