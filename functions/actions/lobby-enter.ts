// A portal page asks whether the tab may show, and is told from then on (S14).
import { calledAs } from '../domain/caller.ts';
import { openingTimes } from '../domain/opening.ts';
import type { Action } from '../pipeline/action.ts';
import { readPermissions } from '../store/accounts.ts';
import { readLive } from '../store/chats.ts';
import { isOpen, lobby, readCounts } from '../store/desk.ts';

export const lobbyEnter: Action<'lobby.enter'> = async ({ db, now, random }, me, { speaks }) => {
  const chatId = await readLive(db, me.id, { consistent: true });
  // A chat that runs is shown whether there is room or a right left or not (S4, S16).
  if (chatId) return { ok: { open: false, rev: 0, chatId, nickname: calledAs(me) } };
  const row = { connection: me.connection, user: me.id, speaks };
  // Registered before the right and the places are read, so that no change falls between.
  await lobby.add(db, { ...row, now: now() });
  const [permissions, counts] = await Promise.all([readPermissions(db, me.id), readCounts(db)]);
  const mayChat = permissions.has('chat');
  // For a customer who lost the right while the page was open, the tab goes as if there were no room (S4).
  if (!mayChat) await lobby.remove(db, row);
  const times = mayChat ? openingTimes(counts.hours, { now, random }) : {};
  const open = mayChat && isOpen(counts, now());
  return { ok: { open, rev: counts.rev, nickname: calledAs(me), ...times } };
};
