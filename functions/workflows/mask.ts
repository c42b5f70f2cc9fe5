// Masks the numbers that nobody should have in what somebody wrote outside a chat (S139): questions, replies, comments. By the desk's settings, which are read only where there is such a number.
import { maskText } from '../../shared/mask.ts';
import { MASK_KINDS } from '../../shared/masked.ts';
import type { Role } from '../../shared/model.ts';
import { masksOf } from '../domain/chat.ts';
import { unmaskedBy } from '../domain/settings.ts';
import type { Db } from '../store/db.ts';
import { readSettings } from '../store/desk.ts';

export const maskFor = async (db: Db, role: Role, text: string): Promise<string> => {
  if (maskText(text, MASK_KINDS).kinds.length === 0) return text;
  return maskText(text, masksOf({ unmasked: unmaskedBy(await readSettings(db)) }, role)).text;
};
