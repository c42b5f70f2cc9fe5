// Whose account it is that a provider names: the one of before, one that is linked by a confirmed address, or a new one; with the rights the provider gives. Independent of how that was proved.
import type { TokenCut } from '../../shared/embedding.ts';
import { type Result, refuse } from '../../shared/errors.ts';
import type { Role } from '../../shared/model.ts';
import { log } from '../adapters/log.ts';
import { type Account, type Identity, roleOf, whoIs } from '../domain/account.ts';
import type { Claims } from '../domain/portal-token.ts';
import { mayLink, type Provider, permissionsAmong, rightsBy, saysRights } from '../domain/provider.ts';
import { type ProviderSaid, readProviderClaims } from '../domain/provider-claims.ts';
import { findByEmail, findByLogin } from '../store/accounts.ts';
import { auditLine } from '../store/audit.ts';
import type { Write } from '../store/db.ts';
import { findByIdentity, linkIdentity } from '../store/identities.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { followIdentity } from './follow-identity.ts';
import type { WorkContext } from './work.ts';

/** @param claims what was proved of the person, or said by the provider itself. */
export const enterByProvider = async (
  context: WorkContext,
  provider: Provider,
  identity: Identity,
  claims: Claims,
): Promise<Result<Account>> => {
  const role = roleOf(provider.site);
  const said = readProviderClaims(claims, provider.groupsClaim, role);
  const found = await findOrLink(context, provider, identity, said);
  if ('error' in found) return found;
  const known = found.ok;
  if (known?.blocked) return refuse({ code: 'account_blocked' });
  const rights = rightsBy(provider, said.groups, known);
  const isShutOut = role === 'agent' && saysRights(provider) && permissionsAmong(rights).length === 0;
  // Nobody of the company who has no business here leaves an account.
  if (!known && isShutOut) return refuse({ code: 'sign_in_failed', why: 'no_access' });
  const isOthers = said.email !== undefined && (await isOfAnother(context, role, said.email, known));
  noteCuts(isOthers ? [...said.cuts, 'email_of_another'] : said.cuts);
  const person = {
    name: said.name,
    email: isOthers ? undefined : said.email,
    // What somebody reads in is chosen here, once there is an account.
    language: known ? undefined : said.language,
  };
  const followed = await followIdentity(
    context,
    identity,
    role === 'customer'
      ? { ...person, role, groups: rights }
      : { ...person, role, givenName: said.givenName, permissions: permissionsAmong(rights) },
    (account, isNew) => noted(context, account, isNew),
  );
  if ('error' in followed) return followed;
  const { account } = followed.ok;
  if (account.blocked) return refuse({ code: 'account_blocked' });
  return isShutOut ? refuse({ code: 'sign_in_failed', why: 'no_access' }) : { ok: account };
};

/** For administrators: agents that made themselves, and what a sign-in changed of their rights. */
const noted = ({ now, newId }: WorkContext, account: Account, isNew: boolean): readonly Write[] => {
  if (account.role !== 'agent') return [];
  const line = {
    at: now(),
    who: whoIs(account),
    action: isNew ? ('account_created' as const) : ('rights_changed' as const),
    about: account.login || account.name,
    aboutId: account.id,
    rights: [...account.permissions],
  };
  return [auditLine(line, newId())];
};

/** Accounts with one address that are looked at: two are one too many to know whose it is. */
const LOOKED_AT = 2;

/** The account that is named so, or the one that has the address and may be linked by it. */
const findOrLink = (
  context: WorkContext,
  provider: Provider,
  identity: Identity,
  { email }: ProviderSaid,
): Promise<Result<Account | undefined>> => {
  const { db, random, now, newId } = context;
  const role = roleOf(provider.site);
  return retryUntilSettled<Account | undefined>(random, async () => {
    const known = await findByIdentity(db, role, identity);
    if (known || !email || !mayLink(provider, email)) return { ok: known };
    const [first, second] = await findByEmail(db, role, email, LOOKED_AT);
    const isThisProviders = first?.identities?.some(({ issuer }) => issuer === identity.issuer);
    if (!first || second || isThisProviders) return { ok: undefined };
    if (first.blocked) return refuse({ code: 'account_blocked' });
    const line = { at: now(), who: whoIs(first), action: 'account_linked' as const };
    const linked = await linkIdentity(db, first, identity, [
      auditLine({ ...line, about: first.login || first.name, aboutId: first.id }, newId()),
    ]);
    // Others were quicker, or changed it meanwhile: a fresh look.
    if (linked !== 'done') return RETRY;
    log('INFO', 'account linked', { action: 'sign-in', account: first.id });
    return RETRY;
  });
};

/** Whether an address that is new to the account is somebody else's here. */
const isOfAnother = async (
  { db }: Pick<WorkContext, 'db'>,
  role: Role,
  email: string,
  own: Account | undefined,
): Promise<boolean> => {
  if (own?.email === email) return false;
  const [byLogin, others] = await Promise.all([
    findByLogin(db, role, email),
    findByEmail(db, role, email, LOOKED_AT),
  ]);
  return [...(byLogin ? [byLogin] : []), ...others].some(({ id }) => id !== own?.id);
};

const noteCuts = (cuts: readonly TokenCut[]): void => {
  for (const cut of cuts) log('INFO', 'token cut', { action: 'sign-in', code: cut });
};
