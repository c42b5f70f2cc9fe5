// The words of the product as types: chats, entries, people, tickets. Schemas: the server parses what browsers send with them, and tests hold what browsers check by hand to them.
import * as v from 'valibot';
import { SentFile } from './sent-file.ts';

/** The languages of both sites. */
export const Language = v.picklist(['nl', 'en']);
export type Language = v.InferOutput<typeof Language>;

/** 128 random bits in base64url. */
const id = () => v.pipe(v.string(), v.regex(/^[\w-]{22}$/));

export const ChatId = v.pipe(id(), v.brand('ChatId'));
export type ChatId = v.InferOutput<typeof ChatId>;
export const UserId = v.pipe(id(), v.brand('UserId'));
export type UserId = v.InferOutput<typeof UserId>;
/** Client message id: made by the sender, the same on every retry. */
export const Cid = v.pipe(id(), v.brand('Cid'));
export type Cid = v.InferOutput<typeof Cid>;
/** One browser tab; survives a reload, so a reconnect replaces its own connection. */
export const Sid = v.pipe(v.string(), v.regex(/^[\w-]{8}$/), v.brand('Sid'));
export type Sid = v.InferOutput<typeof Sid>;
/** Place of an entry in its chat: 1, 2, 3 … without gaps. */
export const Seq = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999_999_999));

export const Role = v.picklist(['customer', 'agent']);
export type Role = v.InferOutput<typeof Role>;

export const Permission = v.picklist(['chat', 'helpdesk', 'manage', 'administer']);
/** chat: portal "Chat"; helpdesk: may use Helpdesk – Chat; manage: "Chat beheren"; administer: accounts and categories. */
export type Permission = v.InferOutput<typeof Permission>;

export const Person = v.object({ id: UserId, name: v.string() });
export type Person = v.InferOutput<typeof Person>;
export const Author = v.object({ role: Role, id: UserId, name: v.string() });
export type Author = v.InferOutput<typeof Author>;

export const EndReason = v.picklist([
  'customer',
  'agent',
  'timeout',
  'connection',
  'saved',
  'deleted',
  'unanswered',
  'blocked',
]);
/**
 * saved, deleted: ended from the unclosed list because it was saved or deleted there (S79). unanswered: the helpdesk did
 * not answer in time, and the chat became a ticket by itself (S10). blocked: the customer's account was blocked.
 */
export type EndReason = v.InferOutput<typeof EndReason>;

/** The version a change was made from; the next one, too, is a number that a double tells from its neighbours. */
export const Rev = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER - 1),
);
/** Of a standard text, made by the server. */
export const TextId = v.pipe(
  v.string(),
  v.check((id) => /^[\w-]{1,40}$/.test(id)),
);

/** Milliseconds since 1970 by the server's clock. */
export const At = v.number();
const entry = { seq: Seq, at: At };
/** With files their names stand behind the words in `text`, of which so many UTF-16 units are the author's own. */
const withFiles = { files: v.optional(v.array(SentFile)), own: v.optional(v.number()) };

/** Who took a message back (S138): its author within two minutes, or an agent with "Chat beheren" at any time. */
export const RedactedBy = v.picklist(['author', 'helpdesk']);
export type RedactedBy = v.InferOutput<typeof RedactedBy>;

export const Entry = v.variant('kind', [
  v.object({ ...entry, kind: v.literal('started'), nickname: v.string(), welcome: v.string() }),
  v.object({
    ...entry,
    kind: v.literal('message'),
    cid: Cid,
    author: Author,
    text: v.string(),
    ...withFiles,
    /** Its text is gone: empty from then on, and its files with it (S138). */
    redacted: v.optional(RedactedBy),
  }),
  /**
   * The message `of` was taken back, which was its author's. At the next place of a log that goes on; with the place 0 of
   * one that has ended, in whose log it has none.
   */
  v.object({ ...entry, kind: v.literal('redacted'), cid: Cid, of: Seq, by: RedactedBy, author: Author }),
  v.object({ ...entry, kind: v.literal('joined'), cid: Cid, agent: Person }),
  v.object({ ...entry, kind: v.literal('left'), cid: Cid, agent: Person }),
  /** Nobody of the helpdesk is there any more, this agent last (S153); who takes part stays as it is. */
  v.object({ ...entry, kind: v.literal('away'), cid: Cid, agent: Person }),
  /** This agent is there again, before a colleague took over. */
  v.object({ ...entry, kind: v.literal('back'), cid: Cid, agent: Person }),
  v.object({
    ...entry,
    kind: v.literal('ended'),
    cid: v.optional(Cid),
    reason: EndReason,
    by: v.optional(Author),
  }),
]);
export type Entry = v.InferOutput<typeof Entry>;

/** A note between agents (S136), in a log of its own that no customer's read reaches: `seq` is its place there. */
export const Note = v.object({
  seq: Seq,
  at: At,
  cid: Cid,
  /** Not there where somebody who watches stays unseen (S137), but for that person. */
  author: v.optional(Person),
  /** By somebody who watches, and whether by name. */
  whispered: v.optional(v.picklist(['named', 'unseen'])),
  text: v.string(),
  /** The colleagues it names. */
  mentions: v.optional(v.array(Person)),
  redacted: v.optional(RedactedBy),
});
export type Note = v.InferOutput<typeof Note>;

export const ChatState = v.picklist(['online', 'waiting', 'active', 'ended', 'closed']);
export type ChatState = v.InferOutput<typeof ChatState>;

/** Numbers that are masked before a text is sent (S139). */
export const MaskKind = v.picklist(['bsn', 'iban', 'card']);
export type MaskKind = v.InferOutput<typeof MaskKind>;

/** What a page without a chat is told of the opening hours (S149): nothing where there are none. */
export const OpeningTimes = v.object({
  /** When it opens, where it is closed. */
  opensAt: v.optional(At),
  /** In how many milliseconds to ask again, where it turns soon; spread, so that not all ask at once. */
  again: v.optional(v.number()),
});
export type OpeningTimes = v.InferOutput<typeof OpeningTimes>;

/** What a customer's page does and leaves in a chat, as the desk wants it. */
export const Switches = v.object({
  /** Numbers that are masked, so that they do not leave the browser (S139): every kind where none is named. */
  masks: v.optional(v.array(MaskKind)),
  /** The customer's next message with such a number goes as it is: an agent asked for it. */
  allowed: v.optional(v.boolean()),
  /** Agents are not told on which page the customer is (S141). */
  hidesPage: v.optional(v.boolean()),
});
export type Switches = v.InferOutput<typeof Switches>;

/** Characters of its address and of its title. */
const PATH_MAX = 200;
const TITLE_MAX = 100;

/** The page of a site that a customer looks at: its address without what may hold a secret, and its title (S141). */
export const Page = v.object({
  path: v.pipe(
    v.string(),
    v.transform((path) =>
      path
        .replace(/[?#].*$/s, '')
        .slice(0, PATH_MAX)
        .toWellFormed(),
    ),
  ),
  title: v.pipe(
    v.string(),
    v.transform((title) => title.slice(0, TITLE_MAX).toWellFormed()),
  ),
});
export type Page = v.InferOutput<typeof Page>;

/** What the customer may know of the own chat. */
export const CustomerChat = v.object({
  id: ChatId,
  nickname: v.string(),
  email: v.optional(v.string()),
  state: ChatState,
  agents: v.array(Person),
  ...Switches.entries,
});
export type CustomerChat = v.InferOutput<typeof CustomerChat>;

/** A colleague asked to take part (S81, S82), or to take over: then the inviter leaves when the invited one joins (S87). */
export const Invitation = v.object({
  agent: Person,
  by: Person,
  note: v.string(),
  transfer: v.boolean(),
  at: At,
});
export type Invitation = v.InferOutput<typeof Invitation>;

/** A chat as a block in the console's list. */
export const ChatSummary = v.object({
  id: ChatId,
  nickname: v.string(),
  email: v.optional(v.string()),
  /** The real account behind the nickname (S18). */
  customer: v.object({ id: UserId, login: v.string(), name: v.string() }),
  state: ChatState,
  startedAt: At,
  /** When the first message came, while no agent has joined; or since when none of those who joined is there (S153). */
  waitingSince: v.optional(At),
  /** The beginning of what the customer asked, as long as nobody answers (S26). */
  question: v.optional(v.string()),
  agents: v.array(Person),
  invitations: v.array(Invitation),
  /** Since when the customer has no connection; absent while there is one. */
  goneSince: v.optional(At),
  ended: v.optional(v.object({ at: At, reason: EndReason })),
  ticket: v.optional(v.number()),
  /** The customer's next message is not masked (S139). */
  allowed: v.optional(v.boolean()),
  /** Agents noted something (S136). */
  noted: v.optional(v.boolean()),
  /** Grows with every change of this summary; an older one that arrives late is ignored. */
  rev: v.number(),
});
export type ChatSummary = v.InferOutput<typeof ChatSummary>;

/** What an agent fills during the chat for the ticket (S32-S36). */
export const TicketForm = v.object({
  subject: v.string(),
  category: v.string(),
  remarks: v.string(),
  email: v.string(),
});
export type TicketForm = v.InferOutput<typeof TicketForm>;

export const AgentSummary = v.object({
  id: UserId,
  name: v.string(),
  onDuty: v.boolean(),
  max: v.number(),
  /** On duty, and heard of lately: only such agents give room. Absent means yes. */
  reachable: v.optional(v.boolean()),
  /** Since when this agent is gone: no console heard of, or no right to one (S153). */
  goneSince: v.optional(At),
  /** Grows with every change; of two summaries the higher one counts. How many chats an agent handles is read from the chats. */
  rev: v.number(),
});
export type AgentSummary = v.InferOutput<typeof AgentSummary>;

export const Settings = v.object({
  /** Chats one agent handles at once (S8). */
  max: v.number(),
  welcome: v.string(),
  /** To customers whose page is in English (S157); without, they get the other. Unsaid by a page from before there was one. */
  welcomeEn: v.optional(v.string()),
  timeoutMinutes: v.number(),
  /** Whether a saved ticket is shown to the customer (S11). */
  publish: v.boolean(),
  sendStandardTexts: v.boolean(),
  realtimeOnline: v.boolean(),
  /** Whether agents see what the customer types (S43). */
  preview: v.boolean(),
  /** Which numbers are masked (S139); unsaid by a page from before there was a choice. */
  maskBsn: v.optional(v.boolean()),
  maskIban: v.optional(v.boolean()),
  maskCard: v.optional(v.boolean()),
  /** Whether agents of a chat see on which page its customer is (S141). */
  showPage: v.optional(v.boolean()),
  /** Grows with every save; a save of an older version is refused. */
  rev: v.number(),
});
export type Settings = v.InferOutput<typeof Settings>;

/** What an agent can send with two keys (S12). `{klant}` and `{medewerker}` stand for the names. */
export const StandardText = v.object({
  id: v.string(),
  title: v.string(),
  text: v.string(),
  category: v.string(),
  /** Place in the list, low first. */
  order: v.number(),
  /** Grows with every save; a save of an older version is refused. Absent for a text that was saved before there were versions. */
  rev: v.optional(v.number()),
});
export type StandardText = v.InferOutput<typeof StandardText>;

/** A chat that stayed open (S99), with the last thing said in it. */
export const UnclosedChat = v.object({
  chat: ChatSummary,
  last: v.optional(v.object({ at: At, text: v.string() })),
});
export type UnclosedChat = v.InferOutput<typeof UnclosedChat>;

/** What a customer thought of a chat: 1 poor … 5 excellent (S68). */
export const Stars = v.picklist([1, 2, 3, 4, 5]);
export type Stars = v.InferOutput<typeof Stars>;

export const TicketStatus = v.picklist(['new', 'open', 'solved']);
export type TicketStatus = v.InferOutput<typeof TicketStatus>;

/** A ticket as one line of its customer's list. */
export const TicketSummary = v.object({
  number: v.number(),
  subject: v.string(),
  status: TicketStatus,
  createdAt: At,
  /** When a field changed or somebody replied, last. */
  changedAt: At,
  published: v.boolean(),
});
export type TicketSummary = v.InferOutput<typeof TicketSummary>;

/** Where something stands in its ticket's history, in text order. */
const place = v.optional(v.string());

/** One thing in a ticket's history that its customer may see; a chat carries its conversation, or the end of it (S77). */
export const TicketItem = v.variant('kind', [
  v.object({ kind: v.literal('chat'), at: At, chatId: ChatId, entries: v.array(Entry), place }),
  /** What the customer asked without a chat, or a reply of either side; a reply has the `cid` it was sent with. */
  v.object({
    kind: v.literal('message'),
    at: At,
    author: Author,
    text: v.string(),
    ...withFiles,
    cid: v.optional(Cid),
    place,
  }),
]);
export type TicketItem = v.InferOutput<typeof TicketItem>;

/** A page of a ticket's history begins here: what happened before is to be asked for with this. */
const earlier = v.optional(v.string());

/** What the customer sees of a ticket: never the internal remarks. */
export const CustomerTicket = v.object({ ...TicketSummary.entries, history: v.array(TicketItem), earlier });
export type CustomerTicket = v.InferOutput<typeof CustomerTicket>;

export const TicketField = v.picklist([
  'subject',
  'status',
  'category',
  'assignee',
  'email',
  'remarks',
  'published',
]);
export type TicketField = v.InferOutput<typeof TicketField>;

/** Who changed which fields when. Of the remarks only that they changed: both texts would weigh more than the ticket. */
export const TicketChange = v.object({
  kind: v.literal('change'),
  at: At,
  by: Author,
  changes: v.array(
    v.object({ field: TicketField, from: v.optional(v.string()), to: v.optional(v.string()) }),
  ),
  place,
});
export type TicketChange = v.InferOutput<typeof TicketChange>;

export const AgentTicketItem = v.variant('kind', [...TicketItem.options, TicketChange]);
export type AgentTicketItem = v.InferOutput<typeof AgentTicketItem>;

/** A ticket as one line of the agents' list. */
export const TicketRow = v.object({
  ...TicketSummary.entries,
  category: v.string(),
  /** The agent who looks after it. */
  assignee: v.optional(Person),
  /** It made itself of a chat that nobody answered in time (S10). */
  missed: v.optional(v.boolean()),
  customer: v.object({ id: UserId, login: v.string(), name: v.string() }),
});
export type TicketRow = v.InferOutput<typeof TicketRow>;

export const AgentTicket = v.object({
  ...TicketRow.entries,
  remarks: v.string(),
  email: v.string(),
  /** The address of the customer's account, which may differ from the one given with the chat. */
  accountEmail: v.optional(v.string()),
  history: v.array(AgentTicketItem),
  earlier,
  /** What agents noted in the chat it came from (S136). */
  notes: v.optional(v.array(Note)),
  /** What the customer thought of the chat it came from. */
  rating: v.optional(v.object({ stars: v.number(), comment: v.string(), at: At })),
  /** Grows with every edit; an edit of an older version is refused. */
  rev: v.number(),
});
export type AgentTicket = v.InferOutput<typeof AgentTicket>;
