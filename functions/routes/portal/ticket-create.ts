// A customer's question as a ticket: from the portal's form, or left in the chat window while nobody has room. Its customer sees it at once.
import { refuse } from '../../../shared/errors.ts';
import { wordsWith } from '../../../shared/files.ts';
import { cleanEmail, isBlank, isEmail } from '../../../shared/rules.ts';
import { ticketSaved } from '../../domain/published.ts';
import { attempt } from '../../domain/throttle.ts';
import { subjectOf } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readCategories } from '../../store/desk.ts';
import { readAttached } from '../../store/files.ts';
import { makeTicket, putOnce, readQuestion, takeTicketNumber } from '../../store/new-tickets.ts';
import { takeAttempt } from '../../store/throttle.ts';
import { maskFor } from '../../workflows/mask.ts';
import { authorOf, readText } from '../../workflows/reply-to-ticket.ts';

export const ticketCreate: RouteHandler<'POST /api/my-tickets'> = async (
  { cid, text, files = [], email, subject, category },
  { context: { db, random, now, publish }, session: { account } },
) => {
  const read = readText(text, files.length > 0);
  if ('error' in read) return read;
  const question = await maskFor(db, 'customer', read.ok);
  const address = cleanEmail(email);
  if (address && !isEmail(address)) return refuse({ code: 'bad_email' });
  // Taken off the list since the customer chose it: the question counts, agents can file it.
  const filed = category && (await readCategories(db)).includes(category) ? category : '';

  const taken = await takeAttempt(db, attempt('question', account.id), now());
  if ('error' in taken) {
    // The last one allowed, asked again after its answer was lost.
    const known = await readQuestion(db, account.id, cid);
    return known === undefined ? taken : { ok: { number: known } };
  }
  const attached = await readAttached(db, account.id, files);
  if ('error' in attached) {
    const known = await readQuestion(db, account.id, cid);
    return known === undefined ? attached : { ok: { number: known } };
  }
  const { text: asked, ...withFiles } = wordsWith(question, attached.ok.files);
  const number = await takeTicketNumber(db, account.id);
  const [ticket, write] = makeTicket({
    number,
    about: { question: asked, ...withFiles },
    customer: { id: account.id, login: account.login, name: account.name },
    form: {
      subject: isBlank(subject)
        ? subjectOf(asked)
        : await maskFor(db, 'customer', subject.toWellFormed().trim()),
      category: filed,
      remarks: '',
      email: address,
    },
    published: true,
    createdAt: now(),
  });
  const stored = await putOnce(db, random, account.id, {
    cid,
    number,
    ticket: write,
    moves: attached.ok.writesFor(number),
    now: now(),
  });
  if ('error' in stored) return stored;
  if (stored.ok.isNew) await publish(ticketSaved(ticket, authorOf(account)));
  return { ok: { number: stored.ok.number } };
};
