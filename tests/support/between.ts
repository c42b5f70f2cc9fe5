// Something that happens in the middle of an action: before a call to the table it makes. Independent of any action or item.
import { conversationActions } from '../../functions/actions/conversation-actions.ts';
import { deskActions } from '../../functions/actions/desk-actions.ts';
import { createRun } from '../../functions/pipeline/run.ts';
import type { Db } from '../../functions/store/db.ts';
import type { ActionName } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { Desk, Tab } from './desk.ts';

export type Call = keyof Db;
const writes: ReadonlySet<string> = new Set<Call>(['put', 'update', 'delete', 'transact']);
export const isWrite = (call: Call): boolean => writes.has(call);

/** @param before is waited for before each call; what it does itself goes past it. */
export const withBetween = (db: Db, before: (call: Call) => Promise<void>): Db =>
  Object.fromEntries(
    Object.entries(db).map(([name, method]) => [
      name,
      async (...given: unknown[]) => {
        await before(name as Call);
        return Reflect.apply(method, db, given);
      },
    ]),
  ) as Db;

/** Asks as a tab, with a table that is looked at before each call. */
export const askBetween = (
  desk: Desk,
  { me }: Tab,
  { action, input, before }: { action: ActionName; input: object; before: (call: Call) => Promise<void> },
): Promise<Result<unknown>> => {
  const context = { ...desk.context, db: withBetween(desk.context.db, before) };
  return createRun<'conversation' | 'desk'>(context, { ...conversationActions, ...deskActions })(
    me,
    action,
    input,
  );
};
