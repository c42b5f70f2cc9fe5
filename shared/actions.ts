// What a client may ask over the WebSocket: who may, what it sends, what it gets. The browser imports this as types only.
import * as v from 'valibot';
import { WatchLine } from './audit-line.ts';
import { FILES_A_MESSAGE } from './files.ts';
import {
  AgentSummary,
  ChatId,
  ChatSummary,
  Cid,
  CustomerChat,
  Entry,
  Language,
  Note,
  OpeningTimes,
  Page,
  Permission,
  Person,
  Rev,
  type Role,
  Seq,
  Settings,
  Sid,
  StandardText,
  Stars,
  TextId,
  TicketForm,
  UnclosedChat,
  UserId,
} from './model.ts';
import { MonthUsage } from './month-usage.ts';
import {
  CATEGORY_MAX,
  COMMENT_MAX,
  EMAIL_MAX,
  MENTIONS_MAX,
  NOTE_MAX,
  REMARKS_MAX,
  STANDARD_TITLE_MAX,
  SUBJECT_MAX,
  WINDOWS_MAX,
} from './rules.ts';
import { FileId } from './sent-file.ts';

/** The function an action runs in; `conversation` is the hot path and stays small. */
export type ActionGroup = 'conversation' | 'desk';

export interface ActionSpec {
  readonly group: ActionGroup;
  readonly by: readonly Role[];
  /** The agent's permission without which it is `forbidden`; unsaid, that is the right to the desk itself (S117). */
  readonly needs?: Exclude<Permission, 'chat'> | 'nothing';
  readonly input: v.ObjectSchema<v.ObjectEntries, undefined>;
  /** `null`: fire and forget, no reply is sent. */
  readonly reply: v.GenericSchema | null;
}

const wellFormed = () =>
  v.pipe(
    v.string(),
    v.transform((text) => text.toWellFormed()),
  );
const nothing = v.object({});
/** What the page understands (shared/terms.ts), kept with its connection; one that does not say is of the first release. */
const speaks = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)));
/** Where the page before ended: made by the server and given back as it is. */
const Place = v.optional(v.pipe(wellFormed(), v.minLength(1), v.maxLength(64)));
const field = (max: number) => v.pipe(wellFormed(), v.maxLength(max));

/** Whether the log goes on behind these entries: `chat.sync` gives the rest. */
const More = v.optional(v.boolean());

/** Where the caller now stands in a chat, with the entries after its cursor, as many as one message carries. */
const Position = v.object({ seq: Seq, entries: v.array(Entry) });

export const actions = {
  /** Keeps a silent connection open and proves it works both ways. */
  ping: {
    group: 'conversation',
    by: ['customer', 'agent'],
    needs: 'nothing',
    input: nothing,
    reply: nothing,
  },

  /** Says whether the tab may show, and keeps saying so by `room.changed`; names the chat to restore. */
  'lobby.enter': {
    group: 'desk',
    by: ['customer'],
    input: v.object({ speaks }),
    reply: v.object({
      open: v.boolean(),
      rev: v.number(),
      chatId: v.optional(ChatId),
      nickname: v.string(),
      ...OpeningTimes.entries,
    }),
  },
  /** Takes a place and starts a chat; an account that has a chat running gets that one (S116). */
  'chat.start': {
    group: 'desk',
    by: ['customer'],
    input: v.object({
      sid: Sid,
      nickname: v.pipe(wellFormed(), v.maxLength(200)),
      email: v.pipe(wellFormed(), v.maxLength(EMAIL_MAX)),
      /** A first message follows at once: consoles are told of the chat with it, not twice. */
      asks: v.optional(v.boolean()),
      /** Of the page: the chat begins in it, and its ticket is called in it (S157). */
      language: v.optional(Language),
      speaks,
    }),
    reply: v.object({ chat: CustomerChat, entries: v.array(Entry), more: More, preview: v.boolean() }),
  },
  /** Ties this tab's connection to the chat and gives every entry after the cursor; the one path for gap, reload and reconnect. */
  'chat.sync': {
    group: 'conversation',
    by: ['customer', 'agent'],
    input: v.object({ chatId: ChatId, sid: Sid, after: Seq, speaks }),
    reply: v.object({
      chat: CustomerChat,
      entries: v.array(Entry),
      /** There is more than one page: ask again from the last entry. */
      more: v.boolean(),
      /** Whether previews are on at this desk. */
      preview: v.boolean(),
      /** When the chat times out unless something is said, once that was announced (S10); by the server's clock. */
      endsAt: v.optional(v.number()),
      /** The server's clock now, to count down by. */
      now: v.number(),
    }),
  },
  'chat.say': {
    group: 'conversation',
    by: ['customer', 'agent'],
    input: v.object({
      chatId: ChatId,
      cid: Cid,
      after: Seq,
      text: wellFormed(),
      /** Of this chat, uploaded and looked into by the same person. */
      files: v.optional(v.pipe(v.array(FileId), v.maxLength(FILES_A_MESSAGE.max))),
    }),
    reply: Position,
  },
  /**
   * What the customer is typing; newest `rev` wins, an empty text clears. With it how far the customer has read (S140) and on
   * which page that is (S141). Never stored, never logged.
   */
  'chat.preview': {
    group: 'conversation',
    by: ['customer'],
    input: v.object({
      chatId: ChatId,
      rev: Rev,
      text: wellFormed(),
      seen: v.optional(Seq),
      page: v.optional(Page),
    }),
    reply: null,
  },
  /** An agent is typing (S45), or a customer for whom nobody is there yet (S26): an indicator only, no content. */
  'chat.typing': {
    group: 'conversation',
    by: ['customer', 'agent'],
    input: v.object({ chatId: ChatId }),
    reply: null,
  },
  'chat.end': {
    group: 'desk',
    by: ['customer', 'agent'],
    input: v.object({ chatId: ChatId, cid: Cid, after: Seq }),
    reply: Position,
  },
  /** "Sluiten" after the end: the chat is no longer restored on this account's pages. */
  'chat.dismiss': { group: 'desk', by: ['customer'], input: v.object({ chatId: ChatId }), reply: nothing },

  /** The customer's opinion of an ended chat, once (S67-S69); the same one again is no error. */
  'chat.rate': {
    group: 'desk',
    by: ['customer'],
    input: v.object({ chatId: ChatId, stars: Stars, comment: field(COMMENT_MAX) }),
    reply: nothing,
  },

  /** "Ik ben er nog": starts the count to the time-out again (S10). */
  'chat.stay': { group: 'desk', by: ['customer'], input: v.object({ chatId: ChatId }), reply: nothing },

  /** Opens the console: everything its first screen shows; pushes keep it true from there. */
  'desk.enter': {
    group: 'desk',
    by: ['agent'],
    input: v.object({
      sid: Sid,
      speaks,
      /** Chats this tab has a window of: given whether or not they are among the newest ended ones. */
      windows: v.optional(v.pipe(v.array(ChatId), v.maxLength(WINDOWS_MAX))),
    }),
    /** As much as one message carries; the rest of chats, agents and consoles comes before it, in pushes (`desk.listed`). */
    reply: v.object({
      me: Person,
      permissions: v.array(Permission),
      settings: Settings,
      categories: v.array(v.string()),
      /** Every running chat, and the newest of the ended ones. */
      chats: v.array(ChatSummary),
      /** How many ended chats there are to save or delete; or `more` than that. */
      ended: v.optional(v.object({ count: v.number(), more: v.boolean() })),
      agents: v.array(AgentSummary),
      /** Agents with a console open, this one among them. */
      connected: v.optional(v.array(UserId)),
      /** The server's clock: a chat younger than a moment may be missing, as the list is some seconds behind. */
      now: v.number(),
    }),
  },
  'duty.start': { group: 'desk', by: ['agent'], input: nothing, reply: AgentSummary },
  'duty.stop': { group: 'desk', by: ['agent'], input: nothing, reply: AgentSummary },
  /** Renews the lease of an agent on duty; a console sends it every BEAT_MS. */
  'duty.beat': { group: 'desk', by: ['agent'], input: nothing, reply: nothing },

  'chat.join': {
    group: 'desk',
    by: ['agent'],
    input: v.object({
      chatId: ChatId,
      sid: Sid,
      cid: Cid,
      /** Join although another agent answered first. */
      second: v.boolean(),
      speaks,
    }),
    reply: v.object({ chat: ChatSummary, entries: v.array(Entry), more: More, form: TicketForm }),
  },
  /** Asks a colleague on duty to take part, or to take over (S81, S87); asking again replaces the note. */
  'chat.invite': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, agent: UserId, note: field(NOTE_MAX), transfer: v.boolean() }),
    reply: nothing,
  },
  /** An agent in the chat takes an invitation back. */
  'chat.withdraw': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, agent: UserId }),
    reply: nothing,
  },
  /** The invited agent says no. */
  'chat.decline': { group: 'desk', by: ['agent'], input: v.object({ chatId: ChatId }), reply: nothing },
  /** Lets the customer's next message through with a number that is masked else (S139), or no longer. There is a line of it in the log. */
  'chat.allow': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, allowed: v.boolean() }),
    reply: nothing,
  },
  /** Never the last agent (S86). */
  'chat.leave': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, cid: Cid }),
    reply: nothing,
  },
  /** Follows a chat unseen (S90); again on every reconnect. Entries, previews and the end come as pushes. */
  'chat.watch': {
    group: 'desk',
    by: ['agent'],
    needs: 'manage',
    input: v.object({ chatId: ChatId, sid: Sid, after: Seq, speaks }),
    reply: v.object({ chat: ChatSummary, entries: v.array(Entry), more: v.boolean() }),
  },
  'chat.unwatch': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, sid: Sid }),
    reply: nothing,
  },
  /**
   * A note for the agents of a chat, by one of them or by one who watches it (S136, S137). `after`: the last note this page
   * has; a retry repeats both it and the `cid`.
   */
  'chat.note': {
    group: 'desk',
    by: ['agent'],
    input: v.object({
      chatId: ChatId,
      cid: Cid,
      after: Seq,
      text: wellFormed(),
      mentions: v.optional(v.pipe(v.array(UserId), v.maxLength(MENTIONS_MAX))),
      /** Whoever watches is named by it; else stays unseen. */
      named: v.optional(v.boolean()),
    }),
    reply: v.object({ note: Note }),
  },
  /** The notes of a chat after a cursor, as many as one message carries. */
  'chat.notes': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, after: Seq }),
    reply: v.object({ notes: v.array(Note), more: v.boolean() }),
  },
  /**
   * Takes a message back: its author within two minutes, who has "Chat beheren" at any time (S138). Everyone in the chat has
   * it as a push, whoever asked too. Again it changes nothing and is no error.
   */
  'chat.redact': {
    group: 'desk',
    by: ['customer', 'agent'],
    input: v.object({ chatId: ChatId, seq: Seq, cid: Cid }),
    reply: nothing,
  },
  /** The same of a note. */
  'note.redact': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, seq: Seq }),
    reply: nothing,
  },
  /** Chats that stayed open, oldest first (S99, S104), a page at a time; a page may be empty and yet have a next one. */
  'unclosed.list': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ from: Place }),
    reply: v.object({ chats: v.array(UnclosedChat), next: v.optional(v.string()) }),
  },
  /** "Instellingen" (S7-S13), for whoever has "Chat beheren". `rev` is the version that was changed. */
  'settings.change': {
    group: 'desk',
    by: ['agent'],
    needs: 'manage',
    input: v.object({ ...Settings.entries, rev: v.optional(Rev, 0) }),
    reply: Settings,
  },
  /** The standard texts, a page at a time, in no order that means anything. */
  'text.list': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ from: Place }),
    reply: v.object({ texts: v.array(StandardText), next: v.optional(v.string()) }),
  },
  /** Adds a standard text, or changes the one with this id (S12). Not `id`: that is the frame's. */
  'text.save': {
    group: 'desk',
    by: ['agent'],
    needs: 'manage',
    input: v.object({
      textId: v.optional(TextId),
      title: field(STANDARD_TITLE_MAX),
      text: wellFormed(),
      category: field(CATEGORY_MAX),
      order: v.pipe(v.number(), v.safeInteger()),
      /** Of the text that was changed; another one is stored meanwhile: refused as outdated. */
      rev: v.optional(Rev),
    }),
    reply: StandardText,
  },
  'text.delete': {
    group: 'desk',
    by: ['agent'],
    needs: 'manage',
    input: v.object({ textId: TextId }),
    reply: nothing,
  },
  /** This month's chats, messages, minutes and what they cost, for whoever has "Chat beheren". */
  'usage.read': { group: 'desk', by: ['agent'], needs: 'manage', input: nothing, reply: MonthUsage },
  /** Who watched unseen, newest first (S91), as pages of the first release ask for it; the whole log is a route. */
  'audit.list': {
    group: 'desk',
    by: ['agent'],
    needs: 'administer',
    input: nothing,
    reply: v.object({ lines: v.array(WatchLine) }),
  },
  /** The ticket fields of a chat, for a window that is opened again. */
  'chat.form': { group: 'desk', by: ['agent'], input: v.object({ chatId: ChatId }), reply: TicketForm },
  /** Saves the fields that changed; last write per field wins (S32). */
  'chat.fill': {
    group: 'desk',
    by: ['agent'],
    input: v.object({
      chatId: ChatId,
      fields: v.partial(
        v.object({
          subject: field(SUBJECT_MAX),
          category: field(CATEGORY_MAX),
          remarks: field(REMARKS_MAX),
          email: field(EMAIL_MAX),
        }),
      ),
    }),
    reply: nothing,
  },
  /** Saves an ended chat as a ticket, once, whoever asks and how often (S76). */
  'chat.save': {
    group: 'desk',
    by: ['agent'],
    input: v.object({ chatId: ChatId, publish: v.optional(v.boolean()) }),
    reply: v.object({ ticket: v.number() }),
  },
  /** Brings a deleted chat back to the unclosed ones, as long as it is in the bin (S103). */
  'chat.undelete': { group: 'desk', by: ['agent'], input: v.object({ chatId: ChatId }), reply: nothing },
  'chat.delete': { group: 'desk', by: ['agent'], input: v.object({ chatId: ChatId }), reply: nothing },
} as const satisfies Record<string, ActionSpec>;

export type Actions = typeof actions;
export type ActionName = keyof Actions;
export type ActionInput<N extends ActionName> = v.InferOutput<Actions[N]['input']>;
export type ActionReply<N extends ActionName> = Actions[N]['reply'] extends v.GenericSchema
  ? v.InferOutput<Actions[N]['reply']>
  : null;
/** Actions that get a reply, and those that are told and forgotten. */
export type AskedName = { [N in ActionName]: Actions[N]['reply'] extends null ? never : N }[ActionName];
export type ToldName = Exclude<ActionName, AskedName>;
