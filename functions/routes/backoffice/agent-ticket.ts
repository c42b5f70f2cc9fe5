// A ticket with everything an agent sees of it; what every answer about one ticket gives.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { AgentTicket } from '../../../shared/model.ts';
import { noteFor } from '../../domain/redaction.ts';
import { readAccount } from '../../store/accounts.ts';
import type { Db } from '../../store/db.ts';
import { readNotes } from '../../store/notes.ts';
import { readRating } from '../../store/ratings.ts';
import { type HistoryRange, readHistory } from '../../store/ticket-history.ts';
import { readTicket } from '../../store/tickets.ts';

/** @param range which page of its history; the newest when it does not say. */
export const readAgentTicket = async (
  db: Db,
  number: number,
  range: HistoryRange,
): Promise<Result<AgentTicket>> => {
  const ticket = await readTicket(db, number);
  if (!ticket) return refuse({ code: 'not_found' });
  const { chatId, noted, customer } = ticket;
  const [{ items, earlier }, notes, rating, account] = await Promise.all([
    readHistory(db, ticket, range),
    noted && chatId && readNotes(db, chatId),
    chatId && readRating(db, chatId),
    readAccount(db, customer.id),
  ]);
  return {
    ok: {
      ...ticket,
      history: items,
      earlier,
      notes: notes ? notes.map((note) => noteFor(note)) : undefined,
      rating,
      accountEmail: account?.email || undefined,
    },
  };
};
