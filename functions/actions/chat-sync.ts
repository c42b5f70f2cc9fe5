// Gap, reload and reconnect in one: ties the tab to the chat and gives what it has not seen.
import { refuse } from '../../shared/errors.ts';
import type { Entry } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Caller } from '../domain/caller.ts';
import { type Chat, mayRead, sessionOf, takesPart, toCustomerChat } from '../domain/chat.ts';
import { redactedLate } from '../domain/redaction.ts';
import { entriesFor } from '../domain/speaking.ts';
import { announcedEnd } from '../domain/time-out.ts';
import type { Action } from '../pipeline/action.ts';
import { readHead, readPage } from '../store/log.ts';
import { attach } from '../store/tabs.ts';
import { notifyPresence } from '../workflows/notify.ts';

export const chatSync: Action<'chat.sync'> = async (context, me, { chatId, sid, after, speaks = FIRST }) => {
  const page = await readPage(context.db, chatId, { after });
  // A chat of someone else and one that does not exist look the same to the caller.
  if (!page.chat || !mayRead(page.chat, me)) return refuse({ code: 'not_found' });
  let chat: Chat = page.chat;

  if (takesPart(chat, me) && !chat.ended && chat.sessions[sid]?.connection !== me.connection) {
    const { db, random, now } = context;
    const session = sessionOf(me, { speaks, at: now() });
    const attached = await attach(db, random, { chat, sid, session });
    if ('error' in attached) return attached;
    chat = attached.ok.chat;
    if (attached.ok.isBack) await notifyPresence(context, chat);
    // Entries stored between the read and the attachment were pushed to nobody here: read again.
    const again = await readPage(context.db, chatId, { after });
    page.entries = again.entries;
    page.more = again.more;
  }
  const { entries, more } = page;
  return {
    ok: {
      chat: toCustomerChat(chat, findWaitingSince(chat, after, entries)),
      entries: entriesFor([...entries, ...takenBackLate(chat)], speaks),
      more,
      preview: chat.preview,
      endsAt: more || !isFor(me, chat) ? undefined : await readAnnouncedEnd(context, chat, entries.at(-1)),
      now: context.now(),
    },
  };
};

/** Entry 2 of a chat nobody joined is its first message; a cursor that lies behind it says as well that it is there. */
const findWaitingSince = (chat: Chat, after: number, entries: readonly Entry[]): number | undefined => {
  if (chat.agents.length > 0) return undefined;
  return after >= 2 ? chat.startedAt : entries.find(({ seq }) => seq === 2)?.at;
};

/** What was taken back after the end stands nowhere behind a page's cursor: told to each that asks. */
const takenBackLate = (chat: Chat): Entry[] =>
  (chat.redacted ?? []).map((taken) => redactedLate(chat, { ...taken, at: chat.ended?.at ?? 0 }));

/** Whoever waits for the helpdesk is not told that the silence ends the chat: it is not theirs (S10). */
const isFor = ({ role }: Pick<Caller, 'role'>, { warned }: Chat): boolean =>
  role === 'agent' || !warned?.unanswered;

/** When the chat times out, if that was announced; costs a read only then, and only without a new entry to go by. */
const readAnnouncedEnd = async (
  { db }: ActionContext,
  chat: Chat,
  last: Entry | undefined,
): Promise<number | undefined> => {
  if (!chat.warned || chat.ended) return undefined;
  const newest = last ?? (await readHead(db, chat.id))?.last;
  return newest && announcedEnd(chat, newest);
};
