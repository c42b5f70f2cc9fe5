// Everything stored of one customer, as it is given out: no password, and nothing of other customers. Independent of any file.
import type { AuditLine } from '../../../shared/audit-line.ts';
import type { AgentTicketItem } from '../../../shared/model.ts';
import type { Account } from '../../domain/account.ts';
import { isAbout } from '../../domain/audit.ts';
import { agentsOf, type Chat } from '../../domain/chat.ts';
import { readAllAuditLines } from '../../store/audit.ts';
import { readForm } from '../../store/chats.ts';
import { readAllTickets } from '../../store/customer-data.ts';
import { readNote } from '../../store/customer-notes.ts';
import type { Db } from '../../store/db.ts';
import { readEntries } from '../../store/log.ts';
import { readRating } from '../../store/ratings.ts';
import { type HistoryPage, readHistory } from '../../store/ticket-history.ts';
import type { Ticket } from '../../store/tickets.ts';

export const gather = async (
  db: Db,
  { account, chats, now }: { account: Account; chats: readonly Chat[]; now: number },
) => {
  const { password: _secret, ...person } = account;
  const tickets = await readAllTickets(db, account.id);
  const audit: AuditLine[] = [];
  const customer = { id: account.id, chatIds: new Set(chats.map(({ id }) => id)), login: account.login };
  for await (const line of readAllAuditLines(db)) if (isAbout(line, customer)) audit.push(toLine(line));
  return {
    exportedAt: new Date(now).toISOString(),
    account: person,
    note: await readNote(db, account.id),
    chats: await inTurn(chats, (chat) => gatherChat(db, chat)),
    tickets: await inTurn(tickets, (ticket) => gatherTicket(db, ticket)),
    log: audit,
  };
};

/** One after the other: the longest log decides how much memory is needed, not all together. */
const inTurn = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};

const gatherChat = async (db: Db, chat: Chat) => {
  const { id, nickname, email, startedAt, ended, closed } = chat;
  const [entries, form, rating] = await Promise.all([
    readEntries(db, id),
    readForm(db, chat),
    readRating(db, id),
  ]);
  return { id, nickname, email, startedAt, ended, closed, agents: agentsOf(chat), form, rating, entries };
};

/** The conversation stands with the chat; here is what belongs to the ticket alone. */
const gatherTicket = async (db: Db, ticket: Ticket) => {
  const history: AgentTicketItem[] = [];
  for (let before: string | undefined, isMore = true; isMore; isMore = before !== undefined) {
    const page: HistoryPage = await readHistory(db, ticket, { before, withoutChat: true });
    history.unshift(...page.items);
    before = page.earlier;
  }
  return { ...ticket, history };
};

/** Without the keys it lies under. */
const toLine = ({ pk: _pk, sk: _sk, ...line }: AuditLine & { pk?: string; sk?: string }): AuditLine => line;
