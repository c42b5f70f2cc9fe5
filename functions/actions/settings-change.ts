// "Instellingen" (S7-S13): saved once, applied at once to agents on duty and to the first running chats; the sweep brings them to the rest.
import { refuse } from '../../shared/errors.ts';
import { log } from '../adapters/log.ts';
import { changesBetween, valuesOf } from '../domain/audit.ts';
import { findSettingsFault } from '../domain/settings.ts';
import type { Action } from '../pipeline/action.ts';
import { readSettings, writeSettings } from '../store/desk.ts';
import { againAt, armed } from '../store/timers.ts';
import { applySettings } from '../workflows/apply-settings.ts';
import { auditChange } from '../workflows/audit-change.ts';
import { notifyConsoles } from '../workflows/notify.ts';

/** A desk is made for 100 agents, four pages; and some of its chats. */
const PAGES_AT_ONCE = 6;

export const settingsChange: Action<'settings.change'> = async (context, me, wanted) => {
  const fault = findSettingsFault(wanted);
  if (fault) return refuse({ code: 'bad_request', path: fault });
  const { db, now, newId, random } = context;
  const before = await readSettings(db, { consistent: true });
  // A page from before there was a choice says nothing of it.
  const after = { ...before, ...wanted };
  const line = auditChange(context, me, {
    action: 'settings_changed',
    changes: changesBetween(valuesOf(before), valuesOf(after)),
  });
  // The sweep does all of it again, whatever is done here: by then everyone on duty and every chat is in the index.
  const work = armed({ kind: 'settings', id: newId() }, againAt(now()));
  const saved = await writeSettings(db, random, after, [work, ...line]);
  if (!saved) return refuse({ code: 'outdated' });
  await notifyConsoles(context, { event: 'settings.changed', settings: saved }, me.connection);
  try {
    await applySettings(context, saved, undefined, PAGES_AT_ONCE);
  } catch (error) {
    log('ERROR', 'left to the sweep', { action: 'settings.change', error });
  }
  return { ok: saved };
};
