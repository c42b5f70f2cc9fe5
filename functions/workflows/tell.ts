// What a function that was handed over to tells: all consoles or all waiting pages. Done twice, late or after a later one it tells nothing untrue.
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { toSummary } from '../domain/chat.ts';
import type { Telling } from '../domain/telling.ts';
import type { Db } from '../store/db.ts';
import { consoles, readCategories } from '../store/desk.ts';
import { inMessages } from '../store/fit-to-message.ts';
import { readChats } from '../store/open-chats.ts';
import { readText } from '../store/texts.ts';
import { pushToConsoles } from './notify.ts';
import { continueNotifyingRoom } from './notify-room.ts';

/** Consoles told together. */
const CONSOLES_TOGETHER = 250;
/** Waiting pages that one run tells, some 20 s; the sweep goes on with the rest. */
const PAGES_A_RUN = 30_000;

/** @param hasTime whether there is time for as many as are told together. */
export const tell = async (
  context: ActionContext,
  telling: Telling,
  hasTime: () => boolean = () => true,
): Promise<void> => {
  switch (telling.kind) {
    case 'room':
      return continueNotifyingRoom(context, { most: PAGES_A_RUN, hasTime });
    case 'chats':
      return pushToAll(context, await chatsAsTheyAre(context.db, telling.ids), telling.except, hasTime);
    case 'news':
      return pushToAll(context, [await asItIs(context.db, telling.event)], telling.except, hasTime);
    default:
      telling satisfies never;
  }
};

/** Looked up now: what happened since would be told before, and be undone by what was. A chat that is gone is told by nobody. */
const chatsAsTheyAre = async (db: Db, ids: readonly ChatId[]): Promise<ServerEvent[]> => {
  const summaries = (await readChats(db, ids)).map(({ chat, question }) => toSummary(chat, question));
  return inMessages(summaries).flatMap((part): ServerEvent[] => {
    const [first] = part;
    if (!first) return [];
    return part.length === 1
      ? [{ event: 'chat.changed', chat: first }]
      : [{ event: 'chats.changed', chats: [...part] }];
  });
};

/** What has no number that says which of two is newer is looked up as well. */
const asItIs = async (db: Db, event: ServerEvent): Promise<ServerEvent> => {
  switch (event.event) {
    case 'categories.changed':
      return { ...event, categories: await readCategories(db) };
    case 'text.changed':
      return { ...event, text: await readText(db, event.id) };
    default:
      return event;
  }
};

const pushToAll = async (
  context: ActionContext,
  events: readonly ServerEvent[],
  except: readonly string[],
  hasTime: () => boolean,
): Promise<void> => {
  let next: string | undefined = events.length > 0 ? '' : undefined;
  while (next !== undefined && hasTime()) {
    const page = await consoles.page(context.db, { after: next, limit: CONSOLES_TOGETHER });
    for (const event of events) await pushToConsoles(context, page.rows, event, except);
    next = page.next;
  }
  // They refresh by themselves within minutes.
  if (next !== undefined) log('ERROR', 'not every console was told', { action: events[0]?.event });
};
