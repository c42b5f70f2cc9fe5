// Puts together what all consoles and waiting pages are to be told of many chats, so that each is told once.
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId, ChatSummary } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { inMessages } from '../store/fit-to-message.ts';
import { notifyConsoles } from './notify.ts';
import { notifyRoom } from './notify-room.ts';

export interface Gathering<C> {
  /** Whoever changes chats with this one tells nobody at once but those who are in them. */
  readonly context: C;
  /** Of this chat something newer is told. */
  leaveOut(chatId: ChatId): void;
  /** Tells what was put together since, if anything was. */
  tell(): Promise<void>;
}

interface Told {
  readonly chat: ChatSummary;
  readonly except: readonly (string | undefined)[];
}

/** A context that is gathering already stays as it is: whoever made it tells. */
export const gathering = <C extends ActionContext>(context: C): Gathering<C> => {
  if (context.gather) return { context, leaveOut: () => {}, tell: async () => {} };
  const chats = new Map<ChatId, Told>();
  let mayHaveTurned = false;
  const gather: ActionContext['gather'] = {
    chat(chat, except) {
      if (chat.rev >= (chats.get(chat.id)?.chat.rev ?? 0)) chats.set(chat.id, { chat, except });
    },
    room() {
      mayHaveTurned = true;
    },
  };
  return {
    context: { ...context, gather },
    leaveOut: (chatId) => void chats.delete(chatId),
    async tell() {
      const all = [...chats.values()];
      chats.clear();
      const isTurned = mayHaveTurned;
      mayHaveTurned = false;
      if (isTurned) await notifyRoom(context);
      for (const part of inMessages(all)) {
        const [first] = part;
        if (!first) continue;
        const told = part.map(({ chat }) => chat);
        // Whoever has all of it already.
        const except = first.except.filter((one) => part.every((each) => each.except.includes(one)));
        await notifyConsoles(context, toEvent(first.chat, told), ...except);
      }
    },
  };
};

const toEvent = (first: ChatSummary, all: readonly ChatSummary[]): ServerEvent =>
  all.length === 1 ? { event: 'chat.changed', chat: first } : { event: 'chats.changed', chats: [...all] };
