// A message is taken back, by its author or by whoever has "Chat beheren" (S138).
import type { Action } from '../pipeline/action.ts';
import { redact } from '../workflows/redaction.ts';

export const chatRedact: Action<'chat.redact'> = (context, me, wish) => redact(context, me, wish);
