// How much one person or address may ask of one worker. Pure; why it is counted there: docs/decisions/020-limits-without-a-write.md.

import { TYPING_MS } from '../../shared/rules.ts';

export interface RateLimit {
  /** At once. */
  readonly burst: number;
  /** In the long run. */
  readonly perSecond: number;
}

/** Frames of one person: whoever types quickly sends a few a second, tabs that come back with their outboxes some dozens at once. */
export const FRAMES: RateLimit = { burst: 100, perSecond: 20 };

/** That one customer types, told to every console: one sign in half a minute, whatever a page sends. */
export const TYPING_SIGNS: RateLimit = { burst: 1, perSecond: 1000 / TYPING_MS };

/** Requests of one person: a page asks a handful. */
export const REQUESTS: RateLimit = { burst: 200, perSecond: 20 };

/** Sockets of one person: all tabs come back at once after the network was away. */
export const CONNECTS: RateLimit = { burst: 60, perSecond: 1 };

/** Requests without a session, by address: an office shares one, and every login begins with some. */
export const ANONYMOUS_REQUESTS: RateLimit = { burst: 200, perSecond: 20 };

/** Words of a provider that somebody is signed out: a whole office at the end of a day. */
export const LOGOUTS: RateLimit = { burst: 500, perSecond: 50 };

/** Sessions of one person by tokens of a portal: one for each page where the browser keeps nothing, else one a day. */
export const TOKENS_OF_PERSON: RateLimit = { burst: 60, perSecond: 0.2 };

/** Sessions by tokens of one portal, whoever they name: everyone who signs in there in the morning. */
export const TOKENS_OF_ISSUER: RateLimit = { burst: 500, perSecond: 50 };
