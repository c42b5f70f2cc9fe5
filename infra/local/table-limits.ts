// What DynamoDB refuses of a call and the engine takes: keys that are too long or empty, too many operands. Works with key names, not with what is stored.
import * as v from 'valibot';
import { limits } from './limits.ts';
import type { TableProperties } from './tables.ts';

interface Keys {
  readonly hash: string;
  readonly range: string | undefined;
}
/** The keys of a table and of its indexes. */
export interface TableKeys extends Keys {
  readonly indexes: ReadonlyMap<string, Keys>;
}

const Value = v.union([v.looseObject({ S: v.string() }), v.looseObject({ B: v.string() }), v.unknown()]);
const Row = v.record(v.string(), Value);
const Expressions = v.object({
  ConditionExpression: v.optional(v.string(), ''),
  FilterExpression: v.optional(v.string(), ''),
  KeyConditionExpression: v.optional(v.string(), ''),
  UpdateExpression: v.optional(v.string(), ''),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(Row, {}),
});
type Expressions = v.InferOutput<typeof Expressions>;
/** One operation on one item, or a query. */
const Part = v.object({
  ...Expressions.entries,
  TableName: v.string(),
  IndexName: v.optional(v.string()),
  Key: v.optional(Row, {}),
  Item: v.optional(Row),
});
type Part = v.InferOutput<typeof Part>;
const Transaction = v.object({ TransactItems: v.array(v.record(v.string(), Part)) });
const Write = v.object({
  PutRequest: v.optional(v.object({ Item: Row })),
  DeleteRequest: v.optional(v.object({ Key: Row })),
});
const Batch = v.object({
  RequestItems: v.record(v.string(), v.union([v.array(Write), v.object({ Keys: v.array(Row) })])),
});

export type TableRefusal =
  | { readonly message: string }
  /** Why each item of a transaction would be refused; undefined where it would not. */
  | { readonly reasons: readonly (string | undefined)[] };

export const keysOfTable = (properties: v.InferOutput<typeof TableProperties>): TableKeys => {
  const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  const read = (schema: typeof KeySchema): Keys => ({
    hash: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
    range: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
  });
  const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
  return {
    ...read(KeySchema),
    indexes: new Map(indexes.map(({ IndexName, KeySchema: keys }) => [IndexName, read(keys)])),
  };
};

/** @param keysOf undefined for a table that is not known, of which nothing is refused. @param body the request. */
export const refuseCall = (
  operation: string,
  body: string,
  keysOf: (table: string) => TableKeys | undefined,
): TableRefusal | undefined => {
  const input: unknown = JSON.parse(body || '{}');
  const refusePart = (part: Part): string | undefined => {
    const keys = keysOf(part.TableName);
    return keys && (refuseItem(part, keys) ?? refuseQuery(part, keys) ?? refuseOperands(part));
  };
  const first = (messages: readonly (string | undefined)[]): TableRefusal | undefined => {
    const message = messages.find((each) => each !== undefined);
    return message === undefined ? undefined : { message };
  };
  const transaction = v.safeParse(Transaction, input);
  if (transaction.success) {
    const reasons = transaction.output.TransactItems.map((item) => Object.values(item)[0]).map(
      (part) => part && refusePart(part),
    );
    if (reasons.every((reason) => reason === undefined)) return undefined;
    return operation === 'TransactWriteItems' ? { reasons } : first(reasons);
  }
  const batch = v.safeParse(Batch, input);
  if (batch.success) {
    return first(
      Object.entries(batch.output.RequestItems).flatMap(([TableName, asked]) => {
        const parts = Array.isArray(asked)
          ? asked.map(({ PutRequest, DeleteRequest }) => ({ ...PutRequest, ...DeleteRequest }))
          : asked.Keys.map((Key) => ({ Key }));
        return parts.map((part) => refusePart(v.parse(Part, { TableName, ...part })));
      }),
    );
  }
  const single = v.safeParse(Part, input);
  return single.success ? first([refusePart(single.output)]) : undefined;
};

/** UTF-8, as DynamoDB counts; a number has 21 bytes at most. */
const sizeOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if ('S' in value) return Buffer.byteLength(String(value.S));
  return 'B' in value ? Buffer.from(String(value.B), 'base64').length : 0;
};
const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('S' in value || 'B' in value) &&
  sizeOf(value) < limits.leastKey.value;

const INVALID = 'One or more parameter values were invalid:';
const NOT_VALID = 'One or more parameter values are not valid.';
const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

/** The values a write gives to the keys of its table and of the indexes. */
const refuseItem = (part: Part, table: TableKeys): string | undefined => {
  const given = part.Item ?? { ...part.Key, ...assigned(part) };
  const own =
    refuseKeyValue(table, table.hash, [given[table.hash]]) ??
    (table.range && refuseKeyValue(table, table.range, [given[table.range]]));
  if (own) return own;
  for (const [name, { hash, range }] of table.indexes) {
    for (const [key, most] of [
      [hash, limits.indexPartitionKey.value],
      [range, limits.indexSortKey.value],
    ] as const) {
      if (key === undefined || key === table.hash || key === table.range) continue;
      const size = sizeOf(given[key]);
      if (size > most)
        return `${INVALID} Size limit exceeded for Index Key ${key} Actual Size: ${size} bytes Max Size: ${most} bytes IndexName: ${name}`;
      if (isEmpty(given[key]))
        return `${NOT_VALID} A value specified for a secondary index key is not supported. ${EMPTY} IndexName: ${name}, IndexKey: ${key}`;
    }
  }
  return undefined;
};

const refuseKeyValue = ({ hash }: Keys, key: string, values: readonly unknown[]): string | undefined => {
  if (values.some(isEmpty)) return `${NOT_VALID} ${EMPTY} Key: ${key}`;
  const size = Math.max(...values.map(sizeOf));
  // The missing space is DynamoDB's own.
  if (key === hash && size > limits.tablePartitionKey.value)
    return `${INVALID} Size of hashkey has exceeded the maximum size limit of${limits.tablePartitionKey.value} bytes`;
  if (key !== hash && size > limits.tableSortKey.value)
    return `${INVALID} Aggregated size of all range keys has exceeded the size limit of ${limits.tableSortKey.value} bytes`;
  return undefined;
};

const NAME = '(#?[\\w.-]+)';
const COMPARISON = new RegExp(`${NAME}\\s*(?:=|<=?|>=?)\\s*(:\\w+)`, 'g');
const BETWEEN = new RegExp(`${NAME}\\s+BETWEEN\\s+(:\\w+)\\s+AND\\s+(:\\w+)`, 'gi');
const BEGINS = new RegExp(`begins_with\\s*\\(\\s*${NAME}\\s*,\\s*(:\\w+)`, 'gi');

/** The values a query compares the keys of its table or index with. */
const refuseQuery = (part: Part, table: TableKeys): string | undefined => {
  const { KeyConditionExpression: condition, IndexName, ExpressionAttributeValues: values } = part;
  const keys = IndexName === undefined ? table : table.indexes.get(IndexName);
  if (!keys) return undefined;
  const matches = [COMPARISON, BETWEEN, BEGINS].flatMap((pattern) => [...condition.matchAll(pattern)]);
  for (const [, name = '', ...compared] of matches) {
    const key = part.ExpressionAttributeNames[name] ?? name;
    const given = compared.filter((each) => each !== undefined).map((each) => values[each]);
    const refused = refuseKeyValue(keys, key, given);
    if (refused) return refused;
  }
  return undefined;
};

const CLAUSES = /\b(SET|REMOVE|ADD|DELETE)\b/i;

/** What an update sets attributes to, as far as it is a value of the call. */
const assigned = ({
  UpdateExpression,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
}: Expressions): Record<string, unknown> => {
  const parts = UpdateExpression.split(CLAUSES);
  const set = parts.flatMap((part, at) => (/^SET$/i.test(part) ? [parts[at + 1] ?? ''] : [])).join(',');
  const given: Record<string, unknown> = {};
  for (const [, name = '', value = ''] of set.matchAll(
    new RegExp(`${NAME}\\s*=\\s*(?:if_not_exists\\s*\\([^,]*,\\s*)?(:\\w+)`, 'gi'),
  ))
    given[names[name] ?? name] = values[value];
  return given;
};

const refuseOperands = (part: Part): string | undefined => {
  for (const name of ['ConditionExpression', 'FilterExpression'] as const) {
    for (const [, operands = ''] of part[name].matchAll(/\bIN\s*\(([^)]*)\)/gi)) {
      const count = operands.split(',').length;
      if (count > limits.inOperands.value)
        return `Invalid ${name}: The IN operator takes at most ${limits.inOperands.value} operands; number of operands: ${count}`;
    }
  }
  return undefined;
};
