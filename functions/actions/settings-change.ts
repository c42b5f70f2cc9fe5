// "Instellingen" (S7-S13): saved once, applied at once to agents on duty and to running chats.
import { refuse } from '../../shared/errors.ts';
import { findSettingsFault } from '../domain/settings.ts';
import { writeSettings } from '../store/desk.ts';
import { DESK } from '../store/keys.ts';
import { arm } from '../store/timers.ts';
import type { Action } from './action.ts';
import { applySettings } from './apply-settings.ts';
import { tellConsoles } from './tell.ts';

/** By then everyone on duty and every chat is in the index. */
const APPLY_AGAIN_MS = 60_000;

export const settingsChange: Action<'settings.change'> = async (context, me, wanted) => {
  if (!me.permissions.has('manage')) return refuse({ code: 'forbidden' });
  const fault = findSettingsFault(wanted);
  if (fault) return refuse({ code: 'bad_request', path: fault });
  // The timer first: should this end half-way, or an agent or chat be too new for the lists, the sweep goes on from there.
  await arm(context.db, { kind: 'settings', id: DESK }, context.now() + APPLY_AGAIN_MS);
  const after = await writeSettings(context.db, wanted);
  if (!after) return refuse({ code: 'outdated' });
  await tellConsoles(context, { event: 'settings.changed', settings: after }, me.connection);
  await applySettings(context, after);
  return { ok: after };
};
