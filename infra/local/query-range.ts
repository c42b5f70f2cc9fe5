// What a query of DynamoDB asks for, and whether a row would be in its answer. Works with key names, not with what is stored.
import * as v from 'valibot';
import type { TableKeys } from './table-limits.ts';

export const Row = v.record(v.string(), v.unknown());
export type Row = v.InferOutput<typeof Row>;
export const Query = v.looseObject({
  TableName: v.string(),
  IndexName: v.optional(v.string()),
  Limit: v.optional(v.number()),
  ConsistentRead: v.optional(v.boolean(), false),
  ScanIndexForward: v.optional(v.boolean(), true),
  ExclusiveStartKey: v.optional(Row),
  FilterExpression: v.optional(v.string()),
  ProjectionExpression: v.optional(v.string()),
  KeyConditionExpression: v.optional(v.string(), ''),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(Row, {}),
});
export type Query = v.InferOutput<typeof Query>;

export const textOf = (value: unknown): string => String(Object.values(Object(value))[0] ?? '');

/** Whether a row would be in the answer to a query of an index, at the place it had. */
export const isWithin = (
  row: Row,
  {
    query,
    index,
    end: last,
  }: { query: Query; index: Pick<TableKeys, 'hash' | 'range'>; end: Row | undefined },
): boolean => {
  const { KeyConditionExpression: condition, ExpressionAttributeNames: names } = query;
  const compared = (name: string) => textOf(query.ExpressionAttributeValues[name]);
  const range = index.range ?? '';
  if (row[index.hash] === undefined || (index.range !== undefined && row[range] === undefined)) return false;
  const betweens = [...condition.matchAll(/(#?\w+)\s+BETWEEN\s+(:\w+)\s+AND\s+(:\w+)/gi)];
  const comparisons = [...condition.matchAll(/(#?\w+)\s*(=|<=|>=|<|>)\s*(:\w+)/g)];
  const prefixes = [...condition.matchAll(/begins_with\s*\(\s*(#?\w+)\s*,\s*(:\w+)/gi)];
  const at = (name = '') => textOf(row[names[name] ?? name]);
  const holds =
    comparisons.every(([, name, operator = '', value = '']) =>
      compare(at(name), operator, compared(value)),
    ) &&
    betweens.every(
      ([, name, from = '', to = '']) => at(name) >= compared(from) && at(name) <= compared(to),
    ) &&
    prefixes.every(([, name, start = '']) => at(name).startsWith(compared(start)));
  if (!holds) return false;
  // On the page that is shown: behind where it starts, and not behind where it ends while there is more.
  const sort = textOf(row[range]);
  const isBehind = (other: string) => (query.ScanIndexForward ? sort > other : sort < other);
  const start = query.ExclusiveStartKey && textOf(query.ExclusiveStartKey[range]);
  const end = last && textOf(last[range]);
  return (start === undefined || isBehind(start)) && (end === undefined || !isBehind(end));
};

const compare = (left: string, operator: string, right: string): boolean => {
  switch (operator) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return false;
  }
};
