// What the routes of the chat on other companies' pages share: who signs tokens, for which pages, for whom.
import { originOf } from '../../../shared/embedding.ts';
import { env } from '../../adapters/env.ts';
import type { KeySets } from '../../auth/key-sets.ts';
import { type Verdict, verifyToken } from '../../auth/portal-token.ts';
import type { Buckets } from '../../auth/rate-limit.ts';
import type { Db } from '../../store/db.ts';
import { readIssuer } from '../../store/issuers.ts';
import { issuerIdOf } from '../../store/keys.ts';
import type { Reach } from '../../workflows/revoke-access.ts';

export interface EmbedMeans extends Reach {
  readonly keySets: KeySets;
  /** How many sessions one person, and all of one issuer, may begin. */
  readonly persons: Buckets;
  readonly issuers: Buckets;
}

/** Pages that the deployment names for every issuer: `-c embedOrigins=`. */
export const deployedOrigins = (): readonly string[] =>
  env('EMBED_ORIGINS')
    .split(' ')
    .flatMap((text) => originOf(text) ?? []);

/** The portal's own name, where the deployment gives it one. */
export const deployedHost = (): string | undefined => {
  const host = env('PORTAL_HOST');
  return host === 'none' ? undefined : host;
};

/** The address of the chat, by which tokens say that they are for it. @param host the name the site was asked by. */
export const audienceOf = (host: string): string =>
  `${/^localhost(:\d+)?$/.test(host) ? 'http' : 'https'}://${host.toLowerCase()}`;

export const verify = (
  token: string,
  { db, now, host, keySets }: { db: Db; now: () => number; host: string; keySets: KeySets },
): Promise<Verdict> =>
  verifyToken(token, {
    audience: audienceOf(host),
    now: now(),
    keySets,
    findIssuer: (issuer) => readIssuer(db, issuerIdOf(issuer)),
  });
