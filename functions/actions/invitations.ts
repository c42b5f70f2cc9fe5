// The three changes of an invitation: asked, taken back, declined (S81, S82). The customer never hears of one (S115).
import { type Result, refuse } from '../../shared/errors.ts';
import type { ChatId } from '../../shared/model.ts';
import type { ActionContext } from '../adapters/context.ts';
import type { Change } from '../domain/changes.ts';
import { decideInvite, decideUninvite } from '../domain/changes.ts';
import type { Chat } from '../domain/chat.ts';
import { takesPart, toSummary } from '../domain/chat.ts';
import type { Action } from '../pipeline/action.ts';
import { readAgent } from '../store/agents.ts';
import { changeChat } from '../store/chats.ts';
import { notifyConsoles } from '../workflows/notify.ts';

export const chatInvite: Action<'chat.invite'> = (context, me, { chatId, agent, note, transfer }) =>
  changeInvitations(context, chatId, async (chat) =>
    takesPart(chat, me)
      ? decideInvite({
          chat,
          by: me.id,
          agent: await readAgent(context.db, agent),
          note,
          transfer,
          now: context.now(),
        })
      : refuse({ code: 'not_participant' }),
  );

export const chatWithdraw: Action<'chat.withdraw'> = (context, me, { chatId, agent }) =>
  changeInvitations(context, chatId, async (chat) =>
    takesPart(chat, me) ? decideUninvite(chat, agent) : refuse({ code: 'not_participant' }),
  );

export const chatDecline: Action<'chat.decline'> = (context, me, { chatId }) =>
  changeInvitations(context, chatId, async (chat) => decideUninvite(chat, me.id));

const changeInvitations = async (
  context: ActionContext,
  chatId: ChatId,
  decide: (chat: Chat) => Promise<Result<Change>>,
): Promise<Result<Record<string, never>>> => {
  let isTried = false;
  const changed = await changeChat(context.db, context.random, chatId, async ({ chat }) => {
    const decided = await decide(chat);
    if ('error' in decided) {
      // Gone after an attempt that seemed refused: it succeeded and its answer was lost, or a colleague was quicker. Either is fine.
      return isTried && decided.error.code === 'not_invited' ? { ok: null } : decided;
    }
    isTried = true;
    return { ok: { change: decided.ok } };
  });
  if ('error' in changed) return changed;
  const { head, change } = changed.ok;
  await notifyConsoles(context, { event: 'chat.changed', chat: toSummary(change?.chat ?? head.chat) });
  return { ok: {} };
};
