// The second factor of whoever signs in with a password (S127): passkeys, codes of an app, recovery codes.
import * as v from 'valibot';
import type { RefusalCode } from './errors.ts';
import type { RouteSpec } from './route-spec.ts';
import { FACTOR_NAME_MAX, PASSWORD_MAX, RECOVERY_CODE_CHARACTERS } from './rules.ts';

const nothing = v.object({});
/** 128 random bits in base64url: names a set-up, or a passkey in our own words. */
const Id = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
const Name = v.pipe(v.string(), v.maxLength(4 * FACTOR_NAME_MAX));
/** Binary in base64url. The longest is an attestation with certificates, which is some 5 KB; a bare one is 0.3 KB. */
const Base64Url = v.pipe(v.string(), v.maxLength(12_000), v.regex(/^[\w-]*$/));

/** A code as it was typed: with the spaces and dashes people put in. */
const Typed = v.pipe(v.string(), v.maxLength(4 * RECOVERY_CODE_CHARACTERS));

const credential = { id: Base64Url, rawId: Base64Url, type: v.literal('public-key') };

/** What `startRegistration` of @simplewebauthn/browser gives, as far as it is looked at. */
export const NewPasskey = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10))),
  }),
});
export type NewPasskey = v.InferOutput<typeof NewPasskey>;

/** What `startAuthentication` gives, as far as it is looked at. */
export const PasskeyProof = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: v.optional(Base64Url),
  }),
});
export type PasskeyProof = v.InferOutput<typeof PasskeyProof>;

/** One way of showing who one is beside the password. */
export const FactorProof = v.variant('kind', [
  v.object({ kind: v.literal('totp'), code: Typed }),
  v.object({ kind: v.literal('recovery'), code: Typed }),
  v.object({ kind: v.literal('passkey'), passkey: PasskeyProof }),
]);
export type FactorProof = v.InferOutput<typeof FactorProof>;

/** What a browser's WebAuthn is asked with: made by the library of the one side for that of the other. */
const Options = v.custom<Readonly<Record<string, unknown>>>(
  (options) => typeof options === 'object' && options !== null,
);

export const Factors = v.object({
  /** Since when there is an app with codes; milliseconds since 1970. */
  totp: v.optional(v.object({ addedAt: v.number() })),
  passkeys: v.array(
    v.object({ id: v.string(), name: v.string(), addedAt: v.number(), usedAt: v.optional(v.number()) }),
  ),
  /** Recovery codes that are left. */
  recovery: v.number(),
  /** Without one this person does nothing. */
  obligatory: v.boolean(),
});
export type Factors = v.InferOutput<typeof Factors>;

/** After the first factor: the recovery codes, which are shown this once. */
const Added = v.object({ recovery: v.optional(v.array(v.string())) });

/** For whom a second factor is obligatory, of those who sign in at the console with a password. */
export const FactorRule = v.picklist(['nobody', 'administrators', 'agents']);
export type FactorRule = v.InferOutput<typeof FactorRule>;

export const SignInRules = v.object({ factorFor: FactorRule, rev: v.number() });
export type SignInRules = v.InferOutput<typeof SignInRules>;

const own = { group: 'factors', by: ['customer', 'agent'], withoutFactor: true } as const;
const half = { group: 'factors', by: ['anyone'] } as const;

export const factorRoutes = {
  /** For the second step of a sign-in: what the browser is to ask its passkey with. */
  'POST /api/login/passkey': { ...half, input: nothing, reply: v.object({ options: Options }) },
  /** The second step, by whoever gave the right password within the last five minutes; begins the session. */
  'POST /api/login/factor': { ...half, input: v.object({ proof: FactorProof }), reply: nothing },
  'GET /api/factors': { ...own, input: nothing, reply: Factors },
  /** Begins with an app: its secret as text, the address that a QR code holds, and that code, a row each with `1` for dark. Ten minutes. */
  'POST /api/factors/totp': {
    ...own,
    input: nothing,
    reply: v.object({ setup: Id, secret: v.string(), uri: v.string(), qr: v.optional(v.array(v.string())) }),
  },
  /** The app is there when it gives a right code. */
  'PUT /api/factors/totp': { ...own, input: v.object({ setup: Id, code: Typed }), reply: Added },
  'DELETE /api/factors/totp': { ...own, input: nothing, reply: nothing },
  'POST /api/factors/passkeys/options': { ...own, input: nothing, reply: v.object({ options: Options }) },
  'POST /api/factors/passkeys': {
    ...own,
    input: v.object({ name: Name, passkey: NewPasskey }),
    reply: Added,
  },
  'PATCH /api/factors/passkeys/{passkeyId}': {
    ...own,
    input: v.object({ passkeyId: Id, name: Name }),
    reply: nothing,
  },
  'DELETE /api/factors/passkeys/{passkeyId}': {
    ...own,
    input: v.object({ passkeyId: Id }),
    reply: nothing,
  },
  /** New recovery codes; those of before are void. */
  'POST /api/factors/recovery': { ...own, input: nothing, reply: v.object({ codes: v.array(v.string()) }) },
  /** What the browser is to ask its passkey with, to show again who sits there. */
  'POST /api/factors/proof/options': { ...own, input: nothing, reply: v.object({ options: Options }) },
  /** Shows again who sits there: for ten minutes one's factors may be changed. */
  'POST /api/factors/proof': {
    ...own,
    input: v.object({
      proof: v.variant('kind', [
        ...FactorProof.options,
        v.object({ kind: v.literal('password'), password: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)) }),
      ]),
    }),
    reply: nothing,
  },
  /** That an administrator took one's factors away was read. */
  'POST /api/factors/told': { ...own, input: nothing, reply: nothing },
} as const satisfies Record<string, RouteSpec>;

/** Refusals that only the parts of the second factor meet, which have the texts of them. */
export type FactorRefusal = Extract<
  RefusalCode,
  'second_factor' | 'factor_expired' | 'wrong_code' | 'wrong_passkey' | 'proof_due' | 'factor_obligatory'
>;
