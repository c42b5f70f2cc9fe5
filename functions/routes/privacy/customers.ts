// Finding a customer by login for an export or an erasure, and beginning one or going on with it.
import { refuse } from '../../../shared/errors.ts';
import { displayName, normaliseLogin } from '../../domain/account.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { findByLogin, readAccount } from '../../store/accounts.ts';
import { listChatIds, readAllTickets } from '../../store/customer-data.ts';
import { beginErasure, readErasure } from '../../store/erasures.ts';
import { continueErasure, type EraseContext } from '../../workflows/erase.ts';

export const customer: RouteHandler<'GET /api/customers'> = async (
  { login, account: id },
  { context: { db } },
) => {
  const account = id ? await readAccount(db, id) : await findByLogin(db, 'customer', login);
  if (account?.role !== 'customer') return refuse({ code: 'not_found' });
  const { name } = account;
  const [chats, tickets, erasure] = await Promise.all([
    listChatIds(db, account.id),
    readAllTickets(db, account.id),
    readErasure(db, account.id),
  ]);
  return {
    ok: {
      customer: { id: account.id, login: account.login, name },
      chats: chats.length,
      tickets: tickets.length,
      erasing: erasure !== undefined,
    },
  };
};

/** Writes of one call, done within seconds; the rest is the sweep's. */
const WRITES = 2000;

export const createErase =
  (
    reach: Pick<
      EraseContext,
      'deliver' | 'closeConnections' | 'removeFiles' | 'removeUploads' | 'segmentFiles'
    >,
  ): RouteHandler<'POST /api/customers/{customerId}/erase'> =>
  async ({ customerId, login }, { context, session }) => {
    const { db, now } = context;
    const [account, under] = await Promise.all([readAccount(db, customerId), readErasure(db, customerId)]);
    // Gone already: asked again after an answer that was lost, or ended by the sweep meanwhile.
    if (!account) return { ok: { done: true } };
    if (account.role !== 'customer') return refuse({ code: 'not_found' });
    if (normaliseLogin(login) !== normaliseLogin(account.login || account.name))
      return refuse({ code: 'bad_request', path: 'login' });
    const by = { id: session.account.id, name: displayName(session.account) };
    if (!under) await beginErasure(db, { customer: customerId, by, at: now() });
    return continueErasure({ ...context, ...reach }, customerId, { left: WRITES });
  };
