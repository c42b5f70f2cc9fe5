// Standard texts (S12): every agent uses them, those with "Chat beheren" keep them.
import { refuse } from '../../shared/errors.ts';
import { findTextFault, TEXT_MAX, TEXTS_MAX } from '../../shared/rules.ts';
import { changesBetween, valuesOf } from '../domain/audit.ts';
import type { Action } from '../pipeline/action.ts';
import { countTexts, deleteText, listTexts, putText, readText } from '../store/texts.ts';
import { auditChange } from '../workflows/audit-change.ts';
import { notifyConsoles } from '../workflows/notify.ts';

export const textList: Action<'text.list'> = async ({ db }, _me, { from }) => ({
  ok: await listTexts(db, from),
});

export const textSave: Action<'text.save'> = async (context, me, { textId, ...fields }) => {
  if (fields.title.trim() === '') return refuse({ code: 'bad_request', path: 'title' });
  const fault = findTextFault(fields.text);
  if (fault === 'empty_text') return refuse({ code: fault });
  if (fault === 'text_too_long') return refuse({ code: fault, max: TEXT_MAX });
  if (textId === undefined && (await countTexts(context.db)) >= TEXTS_MAX)
    return refuse({ code: 'too_many', max: TEXTS_MAX });
  const isNew = textId === undefined;
  const wanted = { id: textId ?? context.newId(), ...fields };
  const before = isNew ? undefined : await readText(context.db, wanted.id);
  const line = auditChange(context, me, {
    action: 'text_saved',
    about: fields.title,
    changes: changesBetween(before && valuesOf(before), valuesOf(wanted)),
  });
  const text = await putText(context, wanted, isNew, line);
  if (!text) return refuse({ code: 'outdated' });
  await notifyConsoles(context, { event: 'text.changed', id: text.id, text }, me.connection);
  return { ok: text };
};

export const textDelete: Action<'text.delete'> = async (context, me, { textId }) => {
  const before = await readText(context.db, textId);
  if (before) {
    const line = auditChange(context, me, {
      action: 'text_deleted',
      about: before.title,
      changes: changesBetween(valuesOf(before), undefined),
    });
    await deleteText(context, textId, line);
  }
  await notifyConsoles(context, { event: 'text.changed', id: textId }, me.connection);
  return { ok: {} };
};
