// The line for administrators that goes with a change of how the desk works. Independent of any setting.
import type { AuditChange, AuditLine } from '../../shared/audit-line.ts';
import type { UserId } from '../../shared/model.ts';
import type { Context } from '../adapters/context.ts';
import { auditLine } from '../store/audit.ts';
import type { Write } from '../store/db.ts';

interface Change {
  readonly action: Extract<AuditLine, { changes?: unknown }>['action'];
  /** Which of several, by its name. */
  readonly about?: string;
  readonly changes: AuditChange[];
}

/** To be written with the change; none when everything stays as it was. */
export const auditChange = (
  { now, newId }: Pick<Context, 'now' | 'newId'>,
  { id, name }: { readonly id: UserId; readonly name: string },
  { about = '', changes, ...line }: Change,
): readonly Write[] =>
  changes.length === 0 ? [] : [auditLine({ at: now(), who: { id, name }, about, changes, ...line }, newId())];
