// What the fake helpdesk of the console's tests knows, and how it changes and tells its chats.
import type { Refusal } from '../../../../shared/errors.ts';
import type { ServerEvent } from '../../../../shared/events.ts';
import type {
  AgentSummary,
  AgentTicket,
  AuditLine,
  ChatId,
  ChatSummary,
  Cid,
  Entry,
  Permission,
  Settings,
  StandardText,
  TicketForm,
  UserId,
} from '../../../../shared/model.ts';
import { anAgent, anna, settings } from './builders.ts';

export interface Frame {
  readonly id: number;
  readonly action: string;
  readonly chatId?: ChatId;
  readonly cid?: Cid;
  readonly after?: number;
  readonly text?: string;
  readonly fields?: Partial<TicketForm>;
  readonly agent?: UserId;
  readonly note?: string;
  readonly transfer?: boolean;
  readonly textId?: string;
}
export type Answer = { readonly ok: unknown } | { readonly error: Refusal } | undefined;

export interface Request {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Tests put into it what their screen is to show. */
export interface FakeDesk {
  /** Over HTTP, but for signing in and out. */
  readonly requests: Request[];
  isSignedIn: boolean;
  readonly chats: Map<ChatId, ChatSummary>;
  readonly logs: Map<ChatId, Entry[]>;
  readonly forms: Map<ChatId, TicketForm>;
  readonly agents: AgentSummary[];
  readonly tickets: Map<number, AgentTicket>;
  categories: string[];
  permissions: Permission[];
  settings: Settings;
  readonly texts: Map<string, StandardText>;
  readonly audit: AuditLine[];
  push(event: ServerEvent): void;
}

export const createFakeDesk = (push: FakeDesk['push']): FakeDesk => ({
  requests: [],
  isSignedIn: true,
  chats: new Map(),
  logs: new Map(),
  forms: new Map(),
  agents: [anAgent(anna, { onDuty: false })],
  tickets: new Map(),
  permissions: ['helpdesk'],
  settings,
  texts: new Map(),
  audit: [],
  categories: ['Algemeen', 'Facturen', 'Storing', 'Account'],
  push,
});

export const logOf = (desk: FakeDesk, chatId: ChatId): Entry[] => desk.logs.get(chatId) ?? [];

/** Adds to the log of a chat, and tells it unless who said it has the answer. */
export const addEntry = (
  desk: FakeDesk,
  chatId: ChatId,
  entry: (seq: number) => Entry,
  isQuiet = false,
): Entry => {
  const added = entry(logOf(desk, chatId).length + 1);
  desk.logs.set(chatId, [...logOf(desk, chatId), added]);
  if (!isQuiet) desk.push({ event: 'entries.added', chatId, entries: [added] });
  return added;
};

/** Changes a chat's summary and tells every console. */
export const changeChat = (desk: FakeDesk, chatId: ChatId, changed: Partial<ChatSummary>): ChatSummary => {
  const chat = desk.chats.get(chatId);
  if (!chat) throw new Error(`no chat ${chatId}`);
  const next = { ...chat, ...changed, rev: chat.rev + 2 };
  desk.chats.set(chatId, next);
  desk.push({ event: 'chat.changed', chat: next });
  return next;
};
