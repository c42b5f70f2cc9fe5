// Brings the desk's settings to agents on duty and to running chats. What already is as they say stays untouched, so it may be done again.
import type { Settings } from '../../shared/model.ts';
import { tellPreviewSwitched } from '../domain/audience.ts';
import { decidePreview } from '../domain/changes.ts';
import { changeMax } from '../domain/duty.ts';
import { listOnDuty } from '../store/agents.ts';
import { changeChat } from '../store/chats.ts';
import { listRunning } from '../store/open-chats.ts';
import { arm } from '../store/timers.ts';
import type { ActionContext } from './action.ts';
import { changeDuty } from './duty.ts';
import { tellChat } from './tell.ts';

export const applySettings = async (context: ActionContext, settings: Settings): Promise<void> => {
  await applyMax(context, settings.max);
  await applyToChats(context, settings);
};

const applyMax = async (context: ActionContext, max: number): Promise<void> => {
  for (const agent of await listOnDuty(context.db)) {
    if (agent.max === max) continue;
    await changeDuty(context, agent.id, (now) => (now && now.max !== max ? changeMax(now, max) : undefined));
  }
};

/** Every running chat is looked at in the next minute, by the new time-out; and shows previews or not. */
const applyToChats = async (context: ActionContext, { preview }: Settings): Promise<void> => {
  const { db, random, now } = context;
  for (const { chat } of await listRunning(db)) {
    await arm(db, { kind: 'chat', id: chat.id }, now() + 60_000);
    if (chat.preview === preview) continue;
    const changed = await changeChat(db, random, chat.id, async (head) => ({
      ok:
        head.chat.ended || head.chat.preview === preview
          ? null
          : { change: decidePreview(head.chat, preview) },
    }));
    if ('ok' in changed && changed.ok.change) {
      await tellChat(context, changed.ok.change.chat, tellPreviewSwitched(changed.ok.change.chat));
    }
  }
};
