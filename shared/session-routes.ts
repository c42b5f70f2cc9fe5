// One's own sessions on either site (S129): where one is signed in, and signing out there.
import * as v from 'valibot';
import type { RouteSpec } from './route-spec.ts';

/** Names a session without giving it away: 22 characters of base64url. */
const SessionId = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));

export const OwnSession = v.object({
  id: SessionId,
  /** As people call them, such as `Firefox` and `Windows`; absent where the browser did not say. */
  browser: v.optional(v.string()),
  system: v.optional(v.string()),
  /** Milliseconds since 1970; absent of a session from before it was noted. */
  startedAt: v.optional(v.number()),
  /** To the hour. */
  seenAt: v.optional(v.number()),
  /** A page of it is open now. */
  isConnected: v.boolean(),
  /** The one that asks. */
  isThis: v.boolean(),
});
export type OwnSession = v.InferOutput<typeof OwnSession>;

const own = { group: 'accounts', by: ['customer', 'agent'] } as const;

export const sessionRoutes = {
  /** This one first, then the one seen last; at most SESSIONS_MAX. */
  'GET /api/sessions': {
    ...own,
    input: v.object({}),
    /** `more`: there are others that are not in the list; signing out all others ends those too. */
    reply: v.object({ sessions: v.array(OwnSession), more: v.boolean() }),
  },
  /** Signs out there, with the open pages; done already is done. */
  'DELETE /api/sessions/{sessionId}': {
    ...own,
    input: v.object({ sessionId: SessionId }),
    reply: v.object({}),
  },
  /** Signs out everywhere but here. */
  'POST /api/sessions/end-others': { ...own, input: v.object({}), reply: v.object({}) },
} as const satisfies Record<string, RouteSpec>;
