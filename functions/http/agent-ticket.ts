// A ticket with everything an agent sees of it; what every answer about one ticket gives.
import { type Result, refuse } from '../../shared/errors.ts';
import type { AgentTicket } from '../../shared/model.ts';
import { readAccount } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';
import { readRating } from '../store/ratings.ts';
import { readDossier } from '../store/tickets.ts';

export const readAgentTicket = async (db: Db, number: number): Promise<Result<AgentTicket>> => {
  const dossier = await readDossier(db, number);
  if (!dossier) return refuse({ code: 'not_found' });
  const { ticket, history } = dossier;
  const [rating, account] = await Promise.all([
    ticket.chatId && readRating(db, ticket.chatId),
    readAccount(db, ticket.customer.id),
  ]);
  return { ok: { ...ticket, history: [...history], rating, accountEmail: account?.email || undefined } };
};
