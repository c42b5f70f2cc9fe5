// A chat and an agent as a decision is given them. No storage.
import type { Agent } from '../../../functions/domain/changes.ts';
import type { Chat } from '../../../functions/domain/chat.ts';
import { newTally } from '../../../functions/domain/usage.ts';
import type { Author, Cid, Entry, Person, Sid } from '../../../shared/model.ts';
import { aChatId, aUserId } from '../../support/builders.ts';

export const START = Date.UTC(2026, 10, 22, 9);
export const cid = 'c'.repeat(22) as Cid;
export const sid = 's'.repeat(8) as Sid;
export const personOf = (name: string): Person => ({ id: aUserId(name), name });

export const aChat = (given: Partial<Chat> = {}): Chat => ({
  id: aChatId(),
  rev: 7,
  customer: { id: aUserId('jan'), login: 'jan', name: 'Jan Jansen' },
  nickname: 'Jan',
  startedAt: START,
  preview: true,
  agents: [],
  invitations: [],
  watchers: {},
  sessions: {},
  tally: newTally,
  ...given,
});

/** On duty, with a console that is heard of. */
export const anAgent = (name: string, given: Partial<Agent> = {}): Agent => ({
  ...personOf(name),
  onDuty: true,
  counted: true,
  load: 0,
  max: 3,
  leaseUntil: START + 90_000,
  rev: 1,
  ...given,
});

export const started: Entry = { seq: 1, at: START, kind: 'started', nickname: 'Jan', welcome: '' };
export const said = (
  seq: number,
  text: string,
  author: Partial<Author> = {},
): Extract<Entry, { kind: 'message' }> => ({
  seq,
  at: START + seq * 1_000,
  kind: 'message',
  cid,
  author: { role: 'customer', ...personOf('jan'), ...author },
  text,
});
