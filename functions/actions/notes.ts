// Notes between the agents of a chat, by one who takes part or who watches (S136, S137): written once, given, and taken back. The customer is told nothing of any of it.
import { type Result, refuse } from '../../shared/errors.ts';
import { maskText } from '../../shared/mask.ts';
import type { ChatId, Note, Person, UserId } from '../../shared/model.ts';
import { findTextFault, INTERNAL_NOTE_MAX } from '../../shared/rules.ts';
import type { ActionContext } from '../adapters/context.ts';
import { displayName, permissionsOf } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import { decideNoted } from '../domain/changes.ts';
import { type Chat, masksOf, mayRead } from '../domain/chat.ts';
import { notesAdded, notesPushes, pushesTo } from '../domain/recipients.ts';
import { asAuthor, noteFor } from '../domain/redaction.ts';
import type { Action } from '../pipeline/action.ts';
import { readAccounts, readPermissions } from '../store/accounts.ts';
import { changeChat } from '../store/chats.ts';
import { consoles } from '../store/desk.ts';
import { fitToMessage } from '../store/fit-to-message.ts';
import { readChat } from '../store/log.ts';
import { findNotePlace, putNote, readNote, readNotes, redactNote, whileInChat } from '../store/notes.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { findInChat, type InChat, signature } from '../workflows/in-chat.ts';
import { chatChanged, notifyChat, notifyConsoles } from '../workflows/notify.ts';
import { redactionLine } from '../workflows/redaction.ts';

export const chatNote: Action<'chat.note'> = async (context, me, input) => {
  const fault = findTextFault(input.text, INTERNAL_NOTE_MAX);
  if (fault) {
    return fault === 'empty_text' ? refuse({ code: fault }) : refuse({ code: fault, max: INTERNAL_NOTE_MAX });
  }
  const mentions = await readMentioned(context, me, input.mentions ?? []);
  const made = await retryUntilSettled(context.random, () => write(context, me, { ...input, mentions }));
  if ('error' in made) return made;

  const { chat, note, isFirst } = made.ok;
  const event = notesAdded(chat, noteFor(note));
  await Promise.all([
    notifyChat(context, chat, notesPushes(chat, event), event),
    isFirst && notifyConsoles(context, await chatChanged(context, chat)),
    ...mentions.map((colleague) => notifyMentioned(context, chat, note, colleague)),
  ]);
  return { ok: { note } };
};

interface Made {
  readonly chat: Chat;
  readonly note: Note;
  /** Consoles have to know that there are notes from now on. */
  readonly isFirst: boolean;
}

type Given = Omit<Parameters<Action<'chat.note'>>[2], 'mentions'> & { readonly mentions: readonly Person[] };

/** Stores a note once. The first one marks the chat, so that nobody asks for notes where there are none. */
const write = async (
  context: ActionContext,
  me: Caller,
  given: Given,
): Promise<Result<Made> | typeof RETRY> => {
  const { db, random } = context;
  const chat = await readChat(db, given.chatId, { consistent: true });
  if (!chat || chat.removing) return refuse({ code: 'not_found' });
  const drafted = await draft(context, chat, me, given);
  if ('error' in drafted) return drafted;
  const { note, isDone, by } = drafted.ok;
  if (isDone) return { ok: { chat, note, isFirst: false } };
  if (chat.noted) {
    const written = await db.transact([putNote(chat.id, note), whileInChat(chat, by.sid)]);
    return 'done' in written ? { ok: { chat, note, isFirst: false } } : RETRY;
  }
  let first: Note | undefined;
  const marked = await changeChat(db, random, chat.id, async (head) => {
    if (head.chat.noted) return { ok: null };
    const again = await draft(context, head.chat, me, given);
    if ('error' in again) return again;
    first = again.ok.note;
    return { ok: { change: decideNoted(head.chat), more: [putNote(chat.id, first)] } };
  });
  if ('error' in marked) return marked;
  // Somebody else's was the first meanwhile.
  if (!marked.ok.change || !first) return RETRY;
  return { ok: { chat: marked.ok.change.chat, note: first, isFirst: true } };
};

interface Drafted {
  readonly note: Note;
  /** It is stored by a try of before. */
  readonly isDone: boolean;
  readonly by: InChat;
}

const draft = async (
  context: ActionContext,
  chat: Chat,
  me: Caller,
  { cid, after, text, mentions, named = false }: Given,
): Promise<Result<Drafted>> => {
  const by = await findInChat(context, chat, me);
  if (!by) return refuse({ code: 'not_participant' });
  const place = await findNotePlace(context.db, { chatId: chat.id, cid, after, by: me.id });
  if ('error' in place) return place;
  if ('done' in place.ok) return { ok: { note: place.ok.done, isDone: true, by } };
  if (chat.ended) return refuse({ code: 'chat_ended' });
  const { seq } = place.ok;
  const note: Note = {
    seq,
    at: context.now(),
    cid,
    ...signature(by, named),
    // As a colleague's words to a customer are (S139).
    text: maskText(text, masksOf(chat, 'agent')).text,
    ...(mentions.length > 0 && { mentions: [...mentions] }),
  };
  return { ok: { note, isDone: false, by } };
};

/** Of those who are named the agents that may be told; each once, and not whoever names them. */
const readMentioned = async (
  { db }: ActionContext,
  me: Caller,
  wanted: readonly UserId[],
): Promise<Person[]> => {
  const others = [...new Set(wanted)].filter((id) => id !== me.id);
  if (others.length === 0) return [];
  const accounts = await readAccounts(db, others);
  return accounts
    .filter((account) => account.role === 'agent' && permissionsOf(account, []).has('helpdesk'))
    .map((account) => ({ id: account.id, name: displayName(account) }));
};

/** At every console of the colleague, in the chat or not: who is not in it reads the note by taking part or watching. */
const notifyMentioned = async (
  { db, deliver }: ActionContext,
  { id: chatId, nickname }: Chat,
  note: Note,
  colleague: Person,
): Promise<void> => {
  const { author, at } = noteFor(note);
  const open = await consoles.listOf(db, colleague.id);
  await deliver(pushesTo(open, { event: 'agent.mentioned', chatId, nickname, by: author?.name, at }));
};

/** Of a running chat they are for the agents in it; of one that has ended for every agent, as its conversation is. */
export const chatNotes: Action<'chat.notes'> = async (context, me, { chatId, after }) => {
  const chat = await readChat(context.db, chatId, { consistent: true });
  const isTheirs = chat && (mayRead(chat, me) || (!chat.removing && (await findInChat(context, chat, me))));
  if (!isTheirs) return refuse({ code: 'not_found' });
  const notes = await readNotes(context.db, chatId, { from: after + 1, consistent: true });
  const given = fitToMessage(notes.map((note) => noteFor(note, me)));
  return { ok: { notes: given, more: given.length < notes.length } };
};

export const noteRedact: Action<'note.redact'> = async (context, me, { chatId, seq }) => {
  const found = await readBoth(context, chatId, seq);
  if (!found) return refuse({ code: 'not_found' });
  const { chat, note } = found;
  const author = note.author && { ...note.author, role: 'agent' as const };
  const own = author && asAuthor({ at: note.at, author }, me, context.now());
  const by = own ?? ((await readPermissions(context.db, me.id)).has('manage') ? 'helpdesk' : undefined);
  if (!by) return refuse({ code: 'forbidden' });
  if (!note.redacted) {
    const { db, random } = context;
    const line = by === 'helpdesk' ? [redactionLine(context, me, chat)] : [];
    const taken = await retryUntilSettled(random, async () => {
      const written = await db.transact([redactNote(chatId, seq, by), ...line]);
      // Taken back by somebody else meanwhile, or by a try of this call.
      return 'conflict' in written ? RETRY : { ok: null };
    });
    if ('error' in taken) return taken;
  }
  const { mentions: _named, ...rest } = note;
  const event = notesAdded(chat, noteFor({ ...rest, text: '', redacted: note.redacted ?? by }));
  await notifyChat(context, chat, notesPushes(chat, event), event);
  return { ok: {} };
};

const readBoth = async ({ db }: ActionContext, chatId: ChatId, seq: number) => {
  const [chat, note] = await Promise.all([
    readChat(db, chatId, { consistent: true }),
    readNote(db, chatId, seq),
  ]);
  return chat && !chat.removing && note ? { chat, note } : undefined;
};
