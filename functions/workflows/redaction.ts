// Taking a message back (S138): out of the log and out of what was made of it, in one transaction; what lies in the bucket goes with the next sweep.

import type { AuditLine } from '../../shared/audit-line.ts';
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Cid, RedactedBy } from '../../shared/model.ts';
import type { Context, DeskContext } from '../adapters/context.ts';
import { exportsOf, transcriptsOf } from '../adapters/file-names.ts';
import type { Caller } from '../domain/caller.ts';
import { decideRedact } from '../domain/changes.ts';
import { type Chat, isCustomer } from '../domain/chat.ts';
import { entriesAdded, entriesPushes } from '../domain/recipients.ts';
import { asAuthor, redactedLate } from '../domain/redaction.ts';
import { subjectOf } from '../domain/ticket.ts';
import { readPermissions } from '../store/accounts.ts';
import { auditLine } from '../store/audit.ts';
import { readChatDocs } from '../store/chat-terms.ts';
import { changeChat } from '../store/chats.ts';
import type { Write } from '../store/db.ts';
import { DESK } from '../store/keys.ts';
import { readChat } from '../store/log.ts';
import { type Message, readMessage, redactEntry } from '../store/redaction.ts';
import { forgetSubject } from '../store/ticket-redaction.ts';
import { armed } from '../store/timers.ts';
import { defaultSubject } from './chat-ticket.ts';
import { filesTakenBack } from './files.ts';
import { chatChanged, notifyChat, notifyConsoles } from './notify.ts';
import type { RemoveContext } from './remove-chat.ts';
import { unindexChats } from './unindex-chats.ts';

/** Who and when, and of which chat; never what (S138). */
export const redactionLine = (
  { now, newId }: Pick<Context, 'now' | 'newId'>,
  { id, name }: Pick<Caller, 'id' | 'name'>,
  { id: chatId, nickname, customer }: Pick<Chat, 'id' | 'nickname' | 'customer'>,
): Write => {
  const line: AuditLine = {
    at: now(),
    who: { id, name },
    aboutId: customer.id,
    chatId,
    nickname,
    action: 'redacted',
  };
  return auditLine(line, newId());
};

export interface Wish {
  readonly chatId: ChatId;
  readonly seq: number;
  readonly cid: Cid;
}

/**
 * The message is gone, whoever reads it from then on. Asked again it is told again: by pages that have it the first word of
 * it may have been missed.
 */
export const redact = async (
  context: DeskContext,
  me: Caller,
  { chatId, seq, cid }: Wish,
): Promise<Result<Record<string, never>>> => {
  const { db, random, now } = context;
  let as: RedactedBy | undefined;
  const changed = await changeChat(db, random, chatId, async ({ chat, last }) => {
    // A chat of someone else and one that does not exist are the same to a customer.
    if (me.role === 'customer' && !isCustomer(chat, me)) return refuse({ code: 'not_found' });
    // What stands behind the head was said since it was read; a page asks for what it has, which a strong read shows.
    const message = seq <= last.seq ? await readMessage(db, chatId, seq) : undefined;
    if (!message) return refuse({ code: 'not_found' });
    if (message.redacted) {
      as = message.redacted;
      return { ok: null };
    }
    as = asAuthor(message, me, now()) ?? ((await manages(context, me)) ? 'helpdesk' : undefined);
    if (!as) return refuse({ code: 'forbidden' });
    const change = decideRedact({ chat, last: last.seq, message, by: as, cid, now: now() });
    const more = [
      redactEntry(chatId, seq, as),
      ...filesTakenBack(
        context,
        chatId,
        (message.files ?? []).map(({ id }) => id),
      ),
      ...(as === 'helpdesk' ? [redactionLine(context, me, chat)] : []),
      ...(await forgetInTicket(context, chat, message)),
      armed({ kind: 'redaction', id: chatId }, now()),
    ];
    return { ok: { change, more } };
  });
  if ('error' in changed) return changed;

  const { head, change } = changed.ok;
  const chat = change?.chat ?? head.chat;
  const [entry = redactedLate(chat, { of: seq, at: now(), by: as ?? 'author' })] = change?.entries ?? [];
  const told = entriesAdded(chat, [entry]);
  await Promise.all([
    notifyChat(context, chat, entriesPushes(chat, told), told),
    change && notifyConsoles(context, await chatChanged(context, chat)),
  ]);
  return { ok: {} };
};

/** The right as it is now, not as of the connection. */
const manages = async ({ db }: Pick<Context, 'db'>, me: Caller): Promise<boolean> =>
  me.role === 'agent' && (await readPermissions(db, me.id)).has('manage');

/** A ticket whose subject nobody filled in has the customer's first line there (S33). */
const forgetInTicket = async (
  { db }: Pick<Context, 'db'>,
  chat: Chat,
  { text }: Message,
): Promise<readonly Write[]> => {
  const was = subjectOf(text);
  const number = chat.closed?.ticket;
  return number === undefined || was === ''
    ? []
    : forgetSubject(db, number, { was, becomes: defaultSubject(chat) });
};

/** What removes files and writes segments anew, which the sweep has. */
export type RedactionMeans = Pick<RemoveContext, 'removeFiles' | 'segmentFiles'>;

/**
 * What was made of a chat before goes: its PDFs, exports of its customer, what the search index has of it. Made again it is
 * without the text. Done as often as one likes.
 * @returns whether all of it is done.
 */
export const renew = async (context: Context & RedactionMeans, chatId: ChatId): Promise<boolean> => {
  const { db, removeFiles } = context;
  const chat = await readChat(db, chatId, { consistent: true });
  if (!chat || chat.removing) return true;
  await removeFiles(transcriptsOf(chatId));
  await removeFiles(exportsOf(chat.customer.id));
  // A chat that runs is in no segment.
  if (!chat.ended) return true;
  return unindexChats(context, DESK, [chat], (await readChatDocs(db, chat, { consistent: true })).docs);
};
