// A session on another company's page: gone on with, or begun by a token of that company; anybody else's is ended first.
import type { TokenCut, TokenFault } from '../../../shared/embedding.ts';
import { type Result, refuse } from '../../../shared/errors.ts';
import type { Session } from '../../../shared/session.ts';
import { log } from '../../adapters/log.ts';
import type { Verified } from '../../auth/portal-token.ts';
import { EMBEDDED_SECONDS, readSignedIn, signIn, toSession } from '../../auth/session.ts';
import type { Account } from '../../domain/account.ts';
import { groupsOf, mayShow } from '../../domain/issuer.ts';
import { readPerson } from '../../domain/portal-token.ts';
import type { Call, RouteHandler } from '../../pipeline/http.ts';
import { findByLogin } from '../../store/accounts.ts';
import { findByIdentity } from '../../store/identities.ts';
import { readIssuer } from '../../store/issuers.ts';
import { issuerIdOf } from '../../store/keys.ts';
import { useToken } from '../../store/used-once.ts';
import { followIdentity } from '../../workflows/follow-identity.ts';
import { signOut } from '../../workflows/sign-out.ts';
import { deployedOrigins, type EmbedMeans, verify } from './means.ts';

type Name = 'POST /api/embed/session';
type Asked = Parameters<RouteHandler<Name>>[0];

export const createEmbedSession =
  (means: EmbedMeans): RouteHandler<Name> =>
  async (asked, call) => {
    const { context, cookie } = call;
    if (call.site !== 'portal') return refuse({ code: 'forbidden' });
    const known = await goOn(asked, call);
    if (known) return { ok: { session: known } };
    if (cookie.token) await signOut({ ...context, ...means }, cookie.token);
    if (asked.token === undefined) {
      cookie.clearEmbedded();
      return refuse({ code: 'not_signed_in' });
    }
    return begin({ ...asked, token: asked.token }, call, means);
  };

/** The session of this browser, if it is that of whoever is signed in on the page (S122). */
const goOn = async (
  { user, page }: Asked,
  { context, site, cookie }: Call<Name>,
): Promise<Session | undefined> => {
  if (user === undefined || !cookie.token) return undefined;
  const signedIn = await readSignedIn(context, site, cookie.token);
  const named = signedIn?.account.identities?.filter(({ subject }) => subject === user) ?? [];
  for (const { issuer: name } of named) {
    // Two portals may call two people by the same name: the page says which of them it is.
    const issuer = await readIssuer(context.db, issuerIdOf(name));
    if (signedIn && issuer && mayShow(issuer, page, deployedOrigins()))
      return toSession(context.db, signedIn);
  }
  return undefined;
};

const begin = async (
  { token, user, page, keep }: Asked & { token: string },
  { context, site, host, cookie, userAgent }: Call<Name>,
  means: EmbedMeans,
): Promise<Result<{ session: Session; token?: string }>> => {
  const { db, now, newId } = context;
  const verdict = await verify(token, { db, now, host, keySets: means.keySets });
  if ('fault' in verdict) return refuseToken(verdict.fault);
  const { issuer, subject, tokenId, expiresAt } = verdict.ok;
  if (!mayShow(issuer, page, deployedOrigins())) return refuseToken('page');
  if (subject !== user) return refuseToken('user');
  if (!means.issuers.take(issuer.id) || !means.persons.take(`${issuer.id} ${subject}`))
    return refuse({ code: 'too_many_attempts', retryAfterSeconds: 5 });
  if (!(await useToken(db, { issuer: issuer.issuer, tokenId, expiresAt, by: newId() })))
    return refuseToken('replayed');

  const account = await follow(verdict.ok, { ...context, ...means });
  if ('error' in account) return account;
  if (account.ok.blocked) return refuse({ code: 'account_blocked' });
  const started = await signIn(context, site, account.ok, userAgent, {
    seconds: EMBEDDED_SECONDS,
  });
  log('INFO', 'signed in', { action: 'embed', account: account.ok.id });
  if (keep !== 'memory') cookie.setEmbedded(started, keep);
  const session = await toSession(db, { account: account.ok });
  return { ok: { session, ...(keep === 'memory' && { token: started }) } };
};

/** The rule that was broken, for whoever looks after the page; what stands in the token goes nowhere. */
const refuseToken = (rule: TokenFault) => {
  log('WARN', 'token refused', { action: 'embed', code: rule });
  return refuse({ code: 'bad_token', rule });
};

/** The account follows what the token says of the person (S120). */
const follow = async (
  { issuer, subject, claims }: Verified,
  context: Call<Name>['context'] & EmbedMeans,
): Promise<Result<Account>> => {
  const { name, email, language, groups, cuts } = readPerson(claims);
  const identity = { issuer: issuer.issuer, subject };
  const isOthers = email !== undefined && (await isOfAnother(context, email, identity));
  noteCuts(isOthers ? [...cuts, 'email_of_another'] : cuts);
  const followed = await followIdentity(context, identity, {
    role: 'customer',
    name,
    email: isOthers ? undefined : email,
    language,
    groups: groupsOf(issuer, groups),
  });
  return 'error' in followed ? followed : { ok: followed.ok.account };
};

/** Whether an address that is new to the account is how somebody else signs in here. */
const isOfAnother = async (
  { db }: Pick<Call<Name>['context'], 'db'>,
  email: string,
  identity: { issuer: string; subject: string },
): Promise<boolean> => {
  const account = await findByIdentity(db, 'customer', identity);
  if (account?.email === email) return false;
  const other = await findByLogin(db, 'customer', email);
  return other !== undefined && other.id !== account?.id;
};

const noteCuts = (cuts: readonly TokenCut[]): void => {
  for (const cut of cuts) log('INFO', 'token cut', { action: 'embed', code: cut });
};
