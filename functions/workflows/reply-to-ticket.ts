// Replying on a ticket, from either side: what both replies check, count, store and tell.
import { type Result, refuse } from '../../shared/errors.ts';
import { wordsWith } from '../../shared/files.ts';
import type { Author, Cid } from '../../shared/model.ts';
import { findTextFault, TEXT_MAX } from '../../shared/rules.ts';
import type { FileId } from '../../shared/sent-file.ts';
import type { Context } from '../adapters/context.ts';
import type { Publishing } from '../adapters/publish.ts';
import { type Account, displayName } from '../domain/account.ts';
import { ticketReplied, ticketSaved } from '../domain/published.ts';
import { attempt } from '../domain/throttle.ts';
import type { Db } from '../store/db.ts';
import { readAttached } from '../store/files.ts';
import { takeAttempt } from '../store/throttle.ts';
import { addReply, hasReply, type Replying, readTicket } from '../store/tickets.ts';
import { maskFor } from './mask.ts';

/** A person as others see who wrote something. */
export const authorOf = (account: Account): Author => ({
  role: account.role,
  id: account.id,
  name: displayName(account),
});

/** A text as it is stored, or why it cannot be sent. @param needless where something else is sent with it. */
export const readText = (given: string, needless = false): Result<string> => {
  const text = given.toWellFormed().trim();
  const fault = findTextFault(text);
  if (fault === 'empty_text' && needless) return { ok: '' };
  if (fault === 'empty_text') return refuse({ code: fault });
  return fault ? refuse({ code: fault, max: TEXT_MAX }) : { ok: text };
};

export interface TicketReply extends Pick<Replying, 'number' | 'solve' | 'allows'> {
  readonly cid: Cid;
  readonly account: Account;
  /** As it was typed. */
  readonly text: string;
  /** The author's own, ready to be sent. */
  readonly files?: readonly FileId[] | undefined;
}

/** Stores a reply once, and tells other systems of it and of the status it changed. */
export const reply = async (
  { db, random, now, publish }: Context & Publishing,
  { account, text: given, files = [], ...replying }: TicketReply,
): Promise<Result<null>> => {
  const text = readText(given, files.length > 0);
  if ('error' in text) return text;
  const masked = await maskFor(db, account.role, text.ok);
  const by = authorOf(account);
  const counted = await count(db, { account, ...replying }, now());
  if ('error' in counted) return counted;
  const attached = await readAttached(db, account.id, files);
  if ('error' in attached) {
    // They are gone from where they were once the reply is stored.
    const { number, cid } = replying;
    return (await hasReply(db, { number, cid, by: account.id })) ? { ok: null } : attached;
  }
  const replied = await addReply(db, random, {
    ...replying,
    by,
    words: wordsWith(masked, attached.ok.files),
    moves: attached.ok.writesFor(replying.number),
    now: now(),
  });
  if ('error' in replied) return replied;
  const { ticket, isNew, isChanged } = replied.ok;
  if (isNew) {
    await publish(ticketReplied(ticket, replying.cid, by), ...(isChanged ? [ticketSaved(ticket, by)] : []));
  }
  return { ok: null };
};

/**
 * Against the person, and against that side of the ticket; what is not theirs to reply on counts for the person alone, or
 * anyone could use up somebody else's. The last one allowed may be asked again after its answer was lost.
 */
const count = async (
  db: Db,
  { account: { id, role }, number, cid, allows }: Omit<TicketReply, 'text' | 'solve'>,
  now: number,
): Promise<Result<null>> => {
  const byPerson = await takeAttempt(db, attempt('reply', id), now);
  if ('error' in byPerson) return (await hasReply(db, { number, cid, by: id })) ? { ok: null } : byPerson;
  const ticket = await readTicket(db, number);
  if (!ticket || !allows(ticket)) return refuse({ code: 'not_found' });
  const byTicket = await takeAttempt(db, attempt('ticketReply', `${number}#${role}`), now);
  return 'error' in byTicket && (await hasReply(db, { number, cid, by: id })) ? { ok: null } : byTicket;
};
