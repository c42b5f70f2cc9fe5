// "Laat een bericht achter": a question becomes a ticket while nobody has room for a chat; its customer sees it at once.
import { refuse } from '../../shared/errors.ts';
import { findTextFault, isEmail, TEXT_MAX } from '../../shared/rules.ts';
import { subjectOf } from '../domain/ticket.ts';
import type { HttpAction } from '../platform/http.ts';
import { permissionsOfAccount } from '../store/accounts.ts';
import { putOnce, putTicket, takeTicketNumber } from '../store/save.ts';

export const leaveMessage: HttpAction<'POST /api/my-tickets'> = async (
  { cid, text, email },
  { context: { db, now }, session: { account } },
) => {
  if (!(await permissionsOfAccount(db, account)).has('chat')) return refuse({ code: 'no_chat_right' });
  const question = text.toWellFormed().trim();
  const fault = findTextFault(question);
  if (fault === 'empty_text') return refuse({ code: fault });
  if (fault === 'text_too_long') return refuse({ code: fault, max: TEXT_MAX });
  const address = email.trim();
  if (address && !isEmail(address)) return refuse({ code: 'bad_email' });

  const number = await takeTicketNumber(db);
  const ticket = putTicket({
    number,
    about: { question },
    customer: { id: account.id, login: account.login, name: account.name },
    form: { subject: subjectOf(question), category: '', remarks: '', email: address },
    published: true,
    createdAt: now(),
  });
  const left = await putOnce(db, account.id, cid, { number, ticket, now: now() });
  return left === undefined ? refuse({ code: 'busy' }) : { ok: { number: left } };
};
