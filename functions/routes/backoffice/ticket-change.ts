// Changing fields of a ticket, unless someone saved a newer version meanwhile.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { Person, UserId } from '../../../shared/model.ts';
import { cleanEmail, isBlank, isEmail } from '../../../shared/rules.ts';
import { displayName } from '../../domain/account.ts';
import { ticketSaved } from '../../domain/published.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount } from '../../store/accounts.ts';
import type { Db } from '../../store/db.ts';
import { editTicket as edit } from '../../store/tickets.ts';
import { authorOf } from '../../workflows/reply-to-ticket.ts';
import { readAgentTicket } from './agent-ticket.ts';

export const ticketChange: RouteHandler<'PATCH /api/tickets/{number}'> = async (
  { number, rev, subject, remarks, email, category, status, assignee: wanted, published, after },
  { context, session: { account } },
) => {
  const { db, random, now, publish } = context;
  if (subject !== undefined && isBlank(subject)) return refuse({ code: 'bad_request', path: 'subject' });
  if (email && !isEmail(email)) return refuse({ code: 'bad_email' });
  const assignee = await readAssignee(db, wanted);
  if ('error' in assignee) return assignee;
  const by = authorOf(account);
  const edited = await edit(db, random, {
    number,
    rev,
    edit: {
      subject: subject?.toWellFormed().trim(),
      remarks: remarks?.toWellFormed(),
      category: category?.toWellFormed(),
      email: email === undefined ? undefined : cleanEmail(email.toWellFormed()),
      status,
      published,
      ...(assignee.ok !== undefined && { assignee: assignee.ok }),
    },
    by,
    now: now(),
  });
  if ('error' in edited) return edited;
  const [answer] = await Promise.all([
    readAgentTicket(db, number, { after }),
    edited.ok.isChanged && publish(ticketSaved(edited.ok.ticket, by)),
  ]);
  return answer;
};

/** @returns `undefined` to leave it as it is, `null` for nobody. */
const readAssignee = async (
  db: Db,
  wanted: UserId | 'none' | undefined,
): Promise<Result<Person | null | undefined>> => {
  if (wanted === undefined) return { ok: undefined };
  if (wanted === 'none') return { ok: null };
  const account = await readAccount(db, wanted);
  if (account?.role !== 'agent' || account.blocked || !account.permissions.includes('helpdesk')) {
    return refuse({ code: 'bad_request', path: 'assignee' });
  }
  return { ok: { id: account.id, name: displayName(account) } };
};
