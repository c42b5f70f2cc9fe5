// Watching a chat unseen, and stopping (S90-S97). Writes nothing that anyone else is told.
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId, Sid } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { chatFor, entriesFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { readPermissions } from '../store/accounts.ts';
import { addAuditLine } from '../store/audit.ts';
import { readQuestion } from '../store/chats.ts';
import { readChat, readPage } from '../store/log.ts';
import { RETRY, retryUntilSettled } from '../store/retry.ts';
import { addWatcher, watcherOf } from '../store/tabs.ts';
import { lineOf, stopWatching } from '../workflows/watching.ts';

export const chatWatch: Action<'chat.watch'> = async (
  context,
  me,
  { chatId, sid, after, speaks = FIRST },
) => {
  const { db } = context;
  // The right as it is now, not as of the connection (S92).
  if (!(await readPermissions(db, me.id)).has('manage')) return refuse({ code: 'forbidden' });
  const followed = await follow(context, me, { chatId, sid, speaks });
  if ('error' in followed) return followed;
  // Read after the tab was added, so that nothing falls between the two.
  const page = await readPage(db, chatId, { after });
  const current = page.chat ?? followed.ok;
  return {
    ok: {
      chat: chatFor(toSummary(current, await readQuestion(db, current)), speaks),
      entries: entriesFor(page.entries, speaks),
      more: page.more,
    },
  };
};

interface Watching {
  readonly chatId: ChatId;
  readonly sid: Sid;
  /** What its page understands. */
  readonly speaks: number;
}

/**
 * Every tab that is added has its line in the log before, whatever fails after it (S91): also one that takes the place of
 * an earlier connection, which somebody may be stopping at this moment.
 * @returns the chat as it was looked at.
 */
const follow = (
  context: ActionContext,
  me: Caller,
  { chatId, sid, speaks }: Watching,
): Promise<Result<Chat>> => {
  const { db, random, now, newId } = context;
  return retryUntilSettled(random, async () => {
    const chat = await readChat(db, chatId, { consistent: true });
    if (!chat || chat.removing) return refuse({ code: 'not_found' });
    const known = watcherOf(chat, sid);
    const isOwn = known?.user === me.id;
    if (isOwn && (chat.ended || known.connection === me.connection)) return { ok: chat };
    // After the line of whoever stopped last, though its clock was ahead of this one.
    const at = Math.max(now(), (chat.stoppedAt ?? 0) + 1);
    await addAuditLine(db, lineOf(me, chat, { action: 'watched', at }), newId());
    if (chat.ended) return { ok: chat };
    const watcher = { user: me.id, name: me.name, connection: me.connection, speaks, at };
    return (await addWatcher(db, { chat, sid, watcher })) ? { ok: chat } : RETRY;
  });
};

export const chatUnwatch: Action<'chat.unwatch'> = async (context, me, { chatId, sid }) => {
  const { db, random } = context;
  return retryUntilSettled(random, async () => {
    const chat = await readChat(db, chatId, { consistent: true });
    if (!chat || watcherOf(chat, sid)?.user !== me.id) return { ok: {} };
    return 'done' in (await db.transact(stopWatching(context, chat, sid))) ? { ok: {} } : RETRY;
  });
};
