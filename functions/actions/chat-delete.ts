// "Verwijderen": an ended chat leaves the lists at once; its data goes when the sweep purges it (S103).
import { refuse } from '../../shared/errors.ts';
import { decideClose } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { arm } from '../store/timers.ts';
import type { Action } from './action.ts';
import { closeEnded } from './close-ended.ts';
import { tellConsoles } from './tell.ts';

/** How long a deleted chat can still be brought back by an operator. */
const KEEP_DELETED_MS = 30 * 24 * 60 * 60_000;

export const chatDelete: Action<'chat.delete'> = async (context, me, { chatId }) => {
  const { db, now } = context;
  if (!me.permissions.has('helpdesk')) return refuse({ code: 'forbidden' });
  const closed = await closeEnded(context, me, { chatId, reason: 'deleted' }, async (chat) => {
    if (chat.closed && chat.closed.ticket === undefined) return { ok: null };
    const decided = decideClose(chat, { now: now() });
    return 'error' in decided ? decided : { ok: { change: decided.ok } };
  });
  if ('error' in closed) return closed;
  const { change } = closed.ok;
  if (change) {
    await arm(db, { kind: 'purge', id: chatId }, now() + KEEP_DELETED_MS);
    await tellConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) });
  }
  return { ok: {} };
};
