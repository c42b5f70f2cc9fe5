// Mail as a commit leaves it to be done: the mail itself, the work that sees to it, and the word to the function that sends. Sends nothing itself.
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { count } from '../adapters/metrics.ts';
import type { Publishing } from '../adapters/publish.ts';
import { LINK_MS } from '../domain/links.ts';
import type { OutgoingMail } from '../domain/outgoing-mail.ts';
import type { Write } from '../store/db.ts';
import { forgetMail, mailQueued, readMail } from '../store/outgoing-mail.ts';
import { againAt, armed } from '../store/timers.ts';

type Wanted<M = OutgoingMail> = M extends OutgoingMail ? Omit<M, 'id' | 'at' | 'until'> : never;

/** How long a mail may wait where SES does not take it: as long as what it says is worth saying. */
const WAIT_MS: Readonly<Record<OutgoingMail['kind'], number>> = {
  forgotten: LINK_MS.reset,
  reset: LINK_MS.reset,
  invitation: 24 * 60 * 60_000,
  password_changed: 24 * 60 * 60_000,
};

export interface Queued {
  readonly mail: OutgoingMail;
  /** To be written with what causes it. */
  readonly writes: readonly Write[];
}

/** A mail to go with a commit that is made now. */
export const queueMail = ({ now, newId }: Pick<Context, 'now' | 'newId'>, wanted: Wanted): Queued => {
  const at = againAt(now());
  const mail: OutgoingMail = { ...wanted, id: newId(), at, until: now() + WAIT_MS[wanted.kind] };
  return { mail, writes: [mailQueued(mail), armed({ kind: 'mail', id: mail.id }, at)] };
};

type Calling = Pick<Context, 'db' | 'now'> & Publishing;

/** Calls the function that sends, for a mail that was committed. What it does not hear, the sweep says again. */
export const callSender = (
  { now, publish }: Pick<Calling, 'now' | 'publish'>,
  { id }: Pick<OutgoingMail, 'id'>,
): Promise<void> => publish({ type: 'mail.due', id: `mail.due:${id}:${now()}`, at: now(), mailId: id });

/** Looks after a mail that waits. @returns whether there is nothing left to do: it is sent, or of no use any more. */
export const seeToMail = async (context: Calling, id: string): Promise<boolean> => {
  const { db, now } = context;
  const mail = await readMail(db, id);
  if (!mail) return true;
  if (now() < mail.until) {
    await callSender(context, mail);
    return false;
  }
  log('ERROR', 'a mail was given up', { action: mail.kind });
  count('MailGivenUp');
  await forgetMail(db, id);
  return true;
};
