// What this tab remembers over a reload: unsent text, unsaved fields, open windows, what was seen. Browser storage only; no network.
import type { ChatId, Person, TicketStatus } from '../../../shared/model.ts';
import { listOf, matches, optional, type Shape } from '../../connection/guard.ts';
import { newCid } from '../../connection/ids.ts';
import { createStored, type Stored } from '../../storage/stored.ts';
import { createDraft, type Draft } from '../../ui/draft.ts';
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

type TicketFields = Readonly<
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

export interface TicketNote {
  readonly rev: number;
  readonly fields: TicketFields;
  /** What the ticket had in their place. */
  readonly base?: TicketFields | undefined;
}

const editing = optional({ text: '', base: '' });
const windowNote = {
  reply: optional(''),
  fields: { subject: editing, category: editing, remarks: editing, email: editing },
  seen: optional(0),
} satisfies Record<keyof WindowNote, Shape>;
const ticketFields = {
  subject: optional(''),
  category: optional(''),
  status: (value) => value === undefined || value === 'new' || value === 'open' || value === 'solved',
  assignee: (value) => value === undefined || value === null || matches(value, { id: '', name: '' }),
  remarks: optional(''),
  email: optional(''),
  published: optional(true),
} satisfies Record<keyof TicketFields, Shape>;
const ticketNote = {
  rev: 0,
  fields: ticketFields,
  base: optional(ticketFields),
} satisfies Record<keyof TicketNote, Shape>;
const chatIds = listOf('');
const unsaidList = listOf({ chatId: '', nickname: '', text: '' });

export interface TabStorage {
  windows(): readonly ChatId[];
  saveWindows(chatIds: readonly ChatId[]): void;
  /** Chats that are followed unseen. */
  watched(): readonly ChatId[];
  saveWatched(chatIds: readonly ChatId[]): void;
  window(chatId: ChatId): WindowNote;
  saveWindow(chatId: ChatId, note: WindowNote): void;
  removeWindow(chatId: ChatId): void;
  unsaid(): readonly Unsaid[];
  saveUnsaid(unsaid: readonly Unsaid[]): void;
  ticket(number: number): TicketNote | undefined;
  saveTicket(number: number, note: TicketNote | undefined): void;
  /** What is typed in the form of this name. */
  draft(name: string): Draft;
}

/** Under this in the tab's storage; logging out takes it all away. */
export const NOTES = 'console.';

/** `user` keeps what two agents typed in the same tab apart. */
export const createTabStorage = (storage: Storage, user: string): TabStorage => {
  const nameOf = (...parts: (string | number)[]) => `${NOTES}${[user, ...parts].join('.')}`;
  const stored = <T>(shape: Shape, ...parts: (string | number)[]): Stored<T> =>
    createStored(storage, nameOf(...parts), (value): value is T => matches(value, shape));
  const windows = stored<readonly ChatId[]>(chatIds, 'windows');
  const watched = stored<readonly ChatId[]>(chatIds, 'watched');
  const unsaid = stored<readonly Unsaid[]>(unsaidList, 'unsaid');
  const window = (chatId: ChatId) => stored<WindowNote>(windowNote, 'chat', chatId);
  const ticket = (number: number) => stored<TicketNote>(ticketNote, 'ticket', number);
  return {
    windows: () => windows.read() ?? [],
    saveWindows: windows.write,
    watched: () => watched.read() ?? [],
    saveWatched: watched.write,
    window: (chatId) => window(chatId).read() ?? { fields: {} },
    saveWindow: (chatId, note) => window(chatId).write(note),
    removeWindow: (chatId) => window(chatId).write(undefined),
    unsaid: () => unsaid.read() ?? [],
    saveUnsaid: unsaid.write,
    ticket: (number) => ticket(number).read(),
    saveTicket: (number, note) => ticket(number).write(note),
    draft: (name) => createDraft({ tab: storage }, nameOf(name), newCid),
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
