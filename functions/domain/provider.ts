// A company's own provider of sign-ins: what may be set up, and what its word on somebody gives here. Pure.
import * as v from 'valibot';
import { AgentPermission } from '../../shared/account-routes.ts';
import { type Result, refuse } from '../../shared/errors.ts';
import type { Permission } from '../../shared/model.ts';
import { NAME_MAX } from '../../shared/rules.ts';
import { Ending } from '../../shared/sign-in.ts';
import type { ProviderView } from '../../shared/sign-in-routes.ts';
import { type Account, Site } from './account.ts';
import { groupsOf } from './issuer.ts';
import { parseName } from './names.ts';

export const Provider = v.object({
  site: Site,
  name: v.string(),
  /** As it calls itself, to the letter. */
  issuer: v.string(),
  clientId: v.string(),
  /** Encrypted; none for a client that has none. */
  secret: v.optional(v.string()),
  scopes: v.string(),
  groupsClaim: v.string(),
  everyone: v.array(v.string()),
  groups: v.array(v.object({ said: v.string(), group: v.string() })),
  linkDomains: v.array(v.string()),
  passwordsOff: v.boolean(),
  rev: v.number(),
});
export type Provider = v.InferOutput<typeof Provider>;

/** What was seen of a provider, beside what was set up. */
export const ProviderSeen = v.object({
  ending: v.optional(Ending),
  signedInAt: v.optional(v.number()),
  loggedOutAt: v.optional(v.number()),
  withoutRenewalAt: v.optional(v.number()),
});
export type ProviderSeen = v.InferOutput<typeof ProviderSeen>;

type Typed = Omit<ProviderView, 'site' | 'hasSecret' | 'seen' | 'rev'>;
type Cleaned = Omit<Provider, 'site' | 'secret' | 'rev'>;

const SCOPE = /^[\w:./-]+$/;
const DOMAIN = /^(?=.{4,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/;

/** What was typed as it is stored; the first field that cannot be is refused by its name. */
export const cleanProvider = (site: Site, typed: Typed): Result<Cleaned> => {
  const wrong = (path: string) => refuse({ code: 'bad_request', path } as const);
  const name = parseName(typed.name, NAME_MAX, 'name');
  if ('error' in name) return name;
  const issuer = typed.issuer.trim();
  const clientId = typed.clientId.trim();
  const scopes = typed.scopes.split(/\s+/).filter((scope) => scope !== '');
  const domains = typed.linkDomains.map((domain) => domain.trim().toLowerCase().replace(/^@/, ''));
  const groups = typed.groups.flatMap(({ said, group }) => {
    const cleaned = said.normalize('NFC').trim();
    return cleaned === '' ? [] : [{ said: cleaned, group }];
  });
  const given = [...typed.everyone, ...groups.map(({ group }) => group)];
  if (name.ok === '') return wrong('name');
  if (!isProviderAddress(issuer)) return wrong('issuer');
  if (clientId === '' || /\s/.test(clientId)) return wrong('clientId');
  if (scopes.some((scope) => !SCOPE.test(scope))) return wrong('scopes');
  if (domains.some((domain) => !DOMAIN.test(domain))) return wrong('linkDomains');
  if (site === 'console' && given.some((one) => !v.is(AgentPermission, one))) return wrong('groups');
  return {
    ok: {
      name: name.ok,
      issuer,
      clientId,
      scopes: [...new Set(['openid', ...scopes])].join(' '),
      groupsClaim: typed.groupsClaim.trim(),
      everyone: [...new Set(typed.everyone)],
      groups,
      linkDomains: [...new Set(domains)],
      passwordsOff: typed.passwordsOff,
    },
  };
};

/** Whether it can be one at all; where it leads is looked at each time it is asked (functions/adapters/ask-outside.ts). */
const isProviderAddress = (text: string): boolean =>
  /^(https:\/\/[^\s/?#@\\]+|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)(\/[^\s?#\\]*)?$/i.test(text);

/** As administrators see it. */
export const toProviderView = ({ secret, ...provider }: Provider, seen: ProviderSeen): ProviderView => ({
  ...provider,
  hasSecret: secret !== undefined,
  seen,
});

/** As it is told in the log: everything but the secret. */
export const toldOfProvider = ({ site: _site, rev: _rev, secret, everyone, groups, ...rest }: Provider) => ({
  ...rest,
  secret: secret === undefined ? '' : '••••',
  everyone: everyone.join(', '),
  groups: groups.map(({ said, group }) => `${said} → ${group}`).join(', '),
  linkDomains: rest.linkDomains.join(', '),
  passwordsOff: String(rest.passwordsOff),
});

/** Whether what somebody may follows what the provider says, at every sign-in. */
export const saysRights = ({ groupsClaim }: Pick<Provider, 'groupsClaim'>): boolean => groupsClaim !== '';

/** What somebody of whom this is said may: groups of a customer, permissions of an agent. Without a claim of groups, as it is, or as accounts begin. */
export const rightsBy = (
  provider: Provider,
  said: readonly string[],
  account: Account | undefined,
): readonly string[] => {
  if (saysRights(provider)) return groupsOf(provider, said);
  if (!account) return provider.everyone;
  return account.role === 'customer' ? account.groups : account.permissions;
};

export const permissionsAmong = (rights: readonly string[]): Permission[] =>
  AgentPermission.options.filter((permission) => rights.includes(permission));

/** Whether an address is in a domain by which accounts of before may be found. */
export const mayLink = ({ linkDomains }: Pick<Provider, 'linkDomains'>, email: string): boolean =>
  linkDomains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
