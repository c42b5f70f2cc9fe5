// What a call to DynamoDB needs of a role, as its "actions, resources and condition keys" page has it. Independent of any table.
import * as v from 'valibot';
import type { Need } from './access.ts';

const Call = v.looseObject({
  TableName: v.optional(v.string()),
  IndexName: v.optional(v.string()),
  RequestItems: v.optional(v.record(v.string(), v.unknown())),
  TransactItems: v.optional(v.array(v.record(v.string(), v.object({ TableName: v.string() })))),
});

/** Each part of a transaction needs its own action; the transaction itself needs none. */
const actionsByPart: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** @param arnOf the ARN of a table by its name. */
export const needsOfCall = (
  operation: string,
  body: string,
  arnOf: (table: string) => string,
): readonly Need[] => {
  const need = (action: string, resource: string): Need => ({ action: `dynamodb:${action}`, resource });
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Call), body);
  // A call without a table is the engine's to refuse; a role that names tables does not allow it.
  if (!parsed.success) return [need(operation, '*')];
  const { TableName: table, IndexName: index, RequestItems: batch, TransactItems: parts } = parsed.output;
  if (parts) {
    return parts.flatMap((part) =>
      Object.entries(part).map(([kind, { TableName }]) =>
        need(actionsByPart[kind] ?? kind, arnOf(TableName)),
      ),
    );
  }
  if (batch) return Object.keys(batch).map((name) => need(operation, arnOf(name)));
  if (table === undefined) return [need(operation, '*')];
  // Who queries an index needs the index, not the table.
  return [need(operation, index === undefined ? arnOf(table) : `${arnOf(table)}/index/${index}`)];
};
