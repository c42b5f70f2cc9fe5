// The chats of an agent who went, or is there again: each waits when nobody is left for it, and goes on when somebody is (S153). Looks at how things stand, so it may be done twice, late, and from where it was cut off.
import * as v from 'valibot';
import { type ChatId, Cid, type UserId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { toSummary } from '../domain/chat.ts';
import { decidePresence } from '../domain/presence.ts';
import { entriesAdded, entriesPushes } from '../domain/recipients.ts';
import { readAgent, readAgents } from '../store/agents.ts';
import { changeChat } from '../store/chats.ts';
import { gathering } from './gather.ts';
import { notifyChat, notifyConsoles } from './notify.ts';
import { notifyRoom } from './notify-room.ts';

/** Chats of a page, one after the other: each moves the room of the desk, which is one item. */
const CHATS = 25;

/**
 * @param after where to begin; @param pages how far to go.
 * @returns where to go on; `undefined` at the end.
 */
export const followAgent = async (
  context: ActionContext,
  id: UserId,
  { after = '', pages }: { after?: string | undefined; pages: number },
): Promise<string | undefined> => {
  const agent = await readAgent(context.db, id);
  const chats = [...(agent?.chats ?? [])].sort().filter((chatId) => chatId > after);
  const now = chats.slice(0, pages * CHATS);
  const news = gathering(context);
  try {
    for (const chatId of now) await follow(news.context, chatId, id);
  } finally {
    await news.tell();
  }
  return chats.length > now.length ? now.at(-1) : undefined;
};

/** @throws when it could not be settled, so that it is done again. */
const follow = async (context: ActionContext, chatId: ChatId, agent: UserId): Promise<void> => {
  const { db, random, now, newId } = context;
  const cid = v.parse(Cid, newId());
  const changed = await changeChat(db, random, chatId, async ({ chat, last }, read) => {
    const ids = chat.agents.map(({ id }) => id);
    const agents = await readAgents(db, ids, read);
    const change = decidePresence({ chat, last: last.seq, agents, agent, cid, now: now() });
    return { ok: change ? { change } : null };
  });
  if ('error' in changed) {
    if (changed.error.code === 'not_found') return;
    throw new Error(`a chat did not follow its agent: ${changed.error.code}`);
  }
  const { change } = changed.ok;
  if (!change) return;
  const told = entriesAdded(change.chat, change.entries);
  await Promise.all([
    notifyChat(context, change.chat, entriesPushes(change.chat, told), told),
    notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change.chat) }),
    notifyRoom(context),
  ]);
};
