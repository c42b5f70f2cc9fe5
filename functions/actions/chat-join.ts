// "Deelnemen": the first agent answers; a further one takes part by choice or invitation, or takes over (S28, S57, S82, S87).
import { refuse } from '../../shared/errors.ts';
import type { Entry } from '../../shared/model.ts';
import { FIRST } from '../../shared/terms.ts';
import type { ActionContext } from '../adapters/context.ts';
import { decideJoin, hasJoined, hasLeft, isThere } from '../domain/changes.ts';
import { type Chat, isWaiting, sessionOf, toSummary } from '../domain/chat.ts';
import { entriesAdded, entriesPushes } from '../domain/recipients.ts';
import { chatFor, entriesFor } from '../domain/speaking.ts';
import type { Action } from '../pipeline/action.ts';
import { readAgents } from '../store/agents.ts';
import { changeChat, newForm, readForm } from '../store/chats.ts';
import { fitToMessage } from '../store/fit-to-message.ts';
import { isRecent, readBeginning } from '../store/log.ts';
import { attach } from '../store/tabs.ts';
import { welcomeBack } from '../workflows/change-duty.ts';
import { notifyChat, notifyConsoles } from '../workflows/notify.ts';
import { notifyRoom } from '../workflows/notify-room.ts';

/** What a customer has said before an agent comes is short: read with the head, it spares a second look. */
const FIRST_ENTRIES = 8;

export const chatJoin: Action<'chat.join'> = async (
  context,
  me,
  { chatId, sid, cid, second, speaks = FIRST },
) => {
  const { db, now, random } = context;
  const { connection } = me;

  const decide: Parameters<typeof changeChat>[3] = async ({ chat, last }, read) => {
    if (hasJoined(chat, me.id) && !chat.ended) {
      // Joined, and gone meanwhile: the caller is there again.
      if (chat.awaySince !== undefined) await welcomeBack(context, me.id);
      return { ok: null };
    }
    // A late copy of a joining that was done, and that this agent has left since, is no second one.
    if (hasLeft(chat, me.id) && (await isRecent(db, chatId, cid))) return refuse({ code: 'not_participant' });
    const asked = chat.invitations.find(({ agent, transfer }) => transfer && agent.id === me.id);
    const isAway = chat.awaySince !== undefined;
    const others = isAway ? chat.agents.map(({ id }) => id) : asked ? [asked.by.id] : [];
    const agents = await readAgents(db, [me.id, ...others], read);
    const known = agents.find(({ id }) => id === me.id);
    const back = known && !isThere(known) ? await welcomeBack(context, me.id) : undefined;
    if (back && 'error' in back) return back;
    const decided = decideJoin({
      chat,
      last: last.seq,
      agent: back?.ok ?? known,
      gone: isAway ? agents.filter(({ id }) => id !== me.id) : [],
      inviter: agents.find(({ id }) => id === asked?.by.id),
      cid,
      sid,
      session: sessionOf(me, { speaks, at: now() }),
      second,
      now: now(),
    });
    return 'error' in decided ? decided : { ok: { change: decided.ok } };
  };
  const joined = await changeChat(db, random, chatId, decide, { recent: FIRST_ENTRIES });
  if ('error' in joined) return joined;

  const { head, change } = joined.ok;
  const tied = change
    ? { ok: change }
    : await attach(db, random, { chat: head.chat, sid, session: sessionOf(me, { speaks, at: now() }) });
  if ('error' in tied) return tied;
  const { chat } = tied.ok;
  if (change) await notifyJoined(context, { before: head.chat, after: chat }, change.entries, connection);
  const [{ entries, more }, form] = await Promise.all([
    head.recent.length === head.last.seq
      ? startingWith([...head.recent, ...(change?.entries ?? [])])
      : readBeginning(db, chatId, change?.entries.at(-1)?.seq ?? head.last.seq),
    // Nobody filled in anything before the first agent came.
    change?.counts.waiting === -1 && !chat.former ? newForm(chat) : readForm(db, chat),
  ]);
  return {
    ok: {
      chat: chatFor(toSummary(chat), speaks),
      entries: entriesFor(entries, speaks),
      ...(more && { more }),
      form,
    },
  };
};

const startingWith = (all: readonly Entry[]): { readonly entries: Entry[]; readonly more: boolean } => {
  const entries = fitToMessage(all);
  return { entries, more: entries.length < all.length };
};

/**
 * Told to everyone who was in the chat, so to a colleague who left by it as well. The first to join takes the place the
 * customer held already: the room stays as it was.
 */
const notifyJoined = async (
  context: ActionContext,
  { before, after }: { before: Chat; after: Chat },
  entries: readonly Entry[],
  except: string,
): Promise<void> => {
  const told = entriesAdded(after, entries);
  const all = {
    ...after,
    agents: [...before.agents, ...after.agents],
    sessions: { ...before.sessions, ...after.sessions },
  };
  await Promise.all([
    notifyChat(context, all, entriesPushes(all, told, except), told),
    notifyConsoles(context, { event: 'chat.changed', chat: toSummary(after) }, except),
    isWaiting(before) ? undefined : notifyRoom(context),
  ]);
};
