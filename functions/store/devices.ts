// Browsers in which an account signed in before. Of a browser's token only the hash is kept. No cookies.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Account } from '../domain/account.ts';
import { type Db, type Item, type Key, unconditional } from './db.ts';
import { devicesOf } from './keys.ts';

/** As long as browsers keep a cookie at most, give or take a month (Chrome: 400 days). */
export const DEVICE_SECONDS = 365 * 24 * 60 * 60;

/** Of one account; the one that signed in longest ago gives way. */
const DEVICES_MAX = 10;

type Owner = Pick<Account, 'id' | 'epoch'>;

const Device = v.object({ sk: v.string(), epoch: v.number(), at: v.number(), expiresAt: v.number() });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const deviceKey = (user: string, token: string): Key => ({ pk: devicesOf(user), sk: hashOf(token) });

/**
 * Looks whether this account signed in with this token before, and since its password was set: an earlier epoch is over.
 * One read whether the account exists or not, so that the time it takes does not tell.
 * @returns what names the browser without giving its token away.
 */
export const findDevice = async (
  db: Db,
  account: Owner | undefined,
  token: string,
  now: number,
): Promise<string | undefined> => {
  const key = deviceKey(account?.id ?? 'nobody', token);
  const device = v.safeParse(Device, await db.get(key, { consistent: true }));
  if (!device.success || device.output.epoch !== account?.epoch) return undefined;
  // DynamoDB takes expired items away within days, not at once.
  return device.output.expiresAt > now / 1000 ? device.output.sk : undefined;
};

/** @param now milliseconds. */
export const rememberDevice = async (
  db: Db,
  { id, epoch }: Owner,
  token: string,
  now: number,
): Promise<void> => {
  await db.put(
    { ...deviceKey(id, token), epoch, at: now, expiresAt: Math.floor(now / 1000) + DEVICE_SECONDS },
    unconditional('signed in with right now: whatever was known of it is older'),
  );
  const devices = (await listDevices(db, id)).map((item) => ({ key: keyOf(item), ...v.parse(Device, item) }));
  const surplus = devices.sort((a, b) => b.at - a.at).slice(DEVICES_MAX);
  await Promise.all(surplus.map(({ key }) => forget(db, key)));
};

/** Forgets all browsers of a person. */
export const forgetDevices = async (db: Db, user: string): Promise<void> => {
  for (const item of await listDevices(db, user)) await forget(db, keyOf(item));
};

/** Few: each sign-in takes away what is too much. */
const listDevices = async (db: Db, user: string): Promise<readonly Item[]> =>
  (await db.query({ pk: devicesOf(user), consistent: true })).items;

const keyOf = (item: Item): Key => v.parse(v.object({ pk: v.string(), sk: v.string() }), item);

const forget = async (db: Db, key: Key): Promise<void> => {
  await db.delete(key, unconditional('a browser is forgotten whenever it signed in'));
};
