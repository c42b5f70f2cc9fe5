// Mails that wait to be sent: in the commit that caused them, taken by one sender at a time, gone when sent. Independent of their texts.
import * as v from 'valibot';
import { OutgoingMail } from '../domain/outgoing-mail.ts';
import { type Db, type Item, unconditional, type Write } from './db.ts';
import { mailKey } from './keys.ts';

/** A mail nobody looks after any more goes by itself after a day. */
const KEEP_SECONDS = 24 * 60 * 60;

const toItem = (mail: OutgoingMail): Item => ({
  ...mailKey(mail.id),
  ...mail,
  tries: 0,
  expiresAt: Math.ceil(mail.until / 1000) + KEEP_SECONDS,
});

/** To be written with what causes it, and with the work `mail` that sees to it. */
export const mailQueued = (mail: OutgoingMail): Write => ({
  put: toItem(mail),
  when: { condition: 'attribute_not_exists(pk)' },
});

export const readMail = async (db: Db, id: string): Promise<OutgoingMail | undefined> => {
  const item = await db.get(mailKey(id), { consistent: true });
  return item && v.parse(OutgoingMail, item);
};

/** Longer than the function that sends may run (infra/constructs/mail.ts). */
const CLAIM_MS = 60_000;

const Claimed = v.object({ tries: v.number(), before: v.number() });

/**
 * Takes a mail, so that nobody else sends it for a minute.
 * @returns nothing where it is sent already, or another is at it. `mayBeTwice`: whoever had it before did not say how that ended.
 */
export const claimMail = async (
  db: Db,
  id: string,
  now: number,
): Promise<{ readonly mail: OutgoingMail; readonly mayBeTwice: boolean } | undefined> => {
  const claimed = await db.update(mailKey(id), {
    update: 'SET tries = tries + :one, #before = if_not_exists(claimedUntil, :none), claimedUntil = :until',
    condition: 'attribute_exists(pk) AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now)',
    names: { '#before': 'before' },
    values: { ':one': 1, ':none': 0, ':until': now + CLAIM_MS, ':now': now },
  });
  if (!('done' in claimed) || !claimed.item) return undefined;
  return {
    mail: v.parse(OutgoingMail, claimed.item),
    mayBeTwice: v.parse(Claimed, claimed.item).before > 0,
  };
};

/** It was not sent, for certain: whoever is next may take it at once. */
export const releaseMail = async (db: Db, id: string): Promise<void> => {
  await db.update(mailKey(id), {
    update: 'REMOVE claimedUntil',
    condition: 'attribute_exists(pk)',
  });
};

/** Sent, or of no use any more. */
export const forgetMail = async (db: Db, id: string): Promise<void> => {
  await db.delete(mailKey(id), unconditional('a mail that was sent is not sent again'));
};

/** As `forgetMail`, to be written with those that it becomes. */
export const mailReplaced = (id: string): Write => ({
  delete: mailKey(id),
  when: { condition: 'attribute_exists(pk)' },
});
