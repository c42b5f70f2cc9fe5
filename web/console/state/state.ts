// What the server said to this console, as one value; no screen, no windows and nothing that is only typed.
import type { ActionReply } from '../../../shared/actions.ts';
import type { ServerEvent } from '../../../shared/events.ts';
import type {
  AgentSummary,
  ChatId,
  ChatSummary,
  Permission,
  Person,
  Settings,
  StandardText,
  TicketForm,
  UserId,
} from '../../../shared/model.ts';

export interface DeskState {
  /** Absent until the first snapshot came. */
  readonly me: Person | undefined;
  readonly permissions: readonly Permission[];
  readonly settings: Settings | undefined;
  readonly categories: readonly string[];
  /** Closed chats stay until the next snapshot, so that an older event cannot bring them back. */
  readonly chats: ReadonlyMap<ChatId, ChatSummary>;
  /** How many ended chats there are to save or delete, of which `chats` may have only the newest; or `more` than that. */
  readonly ended: { readonly count: number; readonly more: boolean } | undefined;
  readonly agents: ReadonlyMap<UserId, AgentSummary>;
  /** Agents with a console open, as far as was told. */
  readonly consoles: ReadonlyMap<UserId, KnownConsole>;
  readonly forms: ReadonlyMap<ChatId, TicketForm>;
  /** The standard texts by id, absent until somebody needed them. */
  readonly texts: ReadonlyMap<StandardText['id'], StandardText> | undefined;
  /** When a customer whom nobody answers yet was last told to be typing, by the server's clock. */
  readonly typing: ReadonlyMap<ChatId, number>;
  /** What was last said of a chat's time-out. */
  readonly expiring: ReadonlyMap<ChatId, Expiring>;
  /** Chats and agents told about since `desk.enter` was asked: the snapshot on its way may be older. */
  readonly changedSince: ReadonlySet<ChatId | UserId>;
  /** The same of agents' consoles. */
  readonly consolesSince: ReadonlySet<UserId>;
}

/** What was last said of an agent's consoles, and when: of two the later one counts. By the server's clock. */
export interface KnownConsole {
  readonly open: boolean;
  readonly at: number;
}

/** The chat times out at `endsAt` unless an entry after `seq` comes; without `endsAt` it does not (S10). By the server's clock. */
export interface Expiring {
  readonly seq: number;
  readonly endsAt?: number | undefined;
  /** When that was said: of two the later one counts. */
  readonly now: number;
}

export const emptyDesk: DeskState = {
  me: undefined,
  permissions: [],
  settings: undefined,
  categories: [],
  chats: new Map(),
  ended: undefined,
  agents: new Map(),
  consoles: new Map(),
  forms: new Map(),
  texts: undefined,
  typing: new Map(),
  expiring: new Map(),
  changedSince: new Set(),
  consolesSince: new Set(),
};

/** A push of the server, or the answer to something this console asked. */
export type DeskEvent =
  | ServerEvent
  | { readonly event: 'desk.asked' }
  | { readonly event: 'desk.entered'; readonly snapshot: ActionReply<'desk.enter'> }
  /** What a list of chats showed. */
  | { readonly event: 'chats.listed'; readonly chats: readonly ChatSummary[] }
  | { readonly event: 'chat.joined'; readonly chat: ChatSummary; readonly form: TicketForm }
  | { readonly event: 'chat.left'; readonly chatId: ChatId }
  | { readonly event: 'texts.read'; readonly texts: readonly StandardText[] }
  | { readonly event: 'form.read'; readonly chatId: ChatId; readonly form: TicketForm }
  | { readonly event: 'chat.closed'; readonly chatId: ChatId; readonly ticket?: number };
