// What the server pushes. Browsers check pushes by hand (parse-event.ts), and tests hold them to this table; a push that a page does not know is ignored, so a newer server may send more.
import * as v from 'valibot';
import {
  AgentSummary,
  ChatId,
  ChatSummary,
  Entry,
  Note,
  OpeningTimes,
  Settings,
  StandardText,
  Switches,
  TicketForm,
  UserId,
} from './model.ts';

export const ServerEvent = v.variant('event', [
  /** To portal pages without a chat: whether a new chat can be started; the highest `rev` is the truth. */
  v.object({ event: v.literal('room.changed'), open: v.boolean(), rev: v.number(), ...OpeningTimes.entries }),
  /**
   * To a connection that gives way to a newer one of the same person, right before it closes: it is not to come back by
   * itself, or the pages of that person would drive each other out for ever.
   */
  v.object({ event: v.literal('connection.replaced') }),
  /** To everyone in a chat but the connection that caused it: new entries, already stored. */
  v.object({
    event: v.literal('entries.added'),
    chatId: ChatId,
    entries: v.array(Entry),
    /** For an agent, when the chat ended by them: the chat as in `chat.changed`, in the same frame. */
    chat: v.optional(ChatSummary),
  }),
  /** To the agents in a chat: what the customer types (S43), how far it is read (S140), on which page the customer is (S141). */
  v.object({
    event: v.literal('preview.changed'),
    chatId: ChatId,
    rev: v.number(),
    text: v.string(),
    seen: v.optional(v.number()),
    page: v.optional(v.object({ path: v.string(), title: v.string() })),
  }),
  /** To the customer: an agent is typing (S45). */
  v.object({ event: v.literal('agent.typing'), chatId: ChatId, name: v.string() }),
  /** To every console: a customer whom nobody answers yet is typing, at most once in half a minute (S26). */
  v.object({ event: v.literal('customer.typing'), chatId: ChatId, at: v.number() }),
  /**
   * To everyone in a chat: it times out at `endsAt` (server's clock, `now` with it) unless an entry after `seq` comes;
   * without `endsAt`: no longer, the customer is still there (S10).
   */
  v.object({
    event: v.literal('chat.expiring'),
    chatId: ChatId,
    seq: v.number(),
    endsAt: v.optional(v.number()),
    now: v.number(),
  }),
  /** To everyone in a chat: whether agents see what the customer types from now on (S43), and what is masked of it (S139). */
  v.object({ event: v.literal('preview.switched'), chatId: ChatId, on: v.boolean(), ...Switches.entries }),
  /** To every console: the desk's settings were changed. */
  v.object({ event: v.literal('settings.changed'), settings: Settings }),
  /** To every console: the list of categories was changed. */
  v.object({ event: v.literal('categories.changed'), categories: v.array(v.string()) }),
  /** To every console: a standard text was added or changed, or (without `text`) removed. */
  v.object({ event: v.literal('text.changed'), id: v.string(), text: v.optional(StandardText) }),
  /** To every console: a chat came, changed, or (state closed) went. */
  v.object({ event: v.literal('chat.changed'), chat: ChatSummary }),
  /** To every console: the same of several chats at once, as when a minute ends many of them. */
  v.object({ event: v.literal('chats.changed'), chats: v.array(ChatSummary) }),
  /** To a console that enters the desk: what of chats, agents and agents with a console open its reply does not carry. */
  v.object({
    event: v.literal('desk.listed'),
    chats: v.array(ChatSummary),
    agents: v.array(AgentSummary),
    connected: v.array(UserId),
    /** When that was looked up, by the server's clock. */
    at: v.number(),
  }),
  /** To every console: an agent started or stopped duty, or has another load. */
  v.object({ event: v.literal('agent.changed'), agent: AgentSummary }),
  /** To every console: an agent's first console opened, or the last one went. Of two the later counts. */
  v.object({ event: v.literal('console.changed'), agent: UserId, open: v.boolean(), at: v.number() }),
  /** To the agents in a chat and those who watch it: notes that were made or taken back (S136); never to the customer. */
  v.object({ event: v.literal('notes.added'), chatId: ChatId, notes: v.array(Note) }),
  /** To an agent whom a note names, by whom unless that one stays unseen. */
  v.object({
    event: v.literal('agent.mentioned'),
    chatId: ChatId,
    nickname: v.string(),
    by: v.optional(v.string()),
    at: v.number(),
  }),
  /** To the other agents in a chat: a colleague filled in ticket fields. */
  v.object({ event: v.literal('form.changed'), chatId: ChatId, fields: v.partial(TicketForm) }),
]);
export type ServerEvent = v.InferOutput<typeof ServerEvent>;
