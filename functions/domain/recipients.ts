// Who in a chat hears what, in words that their pages know. Consoles and waiting pages are registers: workflows/notify.ts. Pure.
import type { ServerEvent } from '../../shared/events.ts';
import type { ChatSummary, Entry, Note } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import { type Chat, type ChatSession, switchesOf, takesPart, type Watcher } from './chat.ts';
import { eventsFor } from './speaking.ts';

declare const worded: unique symbol;

/** Made here alone, so that none goes out in words its page does not know. */
export interface Push {
  readonly connection: string;
  readonly event: ServerEvent;
  readonly [worded]: true;
}

/** A connection, and what its page understands. */
export interface Listener {
  readonly connection: string;
  readonly speaks?: number | undefined;
}

/** Of the tabs that are noted those of people who take part now: a tab may be noted in the moment in which its agent leaves. */
const recipientsOf = (
  chat: Chat,
  wanted: (session: ChatSession) => boolean,
  except?: string,
): readonly Listener[] =>
  Object.values(chat.sessions)
    .filter(({ user, role }) => takesPart(chat, { id: user, role }))
    .filter((session) => wanted(session) && session.connection !== except);

/** Whoever understands the same gets the same object: it is written out once (adapters/deliver.ts). */
const to = (listeners: readonly Listener[], event: ServerEvent): Push[] => {
  const wordings = new Map<number, readonly ServerEvent[]>();
  return listeners.flatMap(({ connection, speaks = FIRST }) => {
    const said = wordings.get(speaks) ?? eventsFor(event, speaks);
    wordings.set(speaks, said);
    return said.map((each) => ({ connection, event: each }) as Push);
  });
};

/** New entries go to every tab of everyone in the chat but the one that caused them: that one has them in its reply. */
export const entriesPushes = (chat: Chat, event: EntriesAdded, except?: string): Push[] =>
  to(
    recipientsOf(chat, () => true, except),
    event,
  );

type EntriesAdded = Extract<ServerEvent, { event: 'entries.added' }>;
export const entriesAdded = (chat: Chat, entries: readonly Entry[]): EntriesAdded => ({
  event: 'entries.added',
  chatId: chat.id,
  entries: [...entries],
});

/**
 * The end goes to everyone in the chat, to an agent with the chat as it is then: one push for the window and the list.
 * Never to the customer, whose chat is less than an agent's.
 */
export const endPushes = (chat: Chat, ended: EntriesAdded, summary: ChatSummary, except?: string): Push[] => [
  ...to(
    recipientsOf(chat, ({ role }) => role === 'customer', except),
    ended,
  ),
  ...to(
    recipientsOf(chat, ({ role }) => role === 'agent', except),
    { ...ended, chat: summary },
  ),
];

/** What a customer types is for the agents in the chat alone (S43). */
export const previewPushes = (chat: Chat, event: PreviewChanged): Push[] =>
  to(
    recipientsOf(chat, ({ role }) => role === 'agent'),
    event,
  );

type PreviewChanged = Extract<ServerEvent, { event: 'preview.changed' }>;
export const previewChanged = (
  chat: Chat,
  { rev, text, seen, page }: Omit<PreviewChanged, 'event' | 'chatId'>,
): PreviewChanged => ({
  event: 'preview.changed',
  chatId: chat.id,
  rev,
  text: chat.preview ? text : '',
  ...(seen !== undefined && { seen }),
  ...(page && !chat.hidesPage && { page }),
});

/** That an agent types is for the customer alone (S45). */
export const typingPushes = (chat: Chat, name: string): Push[] =>
  to(
    recipientsOf(chat, ({ role }) => role === 'customer'),
    { event: 'agent.typing', chatId: chat.id, name },
  );

/** Ticket fields are the agents' business; never the customer's (S35). */
export const formPushes = (
  chat: Chat,
  fields: Extract<ServerEvent, { event: 'form.changed' }>['fields'],
  except: string,
): Push[] =>
  to(
    recipientsOf(chat, ({ role }) => role === 'agent', except),
    { event: 'form.changed', chatId: chat.id, fields },
  );

/** Notes are the agents' business; never the customer's (S136). */
export const notesPushes = (chat: Chat, event: NotesAdded): Push[] =>
  to(
    recipientsOf(chat, ({ role }) => role === 'agent'),
    event,
  );

type NotesAdded = Extract<ServerEvent, { event: 'notes.added' }>;
export const notesAdded = (chat: Chat, note: Note): NotesAdded => ({
  event: 'notes.added',
  chatId: chat.id,
  notes: [note],
});

/**
 * That the chat times out, or no longer does, is for everyone in it. Not for the customer where the helpdesk is the silent
 * side: whoever waits for an answer is not asked whether anybody is there (S10).
 */
export const expiringPushes = (
  { warned, ...chat }: Chat,
  expiring: Omit<Extract<ServerEvent, { event: 'chat.expiring' }>, 'event' | 'chatId'>,
): Push[] =>
  to(
    recipientsOf(chat, ({ role }) => role === 'agent' || !warned?.unanswered),
    { event: 'chat.expiring', chatId: chat.id, ...expiring },
  );

export const previewSwitchedPushes = (chat: Chat): Push[] =>
  to(
    recipientsOf(chat, () => true),
    { event: 'preview.switched', chatId: chat.id, on: chat.preview, ...switchesOf(chat) },
  );

/** Those who follow unseen get what is said and typed; that they do is in nothing that others get (S90). */
export const watchersOf = (chat: Chat): readonly Watcher[] => Object.values(chat.watchers);

export const pushesTo = (
  listeners: readonly Listener[],
  event: ServerEvent,
  ...except: readonly (string | undefined)[]
): Push[] =>
  to(
    listeners.filter(({ connection }) => !except.includes(connection)),
    event,
  );
