// Changing fields of a ticket, unless someone saved a newer version meanwhile.
import { refuse } from '../../shared/errors.ts';
import { isEmail } from '../../shared/rules.ts';
import type { HttpAction } from '../platform/http.ts';
import { editTicket as edit, readHistory } from '../store/tickets.ts';

export const editTicket: HttpAction<'PATCH /api/tickets/{number}'> = async (
  { number, rev, subject, remarks, email, category, status, published },
  { context },
) => {
  if (subject !== undefined && subject.trim() === '') return refuse({ code: 'bad_request', path: 'subject' });
  if (email && !isEmail(email)) return refuse({ code: 'bad_email' });
  const edited = await edit(context.db, {
    number,
    rev,
    edit: {
      subject: subject?.toWellFormed().trim(),
      remarks: remarks?.toWellFormed(),
      category: category?.toWellFormed(),
      email: email?.toWellFormed(),
      status,
      published,
    },
  });
  if ('error' in edited) return edited;
  return { ok: { ...edited.ok, history: await readHistory(context.db, edited.ok) } };
};
