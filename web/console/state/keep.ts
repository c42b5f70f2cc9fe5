// What this tab remembers over a reload: unsent text, unsaved fields, open windows, what was seen. Knows the browser's storage and no server.
import type { ChatId, Person, TicketStatus } from '../../../shared/model.ts';
import { fits, listOf, maybe, type Shape } from '../../connection/shape.ts';
import type { FormDraft } from './form-draft.ts';

/** Of one window. */
export interface WindowNote {
  /** The reply that is not sent yet, once one was typed in this tab. */
  readonly reply?: string | undefined;
  readonly fields: FormDraft;
  /** Seq of the last entry the agent has seen. */
  readonly seen?: number | undefined;
}

/** What was typed in a chat that is not this agent's any more. */
export interface Unsaid {
  readonly chatId: ChatId;
  readonly nickname: string;
  readonly text: string;
}

export interface TicketNote {
  readonly rev: number;
  readonly fields: Readonly<
    Partial<{
      subject: string;
      category: string;
      status: TicketStatus;
      assignee: Person | null;
      remarks: string;
      email: string;
      published: boolean;
    }>
  >;
}

const editing = maybe({ text: '', base: '' });
const windowNote = {
  reply: maybe(''),
  fields: { subject: editing, category: editing, remarks: editing, email: editing },
  seen: maybe(0),
} satisfies Record<keyof WindowNote, Shape>;
const ticketNote = {
  rev: 0,
  fields: {
    subject: maybe(''),
    category: maybe(''),
    status: (value) => value === undefined || value === 'new' || value === 'open' || value === 'solved',
    assignee: (value) => value === undefined || value === null || fits(value, { id: '', name: '' }),
    remarks: maybe(''),
    email: maybe(''),
    published: maybe(true),
  },
} satisfies Record<keyof TicketNote, Shape>;
const chatIds = listOf('');
const unsaid = listOf({ chatId: '', nickname: '', text: '' });

export interface Keep {
  windows(): readonly ChatId[];
  keepWindows(chatIds: readonly ChatId[]): void;
  /** Chats that are followed unseen. */
  watched(): readonly ChatId[];
  keepWatched(chatIds: readonly ChatId[]): void;
  window(chatId: ChatId): WindowNote;
  keepWindow(chatId: ChatId, note: WindowNote): void;
  dropWindow(chatId: ChatId): void;
  unsaid(): readonly Unsaid[];
  keepUnsaid(unsaid: readonly Unsaid[]): void;
  ticket(number: number): TicketNote | undefined;
  keepTicket(number: number, note: TicketNote | undefined): void;
}

const prefix = 'console';

/** `user` keeps what two agents typed in the same tab apart. */
export const createKeep = (storage: Storage, user: string): Keep => {
  const key = (...parts: (string | number)[]) => [prefix, user, ...parts].join('.');
  /** What was kept under this name, by this release or one before it. */
  const read = <T>(name: string, shape: Shape): T | undefined => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(name) ?? 'null');
      return fits(kept, shape) ? (kept as T) : undefined;
    } catch {
      // Not JSON, or storage refused: there is nothing to restore.
      return undefined;
    }
  };
  const write = (name: string, value: unknown) => {
    try {
      if (value === undefined) storage.removeItem(name);
      else storage.setItem(name, JSON.stringify(value));
    } catch {
      // Full or refused: the text stays on the screen, only a reload would lose it.
    }
  };
  return {
    windows: () => read<ChatId[]>(key('windows'), chatIds) ?? [],
    keepWindows: (chatIds) => write(key('windows'), chatIds),
    watched: () => read<ChatId[]>(key('watched'), chatIds) ?? [],
    keepWatched: (chatIds) => write(key('watched'), chatIds),
    window: (chatId) => read<WindowNote>(key('chat', chatId), windowNote) ?? { fields: {} },
    keepWindow: (chatId, note) => write(key('chat', chatId), note),
    dropWindow: (chatId) => write(key('chat', chatId), undefined),
    unsaid: () => read<Unsaid[]>(key('unsaid'), unsaid) ?? [],
    keepUnsaid: (list) => write(key('unsaid'), list),
    ticket: (number) => read<TicketNote>(key('ticket', number), ticketNote),
    keepTicket: (number, note) => write(key('ticket', number), note),
  };
};

/** What was typed in a window and went nowhere, line by line. */
export const joinTyped = (texts: readonly string[]): string =>
  texts.filter((text) => text.trim() !== '').join('\n');

/** What stands unsent and unsaved in what is kept of a window. */
export const typedIn = ({ reply = '', fields }: WindowNote): string =>
  joinTyped([
    reply,
    ...Object.values(fields).flatMap((field) => (field && field.text !== field.base ? [field.text] : [])),
  ]);

/** At logout: nothing of what was typed stays behind in this tab. */
export const forgetEverything = (storage: Storage): void => {
  for (const name of Object.keys(storage)) if (name.startsWith(`${prefix}.`)) storage.removeItem(name);
};
