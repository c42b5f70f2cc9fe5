// Who signs tokens for the chat on other companies' pages. Storage only: what may be set up is decided in the domain.
import * as v from 'valibot';
import { ISSUERS_MAX } from '../../shared/embedding.ts';
import { Issuer } from '../domain/issuer.ts';
import type { Db, Write } from './db.ts';
import { ISSUERS, issuerKey } from './keys.ts';
import { isWritten } from './written.ts';

/** @param consistent whether a key that was taken away counts from this very moment. */
export const readIssuer = async (
  db: Db,
  id: string,
  { consistent = true } = {},
): Promise<Issuer | undefined> => {
  const item = await db.get(issuerKey(id), { consistent });
  return item && v.parse(Issuer, item);
};

/** All of them, by name; there are ISSUERS_MAX at most, and whoever adds two at the same moment one more. */
export const listIssuers = async (db: Db, { consistent = false } = {}): Promise<Issuer[]> => {
  const { items } = await db.query({ pk: ISSUERS, consistent, limit: 2 * ISSUERS_MAX });
  return items.map((item) => v.parse(Issuer, item)).sort((a, b) => (a.name < b.name ? -1 : 1));
};

const unchanged = (rev: number) => ({ condition: 'rev = :was', values: { ':was': rev } });

/**
 * Saves one, if nobody did since the version it was made from; a new one is of version 0.
 * @param more written with it, or not at all.
 */
export const writeIssuer = async (
  db: Db,
  random: () => number,
  issuer: Issuer,
  more: readonly Write[],
): Promise<Issuer | undefined> => {
  const next = { ...issuer, rev: issuer.rev + 1 };
  const when = issuer.rev === 0 ? { condition: 'attribute_not_exists(pk)' } : unchanged(issuer.rev);
  const put: Write = { put: { ...issuerKey(issuer.id), ...next }, when };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

/** @returns whether it was done: not when somebody changed it since. */
export const deleteIssuer = async (
  db: Db,
  { id, rev }: Pick<Issuer, 'id' | 'rev'>,
  more: readonly Write[],
): Promise<boolean> => {
  const result = await db.transact([{ delete: issuerKey(id), when: unchanged(rev) }, ...more]);
  return 'done' in result;
};
