// A provider as it is edited: lists as lines of text, and what of them cannot be saved. Pure.
import { countCharacters, NAME_MAX } from '../../../shared/rules.ts';
import type { ProviderView } from '../../../shared/sign-in-routes.ts';
import { findWrongLine, type Givable, linesOf, readLines, toLines } from '../shell/group-lines.ts';

export type ProviderSite = ProviderView['site'];

export interface EditedProvider {
  readonly rev: number;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: the one there stays. */
  readonly secret: string;
  readonly scopes: string;
  readonly groupsClaim: string;
  readonly everyone: readonly string[];
  /** `said = name here`, one on a line. */
  readonly groups: string;
  /** One on a line. */
  readonly linkDomains: string;
  readonly passwordsOff: boolean;
}

export type ProviderField = 'name' | 'issuer' | 'clientId' | 'scopes' | 'groups' | 'linkDomains';

export const aNewProvider: EditedProvider = {
  rev: 0,
  name: '',
  issuer: '',
  clientId: '',
  secret: '',
  scopes: 'openid profile email',
  groupsClaim: '',
  everyone: [],
  groups: '',
  linkDomains: '',
  passwordsOff: false,
};

export const toEdited = (view: ProviderView, known: readonly Givable[]): EditedProvider => ({
  rev: view.rev,
  name: view.name,
  issuer: view.issuer,
  clientId: view.clientId,
  secret: '',
  scopes: view.scopes,
  groupsClaim: view.groupsClaim,
  everyone: view.everyone,
  groups: toLines(view.groups, known),
  linkDomains: view.linkDomains.join('\n'),
  passwordsOff: view.passwordsOff,
});

/** The first field that cannot be sent like this; what else is wrong the server says. */
export const findWrong = (
  { name, issuer, clientId, groups }: EditedProvider,
  known: readonly Givable[],
): ProviderField | undefined => {
  if (!name.trim() || countCharacters(name.trim()) > NAME_MAX) return 'name';
  if (!issuer.trim()) return 'issuer';
  if (!clientId.trim()) return 'clientId';
  return findWrongLine(groups, known) === undefined ? undefined : 'groups';
};

export const toSent = (
  { secret, groups, linkDomains, rev: _rev, everyone, ...typed }: EditedProvider,
  known: readonly Givable[],
) => ({
  ...typed,
  ...(secret !== '' && { secret }),
  everyone: [...everyone],
  groups: readLines(groups, known),
  linkDomains: linesOf(linkDomains),
});
