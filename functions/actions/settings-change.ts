// "Instellingen" (S7-S13): saved once, applied at once to agents on duty and to running chats.
import { refuse } from '../../shared/errors.ts';
import type { Settings } from '../../shared/model.ts';
import { tellPreviewSwitched } from '../domain/audience.ts';
import { decidePreview } from '../domain/changes.ts';
import { changeMax } from '../domain/duty.ts';
import { findSettingsFault } from '../domain/settings.ts';
import { listOnDuty } from '../store/agents.ts';
import { changeChat, listOpen } from '../store/chats.ts';
import { readSettings, writeSettings } from '../store/desk.ts';
import { arm } from '../store/timers.ts';
import type { Action, ActionContext } from './action.ts';
import { changeDuty } from './duty.ts';
import { tellChat, tellConsoles } from './tell.ts';

export const settingsChange: Action<'settings.change'> = async (context, me, wanted) => {
  if (!me.permissions.has('manage')) return refuse({ code: 'forbidden' });
  const fault = findSettingsFault(wanted);
  if (fault) return refuse({ code: 'bad_request', path: fault });
  const before = await readSettings(context.db, { consistent: true });
  const after = await writeSettings(context.db, wanted);
  if (!after) return refuse({ code: 'outdated' });

  await tellConsoles(context, { event: 'settings.changed', settings: after }, me.connection);
  if (after.max !== before.max) await applyMax(context, after.max);
  if (after.timeoutMinutes !== before.timeoutMinutes || after.preview !== before.preview) {
    await applyToChats(context, after);
  }
  return { ok: after };
};

const applyMax = async (context: ActionContext, max: number): Promise<void> => {
  for (const { id } of await listOnDuty(context.db)) {
    await changeDuty(context, id, (agent) =>
      agent && agent.max !== max ? changeMax(agent, max) : undefined,
    );
  }
};

/** Every running chat is looked at in the next minute, by the new time-out; and shows previews or not. */
const applyToChats = async (context: ActionContext, { preview }: Settings): Promise<void> => {
  const { db, random, now } = context;
  for (const { chat } of await listOpen(db)) {
    if (chat.ended) continue;
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
