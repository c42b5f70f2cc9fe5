// Telling people what changed, after it was stored, and forgetting connections that turn out to be gone.
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId } from '../../shared/model.ts';
import { type Push, tellAll } from '../domain/audience.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { detach, readWaitingSince } from '../store/chats.ts';
import { consoles, lobby, noteRoom } from '../store/desk.ts';
import type { ActionContext } from './action.ts';

/** Pushes to connections of one chat. */
export const tellChat = async (
  context: ActionContext,
  chatId: ChatId,
  pushes: readonly Push[],
): Promise<void> => {
  const gone = await context.deliver(pushes);
  if (gone.size === 0) return;
  const detached = await detach(context.db, context.random, {
    chatId,
    connections: gone,
    now: context.now(),
  });
  if (detached && detached.before.goneSince === undefined && detached.after.goneSince !== undefined) {
    await tellConsoles(context, await chatChanged(context, detached.after));
  }
};

/** Pushes to every console, but the one that has it in its reply. */
export const tellConsoles = async (
  context: ActionContext,
  event: ServerEvent,
  except?: string,
): Promise<void> => {
  const connections = (await consoles.list(context.db)).map(({ connection }) => connection);
  const gone = await context.deliver(tellAll(connections, event, except));
  await Promise.all([...gone].map((connection) => consoles.remove(context.db, connection)));
};

export const chatChanged = async (
  { db }: ActionContext,
  chat: Chat,
): Promise<Extract<ServerEvent, { event: 'chat.changed' }>> => ({
  event: 'chat.changed',
  chat: toSummary(chat, await readWaitingSince(db, chat)),
});

/** Tells waiting portal pages that the tab may show or has to go, when the last change turned that (S14). */
export const tellRoom = async (context: ActionContext): Promise<void> => {
  const room = await noteRoom(context.db, context.random);
  if (!room) return;
  const connections = (await lobby.list(context.db)).map(({ connection }) => connection);
  const gone = await context.deliver(tellAll(connections, { event: 'room.changed', ...room }));
  await Promise.all([...gone].map((connection) => lobby.remove(context.db, connection)));
};
