// The ticket that a chat becomes, made by an agent or by itself. Independent of the caller, and of how the chat is closed with it.
import { isBlank } from '../../shared/rules.ts';
import { ticket as en } from '../../shared/text/en/ticket.ts';
import { ticket as nl } from '../../shared/text/nl/ticket.ts';
import type { Chat } from '../domain/chat.ts';
import type { SavedTicket } from '../domain/published.ts';
import { completeForm } from '../domain/ticket.ts';
import { readForm } from '../store/chats.ts';
import type { Db, Write } from '../store/db.ts';
import { readFirst } from '../store/log.ts';
import { makeTicket } from '../store/new-tickets.ts';

/** The customer's first line is among the first entries, or there is no hurry to find it. */
const LOOK_FOR_SUBJECT_IN = 20;

interface Given {
  readonly number: number;
  readonly published: boolean;
  /** Nobody answered in time (S10). */
  readonly missed?: boolean;
  readonly createdAt: number;
}

/** @returns the ticket, and the write that stores it with the change that closes the chat. */
export const ticketOfChat = async (
  db: Db,
  chat: Chat,
  given: Given,
): Promise<readonly [SavedTicket, Write]> => {
  const form = await readForm(db, chat);
  const first = isBlank(form.subject) ? await readFirst(db, chat.id, LOOK_FOR_SUBJECT_IN) : [];
  return makeTicket({
    ...given,
    about: { chatId: chat.id },
    customer: chat.customer,
    noted: chat.noted,
    form: completeForm(form, first, defaultSubject(chat)),
  });
};

/** The subject where neither an agent nor the customer gave one (S33), in the customer's language (S157). */
export const defaultSubject = ({
  nickname,
  startedAt,
  language,
}: Pick<Chat, 'nickname' | 'startedAt' | 'language'>): string => {
  const { locale, defaultSubject: subject } = language === 'en' ? en : nl;
  return subject(nickname, new Date(startedAt).toLocaleDateString(locale, { timeZone: 'Europe/Amsterdam' }));
};
