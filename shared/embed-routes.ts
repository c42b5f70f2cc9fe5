// The chat on another company's page: sessions by that company's tokens, the window of its own, and who signs tokens.

import * as v from 'valibot';
import {
  ISSUER_MAX,
  ISSUERS_MAX,
  KEY_TEXT_MAX,
  Keeping,
  ORIGINS_MAX,
  SAID_GROUP_MAX,
  SUBJECT_CLAIM_MAX,
  TOKEN_MAX,
  TokenCut,
  TokenFault,
} from './embedding.ts';
import type { RefusalCode } from './errors.ts';
import { Rev } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { GROUPS_MAX, NAME_MAX } from './rules.ts';
import { Session } from './session.ts';

const nothing = v.object({});
const text = (max: number) => v.pipe(v.string(), v.maxLength(4 * max));
const GroupId = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
/** The hash of an issuer's name. */
const IssuerId = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

const fields = {
  /** What colleagues call it. */
  name: text(NAME_MAX),
  /** Where its keys are; or none, and then they are pasted. */
  keysAddress: v.pipe(v.string(), v.maxLength(2000)),
  /** JSON Web Keys, or PEM. */
  keysText: v.pipe(v.string(), v.maxLength(KEY_TEXT_MAX)),
  /** The pages that may show the chat to its people. */
  origins: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(ORIGINS_MAX)),
  /** Groups of everyone it names, and by what it says of them. */
  everyone: v.pipe(v.array(GroupId), v.maxLength(GROUPS_MAX)),
  groups: v.pipe(
    v.array(v.object({ said: text(SAID_GROUP_MAX), group: GroupId })),
    v.maxLength(2 * GROUPS_MAX),
  ),
};

/** Who signs tokens, as administrators see it. */
export const IssuerView = v.object({
  id: IssuerId,
  issuer: v.string(),
  ...fields,
  rev: v.number(),
});
export type IssuerView = v.InferOutput<typeof IssuerView>;

/** What a token that was pasted says, and whether it would open a session. */
export const TokenReport = v.object({
  fault: v.optional(TokenFault),
  cuts: v.array(TokenCut),
  /** What stands in it, proved or not. */
  issuer: v.optional(v.string()),
  audience: v.optional(v.string()),
  subject: v.optional(v.string()),
  name: v.optional(v.string()),
  email: v.optional(v.string()),
  /** Names of our groups that it gives. */
  groups: v.array(v.string()),
});
export type TokenReport = v.InferOutput<typeof TokenReport>;

const admin = { group: 'embed', by: ['agent'], needs: 'administer' } as const;

export const embedRoutes = {
  /**
   * Goes on with the session of this browser, if it is that of this user of the page; any other is ended. With a token one
   * is begun.
   */
  'POST /api/embed/session': {
    group: 'embed',
    by: ['anyone'],
    input: v.object({
      /** The origin of the page around the frame. */
      page: v.pipe(v.string(), v.maxLength(300)),
      /** The `sub` of whoever is signed in there; nobody without. */
      user: v.optional(v.pipe(v.string(), v.maxLength(SUBJECT_CLAIM_MAX))),
      token: v.optional(v.pipe(v.string(), v.maxLength(TOKEN_MAX))),
      keep: Keeping,
    }),
    /** `token` for whoever keeps it in memory. */
    reply: v.object({ session: Session, token: v.optional(v.string()) }),
  },
  /** Ends the session and its live connections, wherever its token is kept. */
  'DELETE /api/embed/session': { group: 'embed', by: ['anyone'], input: nothing, reply: nothing },
  /** A code by which a window of its own has the same session, once and within WINDOW_CODE_SECONDS. */
  'POST /api/embed/window': {
    group: 'embed',
    by: ['customer'],
    input: nothing,
    reply: v.object({ code: v.string() }),
  },
  'PUT /api/embed/window': {
    group: 'embed',
    by: ['anyone'],
    input: v.object({ code: v.pipe(v.string(), v.regex(/^[\w-]{44}$/)) }),
    reply: nothing,
  },
  'GET /api/issuers': {
    ...admin,
    input: nothing,
    reply: v.object({
      issuers: v.pipe(v.array(IssuerView), v.maxLength(ISSUERS_MAX)),
      /** What a token has to name as its `aud`. */
      audience: v.string(),
      /** Pages that the deployment itself names, for every issuer. */
      origins: v.array(v.string()),
    }),
  },
  'POST /api/issuers': {
    ...admin,
    input: v.object({ issuer: v.pipe(v.string(), v.maxLength(ISSUER_MAX)), ...fields }),
    reply: IssuerView,
  },
  'PUT /api/issuers/{issuerId}': {
    ...admin,
    input: v.object({ issuerId: IssuerId, rev: Rev, ...fields }),
    reply: IssuerView,
  },
  /** Nobody comes in by its tokens any more; accounts and sessions stay. */
  'DELETE /api/issuers/{issuerId}': {
    ...admin,
    input: v.object({ issuerId: IssuerId, rev: Rev }),
    reply: nothing,
  },
  /** Looks at a token as the session's route would, without using it up. */
  'POST /api/tokens/check': {
    ...admin,
    input: v.object({ token: v.pipe(v.string(), v.maxLength(TOKEN_MAX)) }),
    reply: TokenReport,
  },
} as const satisfies Record<string, RouteSpec>;

/** What is refused here alone, and so told by the page of other websites alone. */
export type EmbedRefusal = Extract<RefusalCode, 'bad_token' | 'issuer_taken'>;
