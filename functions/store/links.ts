// The links by which a password is chosen (S128): one of each kind for an account, of their tokens only the hashes. No decision.
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { type Link, LinkKind } from '../domain/links.ts';
import { type Db, type Item, type Key, unconditional, type Write } from './db.ts';
import { linkKey } from './keys.ts';

const LinkItem = v.object({
  user: UserId,
  kind: LinkKind,
  round: v.string(),
  hashes: v.array(v.string()),
  epoch: v.number(),
  email: v.string(),
  until: v.number(),
});

/** Kept a month longer, so that whoever comes late is told that it is over. */
const KEEP_SECONDS = 30 * 24 * 60 * 60;

const toItem = (link: Link): Item => ({
  ...linkKey(link.user, link.kind),
  ...link,
  hashes: [...link.hashes],
  expiresAt: Math.ceil(link.until / 1000) + KEEP_SECONDS,
});

const NEWEST = unconditional('the newest link of its kind is the one that works');

/** A link in the place of any of its kind; to be written with what it is for. */
export const linkMade = (link: Link): Write => ({ put: toItem(link), when: NEWEST });

/** As `linkMade`, by itself. */
export const putLink = async (db: Db, link: Link): Promise<void> => {
  await db.put(toItem(link), NEWEST);
};

export const readLink = async (db: Db, user: UserId, kind: LinkKind): Promise<Link | undefined> => {
  const item = await db.get(linkKey(user, kind), { consistent: true });
  return item && v.parse(LinkItem, item);
};

/** Lets one more token open the link of a round. @returns false when another round took its place, or it was used. */
export const addToken = async (
  db: Db,
  { user, kind, round }: Pick<Link, 'user' | 'kind' | 'round'>,
  hash: string,
): Promise<boolean> => {
  const added = await db.update(linkKey(user, kind), {
    update: 'SET hashes = list_append(hashes, :one)',
    condition: 'round = :round',
    values: { ':one': [hash], ':round': round },
  });
  return 'done' in added;
};

/** Used, once; to be written with the password that it opened. */
export const linkUsed = ({ user, kind, round }: Link, hash: string): Write => ({
  delete: linkKey(user, kind),
  when: {
    condition: 'round = :round AND contains(hashes, :hash)',
    values: { ':round': round, ':hash': hash },
  },
});

/** Those an account may have, to remove it by. */
export const linkKeys = (user: UserId): readonly Key[] => LinkKind.options.map((kind) => linkKey(user, kind));
