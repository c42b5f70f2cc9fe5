// Ended chats as the product leaves them in the table, written through the store's own items. No HTTP.

import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Chat } from '../../functions/domain/chat.ts';
import { newTally } from '../../functions/domain/usage.ts';
import type { Db } from '../../functions/store/db.ts';
import { fromChat, fromEntry, fromFirst } from '../../functions/store/items.ts';
import { ChatId, Cid, type Entry, type Person, UserId } from '../../shared/model.ts';
import { asScene } from './as-scene.ts';

const newId = () => randomBytes(16).toString('base64url');
export const newChatId = (): ChatId => v.parse(ChatId, newId());
const newCid = (): Cid => v.parse(Cid, newId());
export const newUserId = (): UserId => v.parse(UserId, newId());

export const anna: Person = { id: newUserId(), name: 'Anna' };

export interface EndedChat {
  readonly customer?: Chat['customer'];
  readonly nickname?: string;
  readonly email?: string;
  readonly startedAt?: number;
  readonly agents?: readonly Person[];
  readonly former?: readonly Person[];
  /** What the customer and the first agent said, in turns. */
  readonly said?: readonly string[];
  /** `undefined`: ended, and neither saved nor deleted. */
  readonly closed?: { readonly at: number; readonly ticket?: number } | undefined;
}

export const addEndedChat = async (
  db: Db,
  {
    customer = { id: newUserId(), login: 'jansen', name: 'Jan Jansen' },
    nickname = 'Jan',
    email,
    startedAt = Date.UTC(2026, 10, 20, 10),
    agents = [anna],
    former,
    said = ['Mijn printer hapert', 'Ik help u graag'],
    closed,
  }: EndedChat,
): Promise<Chat> => {
  const [agent = anna] = agents;
  const { id, login, name } = customer;
  const entries: Entry[] = [
    { seq: 1, at: startedAt, kind: 'started', nickname, welcome: '' },
    ...said.map(
      (text, index): Entry => ({
        seq: index + 2,
        at: startedAt + (index + 1) * 1000,
        kind: 'message',
        cid: newCid(),
        author: index % 2 === 0 ? { role: 'customer', id, name: nickname } : { role: 'agent', ...agent },
        text,
      }),
    ),
  ];
  const endedAt = startedAt + (said.length + 1) * 1000;
  entries.push({ seq: entries.length + 1, at: endedAt, kind: 'ended', reason: 'customer' });
  const chat: Chat = {
    id: newChatId(),
    rev: 5,
    customer: { id, login, name },
    nickname,
    ...(email && { email }),
    startedAt,
    preview: true,
    agents,
    ...(former && { former }),
    invitations: [],
    watchers: {},
    tally: newTally,
    sessions: {},
    ended: { at: endedAt, reason: 'customer' },
    ...(closed && { closed }),
  };
  const [first, ...rest] = entries;
  await Promise.all([
    db.put(fromChat(chat), asScene),
    first && db.put(fromFirst(chat, first), asScene),
    ...rest.map((entry) => db.put(fromEntry(chat.id, entry), asScene)),
  ]);
  return chat;
};
