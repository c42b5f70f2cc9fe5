// Links that came by mail and open the choice of a password (S128): what one says, how long it works, whether it still does. Pure.
import * as v from 'valibot';
import type { UserId } from '../../shared/model.ts';
import type { Account } from './account.ts';

export const LinkKind = v.picklist(['reset', 'invitation']);
export type LinkKind = v.InferOutput<typeof LinkKind>;

const HOUR = 60 * 60_000;
/** How long a link works, in milliseconds. */
export const LINK_MS: Readonly<Record<LinkKind, number>> = { reset: HOUR, invitation: 7 * 24 * HOUR };

/** The link of one kind that an account has; another of its kind takes its place. */
export interface Link {
  readonly user: UserId;
  readonly kind: LinkKind;
  /** Names the mail it was made for. */
  readonly round: string;
  /** Of its tokens; more than one where the mail may have gone out twice, and each of them works. */
  readonly hashes: readonly string[];
  /** Of the account, when it was made: a password that was set since ends it. */
  readonly epoch: number;
  /** Where it was sent: an account with another address does not open by it. */
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Whether a token opens the account as it is now. `used`: by this one or by whatever took its place since. */
export const judgeLink = (
  hash: string,
  link: Link | undefined,
  account: Account | undefined,
  now: number,
): 'works' | 'used' | 'expired' => {
  if (!link || !account || !link.hashes.includes(hash)) return 'used';
  if (account.blocked || account.epoch !== link.epoch || account.email !== link.email) return 'used';
  return now < link.until ? 'works' : 'expired';
};
