// A portal page asks whether the tab may show, and is told from then on (S14).
import { refuse } from '../../shared/errors.ts';
import { hasRoom } from '../domain/capacity.ts';
import { readLive } from '../store/chats.ts';
import { lobby, readCounts } from '../store/desk.ts';
import type { Action } from './action.ts';

export const lobbyEnter: Action<'lobby.enter'> = async ({ db, now }, me) => {
  const chatId = await readLive(db, me.id, { consistent: true });
  // A chat that runs is shown whether there is room or a right left or not (S4, S16).
  if (chatId) return { ok: { open: false, rev: 0, chatId, nickname: me.login } };
  // As of the connection; starting a chat asks again.
  if (!me.permissions.has('chat')) return refuse({ code: 'no_chat_right' });

  // Registered before the places are read, so that no change falls between the two.
  await lobby.add(db, { connection: me.connection, user: me.id, now: now() });
  const counts = await readCounts(db);
  return { ok: { open: hasRoom(counts.room), rev: counts.rev, nickname: me.login } };
};
