// Erasing a customer, step by step: every step can be cut off and done again, and only counts stay. See docs/decisions/031.

import type { Result } from '../../shared/errors.ts';
import type { ChatId } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import { exportsOf } from '../adapters/file-names.ts';
import { log } from '../adapters/log.ts';
import type { Account } from '../domain/account.ts';
import { toSummary } from '../domain/chat.ts';
import { blockAccount, readAccount } from '../store/accounts.ts';
import { forgetInAudit } from '../store/audit.ts';
import { listChatIds, readAllTickets, readRelated } from '../store/customer-data.ts';
import { unconditional } from '../store/db.ts';
import { lobby } from '../store/desk.ts';
import { forgetDevices } from '../store/devices.ts';
import { type Erasure, endErasure, listErasures, readErasure } from '../store/erasures.ts';
import { forgetFactors } from '../store/factors.ts';
import { toChat } from '../store/items.ts';
import { metaKey } from '../store/keys.ts';
import { readChat } from '../store/log.ts';
import { forgetProviderSessions } from '../store/provider-sessions.ts';
import type { Allowance, Removal } from '../store/remove.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { forgetSockets } from '../store/sockets.ts';
import { readTicket } from '../store/tickets.ts';
import { removeFilesOf, removeTicketWithFiles } from './files.ts';
import { notifyConsoles } from './notify.ts';
import { type RemoveContext, removeWithdrawn, withdrawChats } from './remove-chat.ts';
import { type Reach, revokeAccess } from './revoke-access.ts';

export interface EraseContext extends DeskContext, Reach, RemoveContext {}

/**
 * What was asked before the account was blocked may be under way this long: the longest time-out of a function the
 * customer reaches (29 s), and a second for the index to follow.
 */
const UNDER_WAY_MS = 30_000;

/**
 * Goes on with an erasure as far as `allowance` goes.
 * @returns whether nothing of it is left to do. Not within UNDER_WAY_MS of the beginning.
 */
export const continueErasure = async (
  context: EraseContext,
  customer: Erasure['customer'],
  allowance: Allowance,
): Promise<Result<{ readonly done: boolean }>> => {
  const { db, now, random, newId } = context;
  const erasure = await readErasure(db, customer);
  const account = await readAccount(db, customer);
  if (!erasure || !account) return { ok: { done: true } };

  if (!(await blockAccess(context, account))) return { ok: { done: false } };
  if (now() < erasure.at + UNDER_WAY_MS) return { ok: { done: false } };

  const removal: Removal = { random, now: now(), allowance };
  const { login } = account;
  const chatIds = await listChatIds(db, customer);
  const forget = () => forgetInAudit(db, { id: customer, chatIds: new Set(chatIds), login });
  // Before the chats, by which the lines are known as the customer's; and after, for whoever stopped watching meanwhile.
  await forget();
  if (!(await withdraw(context, chatIds, removal))) return { ok: { done: false } };
  for (const chatId of chatIds) {
    if (!(await eraseChat(context, chatId, removal))) return { ok: { done: false } };
  }
  if (!(await eraseTickets(context, account, removal))) return { ok: { done: false } };
  await forget();
  await eraseRelated(context, account);
  return { ok: { done: await endErasure(db, erasure, { account, now: now(), id: newId() }) } };
};

/**
 * Nobody signs in, starts or says anything as this customer any more, and no page of the customer stays open. Done again
 * by every call: a page that was being opened meanwhile is found by the next.
 */
const blockAccess = async (context: EraseContext, account: Account): Promise<boolean> => {
  if (!account.blocked) await blockAccount(context.db, account.id);
  return revokeAccess(context, account, 'deleted');
};

/** Chats that are taken out of the search index together. */
const TOGETHER = 100;

/** @returns whether none of the customer's chats is there for anyone any more, nor in the search index. */
const withdraw = async (
  context: EraseContext,
  chatIds: readonly ChatId[],
  removal: Removal,
): Promise<boolean> => {
  for (let start = 0; start < chatIds.length; start += TOGETHER) {
    const keys = chatIds.slice(start, start + TOGETHER).map(metaKey);
    const chats = (await context.db.getAll(keys, { consistent: true })).map(toChat);
    const withdrawn = await withdrawChats(context, chats, removal);
    if (withdrawn?.length !== chats.length) return false;
  }
  return true;
};

const eraseChat = async (context: EraseContext, chatId: ChatId, removal: Removal): Promise<boolean> => {
  const { db } = context;
  const chat = await readChat(db, chatId, { consistent: true });
  if (!chat) return true;
  // One that turned up since is withdrawn by the next call.
  if (!chat.removing) return false;
  const number = chat.closed?.ticket;
  const ticket = number === undefined ? undefined : await readTicket(db, number);
  if (ticket && !(await removeTicketWithFiles(context, ticket, removal))) return false;
  if (!(await removeWithdrawn(context, chat, removal))) return false;
  if (!chat.closed) {
    // Off the lists of the consoles, as if it were deleted there.
    const closed = { ...chat, rev: chat.rev + 1, closed: { at: removal.now } };
    await notifyConsoles(context, { event: 'chat.changed', chat: toSummary(closed) });
  }
  return true;
};

const eraseTickets = async (context: EraseContext, { id }: Account, removal: Removal): Promise<boolean> => {
  for (const ticket of await readAllTickets(context.db, id)) {
    if (!(await removeTicketWithFiles(context, ticket, removal))) return false;
  }
  return true;
};

const eraseRelated = async (context: EraseContext, { id }: Account): Promise<void> => {
  const { db, removeFiles } = context;
  await removeFilesOf(context, id);
  const rows = await lobby.listOf(db, id);
  await Promise.all(rows.map((row) => lobby.remove(db, row)));
  await endSessionsOf(db, id);
  await forgetSockets(db, id);
  await forgetDevices(db, id);
  await forgetFactors(db, id);
  await forgetProviderSessions(db, id);
  await removeFiles(exportsOf(id));
  for (const { pk, sk } of await readRelated(db, id))
    await db.delete(
      { pk: String(pk), sk: String(sk) },
      unconditional('the customer is being erased: it is to go whatever it says'),
    );
};

/** Erasures one run goes on with. */
const AT_ONCE = 5;

/** Goes on with what was begun and cut off, or was too much for one call. */
export const continueErasures = async (context: EraseContext, allowance: Allowance): Promise<void> => {
  for (const { customer } of await listErasures(context.db, AT_ONCE)) {
    if (allowance.left <= 0) return;
    try {
      await continueErasure(context, customer, allowance);
    } catch (error) {
      log('ERROR', 'an erasure failed, gone on with next minute', { error });
    }
  }
};
