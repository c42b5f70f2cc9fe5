// Who hears what: the one place that decides which connections get a push. Pure.
import type { ServerEvent } from '../../shared/events.ts';
import type { Entry } from '../../shared/model.ts';
import type { Chat, Session } from './chat.ts';

export interface Push {
  readonly connection: string;
  readonly event: ServerEvent;
}

const connectionsOf = (
  chat: Chat,
  wanted: (session: Session) => boolean,
  except?: string,
): readonly string[] =>
  Object.values(chat.sessions)
    .filter((session) => wanted(session) && session.connection !== except)
    .map(({ connection }) => connection);

const to = (connections: readonly string[], event: ServerEvent): Push[] =>
  connections.map((connection) => ({ connection, event }));

/** New entries go to every tab of everyone in the chat but the one that caused them: that one has them in its reply. */
export const tellEntries = (chat: Chat, entries: readonly Entry[], except?: string): Push[] =>
  to(
    connectionsOf(chat, () => true, except),
    { event: 'entries.added', chatId: chat.id, entries: [...entries] },
  );

/** What a customer types is for the agents in the chat alone (S43). */
export const tellPreview = (chat: Chat, rev: number, text: string): Push[] =>
  to(
    connectionsOf(chat, ({ role }) => role === 'agent'),
    { event: 'preview.changed', chatId: chat.id, rev, text },
  );

/** That an agent types is for the customer alone (S45). */
export const tellTyping = (chat: Chat, name: string): Push[] =>
  to(
    connectionsOf(chat, ({ role }) => role === 'customer'),
    { event: 'agent.typing', chatId: chat.id, name },
  );

/** Ticket fields are the agents' business; never the customer's (S35). */
export const tellForm = (
  chat: Chat,
  fields: Extract<ServerEvent, { event: 'form.changed' }>['fields'],
  except: string,
): Push[] =>
  to(
    connectionsOf(chat, ({ role }) => role === 'agent', except),
    { event: 'form.changed', chatId: chat.id, fields },
  );

export const tellAll = (connections: readonly string[], event: ServerEvent, except?: string): Push[] =>
  to(
    connections.filter((connection) => connection !== except),
    event,
  );
