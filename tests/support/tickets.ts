// An ended chat saved as a ticket, written through the store. No HTTP.

import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Account } from '../../functions/domain/account.ts';
import type { Db } from '../../functions/store/db.ts';
import { fromEntry } from '../../functions/store/items.ts';
import { makeTicket, takeTicketNumber } from '../../functions/store/new-tickets.ts';
import { ChatId, Cid, type Entry, UserId } from '../../shared/model.ts';
import { asScene } from './as-scene.ts';

const newId = () => randomBytes(16).toString('base64url');

export const REMARKS = 'Let op: klant betaalt traag';

export const someEntries = (customer: Account): Entry[] => {
  const agent = { id: v.parse(UserId, newId()), name: 'Anna' };
  const cid = () => v.parse(Cid, newId());
  return [
    { seq: 1, at: 1000, kind: 'started', nickname: 'Jan', welcome: 'Welkom' },
    {
      seq: 2,
      at: 2000,
      kind: 'message',
      cid: cid(),
      author: { role: 'customer', id: customer.id, name: 'Jan' },
      text: 'Mijn printer hapert 🖨️',
    },
    { seq: 3, at: 3000, kind: 'joined', cid: cid(), agent },
    {
      seq: 4,
      at: 4000,
      kind: 'message',
      cid: cid(),
      author: { role: 'agent', ...agent },
      text: 'Ik help u graag',
    },
    { seq: 5, at: 5000, kind: 'ended', reason: 'customer' },
  ];
};

export const addTicket = async (
  db: Db,
  {
    customer,
    published = true,
    subject = 'Printer',
  }: { customer: Account; published?: boolean; subject?: string },
): Promise<{ number: number; chatId: ChatId; entries: Entry[] }> => {
  const chatId = v.parse(ChatId, newId());
  const entries = someEntries(customer);
  const number = await takeTicketNumber(db, customer.id);
  const { id, login, name } = customer;
  const [, write] = makeTicket({
    number,
    about: { chatId },
    customer: { id, login, name },
    form: { subject, category: 'Algemeen', remarks: REMARKS, email: 'jan@example.nl' },
    published,
    createdAt: 6000,
  });
  await db.transact([...entries.map((entry) => ({ put: fromEntry(chatId, entry), when: asScene })), write]);
  return { number, chatId, entries };
};
