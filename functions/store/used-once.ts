// What works once: the tokens of other portals, and the codes by which a window of its own takes over a session. Keeps no token and no code, only what can be told of them by whoever has them.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { SKEW_SECONDS } from '../../shared/embedding.ts';
import { type Db, isStored, type Key } from './db.ts';

const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const tokenKey = (issuer: string, tokenId: string): Key => ({
  pk: `TOKEN#${hashOf(issuer, tokenId)}`,
  sk: 'TOKEN',
});

/**
 * Uses a token up (S121).
 * @param by names this try, so that one whose answer was lost is known again. @param expiresAt seconds since 1970.
 * @returns false when it was used before.
 */
export const useToken = async (
  db: Db,
  { issuer, tokenId, expiresAt, by }: { issuer: string; tokenId: string; expiresAt: number; by: string },
): Promise<boolean> => {
  // Its time is over before the table forgets it.
  const item = { by, expiresAt: Math.ceil(expiresAt) + 2 * SKEW_SECONDS };
  const put = await db.put(
    { ...tokenKey(issuer, tokenId), ...item },
    { condition: 'attribute_not_exists(pk)' },
  );
  return isStored(put, item);
};

/** Whether one was used up before. */
export const wasUsed = async (
  db: Db,
  { issuer, tokenId }: { issuer: string; tokenId: string },
): Promise<boolean> => (await db.get(tokenKey(issuer, tokenId), { consistent: true })) !== undefined;

/** Seconds in which the window has to have come. */
export const WINDOW_CODE_SECONDS = 30;

const codeKey = (code: string): Key => ({ pk: `WINDOW#${hashOf('key', code)}`, sk: 'WINDOW' });
const secretOf = (code: string): Buffer => createHash('sha256').update(`secret ${code}`).digest();

/** Lays a session's token where only the code opens it. @param now milliseconds. */
export const layDown = async (
  db: Db,
  { code, token, now }: { code: string; token: string; now: number },
): Promise<void> => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretOf(code), iv);
  const sealed = Buffer.concat([iv, cipher.update(token), cipher.final(), cipher.getAuthTag()]);
  await db.put(
    {
      ...codeKey(code),
      sealed: sealed.toString('base64url'),
      expiresAt: Math.floor(now / 1000) + WINDOW_CODE_SECONDS,
    },
    { condition: 'attribute_not_exists(pk)' },
  );
};

const Laid = v.object({ sealed: v.string(), expiresAt: v.number() });
const TAG_BYTES = 16;

/** Takes it up, once. @param now milliseconds. */
export const takeUp = async (
  db: Db,
  { code, now }: { code: string; now: number },
): Promise<string | undefined> => {
  const taken = await db.delete(codeKey(code), {
    condition: 'expiresAt > :now',
    values: { ':now': Math.floor(now / 1000) },
  });
  if (!('done' in taken) || !taken.item) return undefined;
  const sealed = Buffer.from(v.parse(Laid, taken.item).sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', secretOf(code), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(12, -TAG_BYTES)), decipher.final()]).toString();
};
