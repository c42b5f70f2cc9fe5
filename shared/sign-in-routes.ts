// Signing in with the company's own provider by OpenID Connect (S125, S126): its routes, and what administrators set up.
import * as v from 'valibot';
import { SAID_GROUP_MAX } from './embedding.ts';
import type { RefusalCode } from './errors.ts';
import { Rev } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { GROUPS_MAX, NAME_MAX } from './rules.ts';
import {
  CLAIM_NAME_MAX,
  CLIENT_ID_MAX,
  CLIENT_SECRET_MAX,
  DOMAIN_MAX,
  DOMAINS_MAX,
  Ending,
  ISSUER_ADDRESS_MAX,
  ProviderFinding,
  SCOPES_MAX,
} from './sign-in.ts';

const nothing = v.object({});
const text = (max: number) => v.pipe(v.string(), v.maxLength(4 * max));
/** The site that it signs people in at: one provider each. */
const ProviderSite = v.picklist(['portal', 'console']);
/** A group of customers, or an agent's permission. */
const Given = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));

const fields = {
  /** What the button on the login page calls it. */
  name: text(NAME_MAX),
  issuer: v.pipe(v.string(), v.maxLength(ISSUER_ADDRESS_MAX)),
  clientId: v.pipe(v.string(), v.maxLength(CLIENT_ID_MAX)),
  scopes: v.pipe(v.string(), v.maxLength(SCOPES_MAX)),
  /** The claim with the groups of a person; empty: what somebody may is given here, by hand. */
  groupsClaim: v.pipe(v.string(), v.maxLength(CLAIM_NAME_MAX)),
  /** What everybody gets; without a claim of groups, what an account begins with. */
  everyone: v.pipe(v.array(Given), v.maxLength(GROUPS_MAX)),
  groups: v.pipe(
    v.array(v.object({ said: text(SAID_GROUP_MAX), group: Given })),
    v.maxLength(2 * GROUPS_MAX),
  ),
  /** An account that was here before is somebody's by a confirmed address in one of these. */
  linkDomains: v.pipe(v.array(v.pipe(v.string(), v.maxLength(DOMAIN_MAX))), v.maxLength(DOMAINS_MAX)),
  /** Nobody signs in at this site with a password. */
  passwordsOff: v.boolean(),
};

/** A provider as administrators see it; never its secret. */
export const ProviderView = v.object({
  site: ProviderSite,
  ...fields,
  hasSecret: v.boolean(),
  /** What was seen of it; milliseconds since 1970. */
  seen: v.object({
    ending: v.optional(Ending),
    /** When somebody was first signed in by it. */
    signedInAt: v.optional(v.number()),
    /** When it last said that somebody is signed out. */
    loggedOutAt: v.optional(v.number()),
    /** When it last gave no refresh token though one is needed. */
    withoutRenewalAt: v.optional(v.number()),
  }),
  rev: v.number(),
});
export type ProviderView = v.InferOutput<typeof ProviderView>;

export const ProviderReport = v.object({
  findings: v.array(ProviderFinding),
  ending: v.optional(Ending),
});
export type ProviderReport = v.InferOutput<typeof ProviderReport>;

/** One parameter of an answer in the address. */
const parameter = v.optional(v.pipe(v.string(), v.maxLength(4000)));

const admin = { group: 'sign-in', by: ['agent'], needs: 'administer' } as const;

export const signInRoutes = {
  /** By what one signs in at this site. */
  'GET /api/sign-in': {
    group: 'portal',
    by: ['anyone'],
    input: nothing,
    reply: v.object({ provider: v.optional(v.object({ name: v.string() })), passwords: v.boolean() }),
  },
  /** Begins: the browser gets a cookie for SIGN_IN_MINUTES, and goes to the address in `to`. */
  'POST /api/sign-in': {
    group: 'sign-in',
    by: ['anyone'],
    /** The page to come back to. */
    input: v.object({ back: v.optional(v.pipe(v.string(), v.maxLength(500))) }),
    reply: v.object({ to: v.string() }),
  },
  /** Where the provider sends the browser; leads on to the login page, which says what came of it. */
  'GET /api/sign-in/callback': {
    group: 'sign-in',
    by: ['anyone'],
    redirects: true,
    input: v.object({ code: parameter, state: parameter, iss: parameter, error: parameter }),
    reply: v.object({ to: v.string() }),
  },
  /** The provider says that somebody is signed out there (OpenID Connect Back-Channel Logout 1.0). */
  'POST /api/sign-in/logout': {
    group: 'sign-in',
    by: ['anyone'],
    fromServer: true,
    input: v.object({ logout_token: v.pipe(v.string(), v.maxLength(16_384)) }),
    reply: nothing,
  },
  'GET /api/providers': {
    ...admin,
    input: nothing,
    reply: v.object({
      providers: v.pipe(v.array(ProviderView), v.maxLength(ProviderSite.options.length)),
      /** Where the sites are; the portal's is not known where the deployment gives it no name. */
      hosts: v.object({ console: v.string(), portal: v.optional(v.string()) }),
    }),
  },
  /** Sets a site's provider up, or changes it. Without a secret the one there is stays, as long as issuer and client do. */
  'PUT /api/providers/{site}': {
    ...admin,
    input: v.object({
      site: ProviderSite,
      ...fields,
      secret: v.optional(v.pipe(v.string(), v.maxLength(CLIENT_SECRET_MAX))),
      rev: Rev,
    }),
    reply: ProviderView,
  },
  /** Nobody comes in by it any more, and passwords count again; accounts and sessions stay. */
  'DELETE /api/providers/{site}': {
    ...admin,
    input: v.object({ site: ProviderSite, rev: Rev }),
    reply: nothing,
  },
  /** Asks the provider what it can; signs nobody in. */
  'POST /api/providers/{site}/check': {
    ...admin,
    input: v.object({ site: ProviderSite }),
    reply: ProviderReport,
  },
} as const satisfies Record<string, RouteSpec>;

/** What only the login page and the pages about providers tell, in words of their own. */
export type SignInRefusal = Extract<RefusalCode, 'sign_in_failed' | 'passwords_off' | 'provider_first'>;
