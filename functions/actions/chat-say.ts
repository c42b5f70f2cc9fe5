// A message: stored once at its place in the log, then shown to the others.
import { type Result, refuse } from '../../shared/errors.ts';
import { wordsWith } from '../../shared/files.ts';
import { maskText } from '../../shared/mask.ts';
import type { Cid, Entry } from '../../shared/model.ts';
import { findTextFault, TEXT_MAX } from '../../shared/rules.ts';
import type { FileId, SentFile } from '../../shared/sent-file.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import {
  authorOf,
  type Chat,
  isCustomer,
  masksOf,
  refuseSpeaking,
  speaksOf,
  toQuestion,
  toSummary,
} from '../domain/chat.ts';
import { entriesAdded, entriesPushes, previewSwitchedPushes } from '../domain/recipients.ts';
import { entriesFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { fitToMessage } from '../store/fit-to-message.ts';
import { append, readChat, readTail, type Tail } from '../store/log.ts';
import { useFiles } from '../store/use-files.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';

export const chatSay: Action<'chat.say'> = async (context, me, { chatId, cid, after, text, files = [] }) => {
  const fault = findTextFault(text);
  if (fault === 'empty_text' && files.length === 0) return refuse({ code: fault });
  if (fault === 'text_too_long') return refuse({ code: fault, max: TEXT_MAX });

  const tail = await readTail(context.db, chatId, after);
  const chat = tail?.chat ?? (await readChat(context.db, chatId));
  // A chat of someone else and one that does not exist are the same to a customer.
  if (!chat || (me.role === 'customer' && !isCustomer(chat, me))) return refuse({ code: 'not_found' });
  if (!tail) return refuse({ code: 'behind' });

  const attached = await take(context, me, { chat, tail, cid, ids: [...new Set(files)] });
  if ('error' in attached) return attached;
  const said = maskText(text, masksOf(chat, me.role), lastWords(tail));
  // Browsers mask by themselves: this one is of an older page, or an agent asked for the number. Then it is worth a strong read.
  const permitting =
    said.kinds.length > 0 && me.role === 'customer'
      ? await readChat(context.db, chatId, { consistent: true })
      : undefined;
  const message = { kind: 'message', at: context.now(), cid, author: authorOf(chat, me) } as const;
  const sent = await append(
    context.db,
    tail,
    { ...message, ...wordsWith(said.text, attached.ok) },
    (latest) => refuseSpeaking(chat, me, latest),
    permitting?.allowed ? wordsWith(text, attached.ok) : undefined,
  );
  if ('error' in sent) return sent;

  const { seq, entries, isAllowed } = sent.ok;
  // Told again on a retry: whoever has it already knows it by its seq.
  const own = entries.filter((entry) => entry.seq === seq);
  const [first] = own;
  const told = entriesAdded(chat, own);
  await Promise.all([
    notifyChat(context, chat, entriesPushes(chat, told, me.connection), told),
    first?.seq === 2 && chat.agents.length === 0
      ? notifyConsoles(context, { event: 'chat.changed', chat: toSummary(chat, toQuestion(first)) })
      : undefined,
    isAllowed && permitting ? notifyUsed(context, permitting) : undefined,
  ]);
  return { ok: { seq, entries: fitToMessage(entriesFor(entries, speaksOf(chat, me))) } };
};

/** What was said last before the sender's own words, as far as it was read anyway: it may be what they answer. */
const lastWords = ({ cursor, entries }: Tail): string =>
  [cursor, ...entries]
    .map((entry: Entry | undefined) => (entry?.kind === 'message' ? entry.text : ''))
    .join('\n');

/** What an agent allowed for one message was for the one that was just stored (S139). */
const notifyUsed = async (context: ActionContext, before: Chat): Promise<void> => {
  const chat = { ...before, rev: before.rev + 1, allowed: undefined };
  await Promise.all([
    notifyChat(context, chat, previewSwitchedPushes(chat)),
    notifyConsoles(context, { event: 'chat.changed', chat: toSummary(chat) }),
  ]);
};

/** Gives files to this message, once it may be said: each is in one message alone. */
const take = async (
  { db, now }: ActionContext,
  me: Caller,
  { chat, tail, cid, ids }: { chat: Chat; tail: Tail; cid: Cid; ids: readonly FileId[] },
): Promise<Result<readonly SentFile[]>> => {
  const isSaid = tail.entries.some((entry) => 'cid' in entry && entry.cid === cid);
  if (ids.length === 0 || isSaid) return { ok: [] };
  const refusal = refuseSpeaking(chat, me, tail.cursor ? [tail.cursor, ...tail.entries] : tail.entries);
  if (refusal) return refuse(refusal);
  return useFiles(db, chat.id, { by: me.id, cid, ids, after: tail.last, now: now() });
};
