// Every push of the server, checked by hand: the schema library would weigh a tenth of the console. Tests hold it to the schemas. Pure.
import type { ServerEvent } from '../../shared/events.ts';
import type {
  AgentSummary,
  ChatSummary,
  Entry,
  Note,
  OpeningTimes,
  Settings,
  StandardText,
  TicketForm,
} from '../../shared/model.ts';
import { isKnown } from '../../shared/timeline.ts';
import { listOf, matches, oneOf, optional, type Shape } from './guard.ts';

/** Of the opening hours, which pages without a chat alone are told: the chat window looks at them. */
type OfHours = keyof OpeningTimes;

/** A shape for each field of each member of a union, by its tag; so a field that is added is not forgotten here. */
type Shapes<U, T extends keyof U & string> = {
  readonly [N in U[T] & string]: {
    readonly [F in Exclude<keyof Extract<U, Readonly<Record<T, N>>>, T | OfHours>]-?: Shape;
  };
};

const pattern =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

// The formats are those of shared/model.ts.
const id = pattern(/^[\w-]{22}$/);
const seq: Shape = (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 1e10;
/** Of whatever release: one it does not know is told as the end alone (web/ui/ending.ts). */
const reason = '';
const redactedBy = pattern(/^(author|helpdesk)$/);
const person = { id, name: '' };
const author = { ...person, role: pattern(/^(customer|agent)$/) };
const entry = { seq, at: 0 };
/** Of the rest of it a page makes a place in the log, and nothing that could break. */
const file = { id, name: '', kind: '', size: 0 };

/** Of one it does not know, only that it is there (shared/timeline.ts): it loses no push. */
const isNewer: Shape = (value) =>
  matches(value, { kind: (kind) => typeof kind === 'string' && !isKnown(kind), ...entry });
const isOurs = oneOf('kind', {
  started: { ...entry, nickname: '', welcome: '' },
  message: {
    ...entry,
    cid: id,
    author,
    text: '',
    redacted: optional(redactedBy),
    files: optional(listOf(file)),
    own: optional(0),
  },
  redacted: { ...entry, cid: id, of: seq, by: redactedBy, author },
  joined: { ...entry, cid: id, agent: person },
  left: { ...entry, cid: id, agent: person },
  away: { ...entry, cid: id, agent: person },
  back: { ...entry, cid: id, agent: person },
  ended: { ...entry, cid: optional(id), reason, by: optional(author) },
} satisfies Shapes<Entry, 'kind'>);
const isEntry: Shape = (value) => matches(value, isOurs) || matches(value, isNewer);

const chat = {
  id,
  nickname: '',
  email: optional(''),
  customer: { ...person, login: '' },
  state: pattern(/^(online|waiting|active|ended|closed)$/),
  startedAt: 0,
  waitingSince: optional(0),
  question: optional(''),
  agents: listOf(person),
  invitations: listOf({ agent: person, by: person, note: '', transfer: true, at: 0 }),
  goneSince: optional(0),
  ended: optional({ at: 0, reason }),
  ticket: optional(0),
  allowed: optional(true),
  noted: optional(true),
  rev: 0,
} satisfies Record<keyof ChatSummary, Shape>;
const note = {
  ...entry,
  cid: id,
  author: optional(person),
  whispered: optional(pattern(/^(named|unseen)$/)),
  text: '',
  mentions: optional(listOf(person)),
  redacted: optional(redactedBy),
} satisfies Record<keyof Note, Shape>;
const settings = {
  max: 0,
  welcome: '',
  welcomeEn: optional(''),
  timeoutMinutes: 0,
  publish: true,
  sendStandardTexts: true,
  realtimeOnline: true,
  preview: true,
  maskBsn: optional(true),
  maskIban: optional(true),
  maskCard: optional(true),
  showPage: optional(true),
  rev: 0,
} satisfies Record<keyof Settings, Shape>;
const text = {
  id: '',
  title: '',
  text: '',
  category: '',
  order: 0,
  rev: optional(0),
} satisfies Record<keyof StandardText, Shape>;
const agent = {
  ...person,
  onDuty: true,
  max: 0,
  reachable: optional(true),
  goneSince: optional(0),
  rev: 0,
} satisfies Record<keyof AgentSummary, Shape>;
const fields = {
  subject: optional(''),
  category: optional(''),
  remarks: optional(''),
  email: optional(''),
} satisfies Record<keyof TicketForm, Shape>;

const isEvent = oneOf('event', {
  'room.changed': { open: true, rev: 0 },
  'connection.replaced': {},
  'entries.added': { chatId: id, entries: listOf(isEntry), chat: optional(chat) },
  'preview.changed': {
    chatId: id,
    rev: 0,
    text: '',
    seen: optional(0),
    page: optional({ path: '', title: '' }),
  },
  'agent.typing': { chatId: id, name: '' },
  'customer.typing': { chatId: id, at: 0 },
  'chat.expiring': { chatId: id, seq: 0, endsAt: optional(0), now: 0 },
  'preview.switched': {
    chatId: id,
    on: true,
    masks: optional(listOf(pattern(/^(bsn|iban|card)$/))),
    allowed: optional(true),
    hidesPage: optional(true),
  },
  'settings.changed': { settings },
  'categories.changed': { categories: listOf('') },
  'text.changed': { id: '', text: optional(text) },
  'chat.changed': { chat },
  'chats.changed': { chats: listOf(chat) },
  'desk.listed': { chats: listOf(chat), agents: listOf(agent), connected: listOf(id), at: 0 },
  'notes.added': { chatId: id, notes: listOf(note) },
  'agent.mentioned': { chatId: id, nickname: '', by: optional(''), at: 0 },
  'agent.changed': { agent },
  'console.changed': { agent: id, open: true, at: 0 },
  'form.changed': { chatId: id, fields },
} satisfies Shapes<ServerEvent, 'event'>);

/** `undefined` for what is no event of this release: a newer server may send more. */
export const parseEvent = (frame: unknown): ServerEvent | undefined =>
  matches(frame, isEvent) ? (frame as ServerEvent) : undefined;
