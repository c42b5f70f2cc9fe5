// Who signs tokens as it is edited: lists as lines of text, and what of them cannot be saved. Pure.
import type { GroupView } from '../../../shared/account-routes.ts';
import type { IssuerView } from '../../../shared/embed-routes.ts';
import { ISSUER_MAX, originOf } from '../../../shared/page-origin.ts';
import { countCharacters, NAME_MAX } from '../../../shared/rules.ts';
import { findWrongLine as findLine, linesOf, readLines, toLines } from '../shell/group-lines.ts';

export interface EditedIssuer {
  readonly id: string;
  readonly rev: number;
  readonly name: string;
  readonly issuer: string;
  /** One on a line. */
  readonly origins: string;
  readonly keysAddress: string;
  readonly keysText: string;
  readonly everyone: readonly string[];
  /** `said = name of a group`, one on a line. */
  readonly groups: string;
}
export type IssuerField = 'name' | 'issuer' | 'origins' | 'keysAddress' | 'keysText' | 'groups';

export const aNewIssuer: EditedIssuer = {
  id: '',
  rev: 0,
  name: '',
  issuer: '',
  origins: '',
  keysAddress: '',
  keysText: '',
  everyone: [],
  groups: '',
};

export const toEdited = (issuer: IssuerView, groups: readonly GroupView[]): EditedIssuer => ({
  ...issuer,
  origins: issuer.origins.join('\n'),
  groups: toLines(issuer.groups, groups),
});

/** The first line that names no group of ours. */
export const findWrongLine = (
  { groups: text }: EditedIssuer,
  groups: readonly GroupView[],
): string | undefined => findLine(text, groups);

/** The first field that cannot be sent like this. */
export const findWrong = (edited: EditedIssuer, groups: readonly GroupView[]): IssuerField | undefined => {
  const { name, issuer, origins, keysAddress, keysText } = edited;
  if (!name.trim() || countCharacters(name.trim()) > NAME_MAX) return 'name';
  if (!issuer.trim() || issuer.trim().length > ISSUER_MAX) return 'issuer';
  if (linesOf(origins).some((line) => originOf(line) === undefined)) return 'origins';
  if (!keysAddress.trim() && !keysText.trim()) return 'keysText';
  return findWrongLine(edited, groups) === undefined ? undefined : 'groups';
};

export const toSent = (edited: EditedIssuer, groups: readonly GroupView[]) => ({
  name: edited.name,
  keysAddress: edited.keysAddress,
  // An address is asked for its keys: what was pasted before is no longer meant.
  keysText: edited.keysAddress.trim() ? '' : edited.keysText,
  origins: linesOf(edited.origins),
  everyone: [...edited.everyone],
  groups: readLines(edited.groups, groups),
});
