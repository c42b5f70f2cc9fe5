// Standard texts (S12): every agent uses them, who has "Chat beheren" keeps them.
import { refuse } from '../../shared/errors.ts';
import { findTextFault, TEXT_MAX, TEXTS_MAX } from '../../shared/rules.ts';
import type { Action } from '../pipeline/action.ts';
import { countTexts, deleteText, listTexts, putText } from '../store/texts.ts';
import { tellConsoles } from '../workflows/notify.ts';

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
  const text = await putText(context.db, { id: textId ?? context.newId(), ...fields }, textId === undefined);
  if (!text) return refuse({ code: 'outdated' });
  await tellConsoles(context, { event: 'text.changed', id: text.id, text }, me.connection);
  return { ok: text };
};

export const textDelete: Action<'text.delete'> = async (context, me, { textId }) => {
  await deleteText(context.db, textId);
  await tellConsoles(context, { event: 'text.changed', id: textId }, me.connection);
  return { ok: {} };
};
