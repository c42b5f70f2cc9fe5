// What stands behind the `#` of a link in a mail: whose it is, of which kind, and a secret of which only the hash is kept. Independent of any store.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { LinkKind } from '../domain/links.ts';

interface ReadToken {
  readonly user: UserId;
  readonly kind: LinkKind;
  readonly hash: string;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** @param secret 256 random bits in base64url, 44 characters. */
export const tokenOf = (user: UserId, kind: LinkKind, secret: string): { token: string; hash: string } => ({
  token: `${user}.${kind}.${secret}`,
  hash: hashOf(secret),
});

const Parts = v.tuple([UserId, LinkKind, v.pipe(v.string(), v.regex(/^[\w-]{44}$/))]);

/** What a token says, if it can be one. */
export const readToken = (token: string): ReadToken | undefined => {
  const parts = v.safeParse(Parts, token.split('.'));
  if (!parts.success) return undefined;
  const [user, kind, secret] = parts.output;
  return { user, kind, hash: hashOf(secret) };
};
