// A customer's own chats that ended (S145), also those that became no ticket: the list, and what was said in them.
import { agentsOf } from '../../domain/chat.ts';
import { isShownTo } from '../../domain/ticket.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { endOf, listPastChats, readEarlier } from '../../store/earlier-chats.ts';
import { readTickets } from '../../store/tickets.ts';
import { isPast, toEarlier, toPast } from '../../workflows/past-chats.ts';

/** Lines of one page. */
const ROWS = 20;

export const myChats: RouteHandler<'GET /api/my-chats'> = async (
  { before },
  { context: { db }, session: { account } },
) => {
  const page = await listPastChats(db, account.id, { before, limit: ROWS, isWanted: isPast });
  const numbers = page.chats.flatMap(({ closed }) => closed?.ticket ?? []);
  const shown = (await readTickets(db, numbers)).filter((ticket) => isShownTo(account.id, ticket));
  const isShown = new Set(shown.map(({ number }) => number));
  const chats = page.chats.flatMap((chat) =>
    toPast(chat).map((past) => ({
      ...past,
      agents: agentsOf(chat).map(({ name }) => name),
      ...(chat.closed?.ticket !== undefined &&
        isShown.has(chat.closed.ticket) && { ticket: chat.closed.ticket }),
      end: endOf(chat),
    })),
  );
  return { ok: { chats, before: page.before } };
};

export const myEarlierChat: RouteHandler<'GET /api/my-chats/earlier'> = async (
  { before },
  { context: { db }, session: { account } },
) => ({ ok: toEarlier(await readEarlier(db, account.id, { before, isWanted: isPast })) });
