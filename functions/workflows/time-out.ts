// Looking at a chat whose time may be up: announces that, takes it back, or ends the chat. Coming late, twice or cut off changes nothing of the outcome.
import type { ChatId, Settings } from '../../shared/model.ts';
import { SILENT_GONE_MS } from '../../shared/rules.ts';
import type { DeskContext } from '../adapters/context.ts';
import { decideWarn, decideWithdraw } from '../domain/changes.ts';
import { expiringPushes, previewSwitchedPushes } from '../domain/recipients.ts';
import { evaluateTimeOut, isSilent, isUnanswered } from '../domain/time-out.ts';
import { changeChat } from '../store/chats.ts';
import { readHead, readLastMessage } from '../store/log.ts';
import { arm } from '../store/timers.ts';
import { type EndRequest, endChat } from './end-chat.ts';
import { endUnanswered } from './end-unanswered.ts';
import { notifyChat } from './notify.ts';
import { type InTurn, turnOfAgent } from './turns.ts';

/** @param inTurn for what meets on one item when many chats end in a minute. */
export const lookAtChat = async (
  context: DeskContext,
  settings: Settings,
  chatId: ChatId,
  inTurn: InTurn,
): Promise<void> => {
  const { db, now } = context;
  const head = await readHead(db, chatId);
  if (!head) return;
  const decision = evaluateTimeOut(head, settings, now());
  switch (decision.kind) {
    case 'over':
      return;
    case 'later': {
      // The word that a connection closed may be lost; a place is not held for somebody who is not there (S14).
      const probed = isSilent(head) && head.chat.goneSince === undefined;
      if (probed) await notifyChat(context, head.chat, previewSwitchedPushes(head.chat));
      const again = probed ? now() + SILENT_GONE_MS : Number.POSITIVE_INFINITY;
      return arm(db, { kind: 'chat', id: chatId }, Math.min(decision.at, again));
    }
    case 'warn':
      return warn(context, settings, chatId);
    case 'withdraw':
      await arm(db, { kind: 'chat', id: chatId }, decision.at);
      return withdraw(context, settings, chatId);
    case 'end': {
      // Judged again on the chat as it is when it ends: a message that came in between keeps it open.
      const { reason } = decision;
      const allows = (latest: typeof head) => {
        const again = evaluateTimeOut(latest, settings, now());
        return { ok: again.kind === 'end' && again.reason === reason };
      };
      const request: Pick<EndRequest, 'chatId' | 'allows' | 'inTurn'> = {
        chatId,
        allows,
        inTurn: (work) => inTurn(head.chat.agents.map(turnOfAgent), work),
      };
      const ended =
        reason === 'unanswered'
          ? await endUnanswered(context, request)
          : await endChat(context, { ...request, reason, byPresence: reason === 'connection' });
      // Not ended: busy, or no longer due. The next minute tells.
      if ('error' in ended || !ended.ok) await arm(db, { kind: 'chat', id: chatId }, now() + 60_000);
      return;
    }
    default:
      decision satisfies never;
  }
};

/** Announces when the chat will time out, judged on the chat as it is then; a second sweep finds it told. */
const warn = async (context: DeskContext, settings: Settings, chatId: ChatId): Promise<void> => {
  const { db, random, now } = context;
  const changed = await changeChat(db, random, chatId, async (head) => {
    const decision = evaluateTimeOut(head, settings, now());
    if (decision.kind !== 'warn') return { ok: null };
    // Whoever joined or left since said nothing. What is said from now on makes the announcement void.
    const unanswered = isUnanswered(head.chat, await readLastMessage(db, chatId));
    return { ok: { change: decideWarn(head.chat, { ...decision, unanswered }) } };
  });
  if ('error' in changed || !changed.ok.change) {
    // Something happened in between, or it was busy: the next minute tells.
    await arm(db, { kind: 'chat', id: chatId }, now() + 60_000);
    return;
  }
  const { head, change } = changed.ok;
  const endsAt = change.chat.warned?.endsAt ?? now();
  await arm(db, { kind: 'chat', id: chatId }, endsAt);
  const told = expiringPushes(change.chat, { seq: head.last.seq, endsAt, now: now() });
  await notifyChat(context, change.chat, told, told[0]?.event);
};

/** Takes back what was announced, to whom it was announced, if the time-out was raised since (S10). */
export const withdraw = async (context: DeskContext, settings: Settings, chatId: ChatId): Promise<void> => {
  const { db, random, now } = context;
  const changed = await changeChat(db, random, chatId, async (head) => ({
    ok:
      evaluateTimeOut(head, settings, now()).kind === 'withdraw'
        ? { change: decideWithdraw(head.chat) }
        : null,
  }));
  if ('error' in changed || !changed.ok.change) return;
  const { head, change } = changed.ok;
  const told = expiringPushes(head.chat, { seq: head.last.seq, now: now() });
  await notifyChat(context, change.chat, told, told[0]?.event);
};
