// Who the customer of a chat is (S141): for agents who may read that chat, or watch it. With the note on the customer that stays.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { ChatId, TicketSummary } from '../../../shared/model.ts';
import type { Context } from '../../adapters/context.ts';
import { type Account, whoIs } from '../../domain/account.ts';
import { type Chat, mayRead } from '../../domain/chat.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readAccount, readGroups } from '../../store/accounts.ts';
import { auditLine } from '../../store/audit.ts';
import { readNote, writeNote } from '../../store/customer-notes.ts';
import { listPastChats } from '../../store/earlier-chats.ts';
import { readChat } from '../../store/log.ts';
import { readOwnSession } from '../../store/sessions.ts';
import { listSockets } from '../../store/sockets.ts';
import { listTicketsOf } from '../../store/ticket-lists.ts';
import type { Ticket } from '../../store/tickets.ts';
import { isPast, toPast } from '../../workflows/past-chats.ts';

/** Chats and tickets on a card: the rest is a link away. */
const NEWEST = 5;

/** The chat as somebody may know its customer; else there is none, as far as that one is told. */
export const readOwnChat = async (
  { db }: Pick<Context, 'db'>,
  chatId: ChatId,
  account: Account,
): Promise<Result<Chat>> => {
  const chat = await readChat(db, chatId);
  const isWatched = chat && Object.values(chat.watchers).some(({ user }) => user === account.id);
  const isShown = chat && !chat.removing && (mayRead(chat, account) || isWatched);
  return isShown ? { ok: chat } : refuse({ code: 'not_found' });
};

export const customerCard: RouteHandler<'GET /api/chats/{chatId}/customer'> = async (
  { chatId },
  { context, session },
) => {
  const { db, now } = context;
  const own = await readOwnChat(context, chatId, session.account);
  if ('error' in own) return own;
  const { customer } = own.ok;
  const [account, note, past, tickets, device] = await Promise.all([
    readAccount(db, customer.id),
    readNote(db, customer.id),
    listPastChats(db, customer.id, {
      limit: NEWEST,
      isWanted: (chat) => isPast(chat) && chat.id !== chatId,
    }),
    listTicketsOf(db, customer.id, { from: undefined, matches: () => true }),
    readDevice(context, own.ok, now()),
  ]);
  const groups = account?.role === 'customer' ? await readGroups(db, account, false) : [];
  return {
    ok: {
      customer: account ? { id: account.id, login: account.login, name: account.name } : customer,
      email: account?.email,
      language: account?.language,
      groups: groups.map(({ name }) => name),
      device,
      chats: past.chats.flatMap(toPast),
      tickets: tickets.tickets.slice(0, NEWEST).map(toLine),
      note,
    },
  };
};

const toLine = ({ number, subject, status, createdAt, changedAt, published }: Ticket): TicketSummary => ({
  number,
  subject,
  status,
  createdAt,
  changedAt,
  published,
});

/** What the page of the chat runs in, by the session its connection belongs to. */
const readDevice = async ({ db }: Pick<Context, 'db'>, { customer, sessions }: Chat, now: number) => {
  const tied = Object.values(sessions).filter(({ role }) => role === 'customer');
  if (tied.length === 0) return undefined;
  const sockets = await listSockets(db, customer.id, now);
  const open = sockets.find(({ connection }) => tied.some((session) => session.connection === connection));
  const session = open && (await readOwnSession(db, customer.id, open.session, now));
  return session && { browser: session.browser, system: session.system };
};

export const saveCustomerNote: RouteHandler<'PUT /api/chats/{chatId}/customer/note'> = async (
  { chatId, text, rev },
  { context, session: { account } },
) => {
  const { db, now, newId } = context;
  const own = await readOwnChat(context, chatId, account);
  if ('error' in own) return own;
  const { customer } = own.ok;
  const who = whoIs(account);
  const at = now();
  const note = { text, rev: rev + 1, by: who, at };
  // Only that it changed: what it says is about a person, and stands where it is erased with that person.
  const line = { at, who, action: 'note_changed', about: customer.login, aboutId: customer.id } as const;
  const written = await writeNote(db, customer.id, note, [auditLine(line, newId())]);
  return written === 'done' ? { ok: note } : refuse({ code: written });
};
