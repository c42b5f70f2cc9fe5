// Values of the shared model for tests, each named after its type, with names that are the same in every test. Stores nothing.
import type {
  AgentSummary,
  AgentTicket,
  Author,
  ChatId,
  ChatSummary,
  Cid,
  Entry,
  Invitation,
  Person,
  Settings,
  Sid,
  StandardText,
  TicketForm,
  UserId,
} from '../../shared/model.ts';

export const aChatId = (name = 'chat'): ChatId => name.padEnd(22, '0') as ChatId;
export const aUserId = (name: string): UserId => name.padEnd(22, '0') as UserId;
export const aCid = (name: string): Cid => name.padEnd(22, '0') as Cid;
export const aSid = 'tab00001' as Sid;

export const anna: Person = { id: aUserId('anna'), name: 'Anna' };
export const bram: Person = { id: aUserId('bram'), name: 'Bram' };
export const carla: Person = { id: aUserId('carla'), name: 'Carla' };
/** 3 March 2026, 10:00 in Amsterdam. */
export const NOON = Date.UTC(2026, 2, 3, 9, 0);

export const aChatSummary = (name: string, given: Partial<ChatSummary> = {}): ChatSummary => ({
  id: aChatId(name),
  nickname: name,
  customer: { id: aUserId(`c-${name}`), login: name.toLowerCase(), name: `${name} Jansen` },
  state: 'online',
  startedAt: NOON,
  agents: [],
  invitations: [],
  rev: 1,
  ...given,
});

export const anInvitation = (given: Partial<Invitation> = {}): Invitation => ({
  agent: bram,
  by: anna,
  note: '',
  transfer: false,
  at: NOON,
  ...given,
});

export const anAgentSummary = (person: Person, given: Partial<AgentSummary> = {}): AgentSummary => ({
  ...person,
  onDuty: true,
  max: 3,
  rev: 1,
  ...given,
});

export const settings: Settings = {
  max: 3,
  welcome: 'Welkom bij de helpdesk. Waarmee kunnen we u helpen?',
  timeoutMinutes: 15,
  publish: true,
  sendStandardTexts: false,
  realtimeOnline: true,
  preview: true,
  rev: 1,
};

export const aForm = (given: Partial<TicketForm> = {}): TicketForm => ({
  subject: '',
  category: '',
  remarks: '',
  email: '',
  ...given,
});

export const asCustomer = (name: string): Author => ({ role: 'customer', id: aUserId(`c-${name}`), name });
export const asAuthor = (person: Person): Author => ({ role: 'agent', ...person });

let messages = 0;
export const aMessage = (seq: number, author: Author, text: string, at = NOON + seq * 20_000): Entry => ({
  kind: 'message',
  seq,
  at,
  cid: aCid(`m${++messages}-`),
  author,
  text,
});

export const aConversation = (
  name: string,
  lines: readonly (readonly ['klant' | Person, string])[],
): Entry[] => [
  { kind: 'started', seq: 1, at: NOON, nickname: name, welcome: settings.welcome },
  ...lines.map(([who, text], at) =>
    aMessage(at + 2, who === 'klant' ? asCustomer(name) : asAuthor(who), text),
  ),
];

export const anAgentTicket = (given: Partial<AgentTicket> = {}): AgentTicket => ({
  number: 1042,
  subject: 'Factuur van februari klopt niet',
  status: 'new',
  createdAt: NOON + 900_000,
  changedAt: NOON + 900_000,
  published: true,
  category: 'Facturen',
  remarks: '',
  email: 'jan@jansen.example',
  customer: { id: aUserId('c-Jan'), login: 'jansen', name: 'Jan Jansen' },
  history: [],
  rev: 1,
  ...given,
});

export const aText = (title: string, given: Partial<StandardText> = {}): StandardText => ({
  id: `text-${title.replaceAll(' ', '-')}`,
  title,
  text: `${title} {klant}, met {medewerker} van de helpdesk.`,
  category: 'Begin',
  order: 1,
  ...given,
});
