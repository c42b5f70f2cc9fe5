// Ending a chat, whoever or whatever ends it: used by the action, and by the sweep for time-outs.
import type { Result } from '../../shared/errors.ts';
import type { Author, ChatId, Cid, EndReason } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import { decideEnd } from '../domain/changes.ts';
import { type Chat, toSummary } from '../domain/chat.ts';
import { chatEnded } from '../domain/published.ts';
import { endPushes, entriesAdded } from '../domain/recipients.ts';
import { readAgents } from '../store/agents.ts';
import { changeChat } from '../store/chats.ts';
import type { Write } from '../store/db.ts';
import type { Head } from '../store/log.ts';
import { putInBin } from '../store/remove.ts';
import { notifyChat, notifyConsoles } from './notify.ts';
import { notifyRoom } from './notify-room.ts';

export interface EndRequest {
  readonly chatId: ChatId;
  readonly reason: EndReason;
  readonly by?: (chat: Chat) => Author;
  readonly cid?: Cid;
  /** The connection that has the news in its reply. */
  readonly except?: string;
  /** Looks at the chat once more, as it is when it would end. */
  readonly allows: (head: Head) => Result<true> | { readonly ok: false };
  /** Whether `allows` asks if the customer is there: then it ends only while that is so. */
  readonly byPresence?: boolean;
  /** The ticket it becomes in the same transaction. */
  readonly becomes?: (chat: Chat) => Promise<{ readonly ticket: number; readonly write: Write }>;
  /** Where many end at once: those of one agent one after the other, as each is decided from the agent's load. */
  readonly inTurn?: <T>(work: (turn: { readonly hasWaited: boolean }) => Promise<T>) => Promise<T>;
}

/** @returns the entry that ended the chat; `undefined` when it had ended before, or `allows` said no without a reason. */
export const endChat = async (context: DeskContext, request: EndRequest) => {
  const { inTurn = (work) => work({ hasWaited: false }) } = request;
  const ended = await inTurn(({ hasWaited }) => decideAndWrite(context, request, hasWaited));
  if ('error' in ended) return ended;

  const { change } = ended.ok;
  const [entry] = change?.entries ?? [];
  if (change && entry) {
    const told = entriesAdded(change.chat, [entry]);
    const summary = toSummary(change.chat);
    const pushes = endPushes(change.chat, told, summary, request.except);
    const consoles = pushes.filter(({ event }) => 'chat' in event).map(({ connection }) => connection);
    await Promise.all([
      notifyChat(context, change.chat, pushes, told),
      notifyConsoles(context, { event: 'chat.changed', chat: summary }, ...consoles),
      notifyRoom(context),
      entry.kind === 'ended' && context.publish(chatEnded(change.chat, entry)),
    ]);
  }
  return { ok: entry };
};

/** @param hasWaited for somebody who has just moved the agents' loads: an eventual read may be of before. */
const decideAndWrite = ({ db, random, now }: DeskContext, request: EndRequest, hasWaited: boolean) => {
  const decide: Parameters<typeof changeChat>[3] = async (head, read) => {
    const { chat, last } = head;
    const allowed = request.allows(head);
    if ('error' in allowed) return allowed;
    if (!allowed.ok || chat.ended) return { ok: null };
    const agents = await readAgents(
      db,
      chat.agents.map(({ id }) => id),
      read,
    );
    const { reason, cid } = request;
    const became = await request.becomes?.(chat);
    const decided = decideEnd({
      chat,
      last: last.seq,
      agents,
      reason,
      cid,
      by: request.by?.(chat),
      ticket: became?.ticket,
      now: now(),
    });
    if ('error' in decided) return decided;
    const { ok: change } = decided;
    const more = became ? [became.write] : putInBin(change.chat);
    return { ok: { change, more, isExact: request.byPresence } };
  };
  return changeChat(db, random, request.chatId, decide, { consistent: hasWaited });
};
