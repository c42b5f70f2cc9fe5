// "Verlaten": an agent leaves a chat to the colleagues in it; the last one cannot (S86, S89).
import { refuse } from '../../shared/errors.ts';
import { decideLeave, hasJoined, hasLeft } from '../domain/changes.ts';
import { toSummary } from '../domain/chat.ts';
import { entriesAdded, entriesPushes } from '../domain/recipients.ts';
import type { Action } from '../pipeline/action.ts';
import { readAgents } from '../store/agents.ts';
import { changeChat } from '../store/chats.ts';
import { isRecent } from '../store/log.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';
import { notifyRoom } from '../workflows/notify-room.ts';

export const chatLeave: Action<'chat.leave'> = async (context, me, { chatId, cid }) => {
  const { db, random, now } = context;
  const left = await changeChat(db, random, chatId, async ({ chat, last }, read) => {
    // Asked again after a lost reply, be it after having come back: this very leaving is in the log.
    const mayBeDone = !hasJoined(chat, me.id) || hasLeft(chat, me.id);
    if (mayBeDone && (await isRecent(db, chatId, cid))) return { ok: null };
    const ids = new Set([me.id, ...chat.agents.map(({ id }) => id)]);
    const agents = await readAgents(db, [...ids], read);
    const agent = agents.find(({ id }) => id === me.id);
    if (!agent) return refuse({ code: 'not_participant' });
    const others = agents.filter((other) => other !== agent);
    const decided = decideLeave({ chat, last: last.seq, agent, others, cid, now: now() });
    return 'error' in decided ? decided : { ok: { change: decided.ok } };
  });
  if ('error' in left) return left;
  const { change } = left.ok;
  if (change) {
    const told = entriesAdded(change.chat, change.entries);
    await Promise.all([
      notifyChat(context, change.chat, entriesPushes(change.chat, told), told),
      notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) }, me.connection),
      notifyRoom(context),
    ]);
  }
  return { ok: {} };
};
