// An event that is handed to the function `tell`, which pushes it to many. It carries ids where it can, so that it may come late or twice. Pure.
import * as v from 'valibot';
import { ServerEvent } from '../../shared/events.ts';
import { ChatId } from '../../shared/model.ts';

/** Connections that have it in a reply or in another push. */
const except = v.array(v.string());

export const Telling = v.variant('kind', [
  /** To every console: how these chats stand, which is looked up when it is told. */
  v.object({ kind: v.literal('chats'), ids: v.array(ChatId), except }),
  /** To every console: something that says by itself which of two is newer, or is looked up as well. */
  v.object({ kind: v.literal('news'), event: ServerEvent, except }),
  /** To every waiting page: whether there is room, as it stands noted with the desk's counts. */
  v.object({ kind: v.literal('room') }),
]);
export type Telling = v.InferOutput<typeof Telling>;

/**
 * A chat is looked up again when it is told, so that nothing late brings back what was; but one that is closed stays so,
 * and may be gone by then.
 */
export const toTelling = (event: ServerEvent, except: readonly string[]): Telling => {
  const all = [...except];
  if (event.event === 'chats.changed')
    return { kind: 'chats', ids: event.chats.map(({ id }) => id), except: all };
  return event.event === 'chat.changed' && event.chat.state !== 'closed'
    ? { kind: 'chats', ids: [event.chat.id], except: all }
    : { kind: 'news', event, except: all };
};
