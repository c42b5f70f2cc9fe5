// What items were before their latest writes, so that a query can show for a moment what DynamoDB may: half a transaction, or a row of an index at its old place beside the new one. Works with key names, not with what is stored.
import * as v from 'valibot';
import { isWithin, Query, Row, textOf } from './query-range.ts';
import type { TableKeys } from './table-limits.ts';

const Target = v.object({ TableName: v.string(), Key: v.optional(Row), Item: v.optional(Row) });
const Transaction = v.object({ TransactItems: v.array(v.record(v.string(), Target)) });
const Answer = v.looseObject({ Items: v.array(Row), LastEvaluatedKey: v.optional(Row) });
type Answer = v.InferOutput<typeof Answer>;

interface Change {
  readonly name: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}
/** One write, or all of a transaction. */
interface Write {
  readonly table: string;
  readonly at: number;
  readonly changes: readonly Change[];
  /** Whoever sent it has no answer yet. */
  isUnderWay: boolean;
}

/** Whether a fault strikes a query that could show what was before. */
export interface Chances {
  /** @param age of the transaction, in milliseconds. */
  tears(chance: {
    readonly age: number;
    readonly isUnderWay: boolean;
    readonly isConsistent: boolean;
  }): boolean;
  doubles(chance: { readonly age: number }): boolean;
  /** 0 to 1. */
  random(): number;
}

export interface ItemHistoryOptions {
  /** The cloud's time, in milliseconds. */
  readonly now: () => number;
  readonly keysOf: (table: string) => TableKeys | undefined;
  readonly chances: Chances;
}

/** The items of a table with these keys, read strongly. */
type ReadItems = (table: string, keys: readonly Row[]) => Promise<readonly Row[]>;

/** Rows asked for beyond a limit: more than a fault takes out of one answer. */
const SPARE = 25;
/** Writes that are kept: more than any fault looks back. */
const KEPT = 500;

export const createItemHistory = ({ now, keysOf, chances }: ItemHistoryOptions) => {
  const writes: Write[] = [];
  /** One write after the other, so that what was read before one is what it changed. */
  let last: Promise<unknown> = Promise.resolve();

  const keyNames = ({ hash, range }: Pick<TableKeys, 'hash' | 'range'>) =>
    range === undefined ? [hash] : [hash, range];
  const nameIn = (keys: TableKeys) => (row: Row) => JSON.stringify(keyNames(keys).map((key) => row[key]));
  const pick = (row: Row, names: readonly string[]): Row =>
    Object.fromEntries(names.map((name) => [name, row[name]]));

  const targetsOf = (operation: string, body: string): v.InferOutput<typeof Target>[] => {
    const input: unknown = JSON.parse(body);
    if (operation === 'TransactWriteItems')
      return v
        .parse(Transaction, input)
        .TransactItems.flatMap((item) =>
          Object.entries(item).flatMap(([kind, target]) => (kind === 'ConditionCheck' ? [] : [target])),
        );
    return ['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation) ? [v.parse(Target, input)] : [];
  };

  /**
   * Does a write and remembers what it changed.
   * @param isDone whether the engine did it. @returns its result, and what to call when whoever sent it is about to hear.
   */
  const remember = async <T>(
    { operation, body, read }: { operation: string; body: string; read: ReadItems },
    run: () => Promise<T>,
    isDone: (result: T) => boolean,
  ): Promise<{ result: T; told: () => void }> => {
    const targets = targetsOf(operation, body);
    const table = targets[0]?.TableName ?? '';
    const keys = keysOf(table);
    if (!keys) return { result: await run(), told: () => {} };
    const nameOf = nameIn(keys);
    const wanted = targets.map(({ Key, Item }) => pick(Item ?? Key ?? {}, keyNames(keys)));
    const images = async () => new Map((await read(table, wanted)).map((row) => [nameOf(row), row]));
    const work = last.then(async () => {
      const before = await images();
      const at = now();
      const result = await run();
      if (!isDone(result)) return { result, told: () => {} };
      const after = await images();
      const changes = wanted
        .map(nameOf)
        .map((name) => ({ name, before: before.get(name), after: after.get(name) }));
      const write: Write = { table, at, changes, isUnderWay: true };
      writes.push(write);
      writes.splice(0, writes.length - KEPT);
      const told = () => {
        write.isUnderWay = false;
      };
      return { result, told };
    });
    last = work.catch(() => {});
    return work;
  };

  /** Some of what a transaction wrote is shown as it was before, the rest as it is. */
  const tear = (answer: Answer, query: Query, keys: TableKeys): Row[] => {
    const nameOf = nameIn(keys);
    let items = answer.Items;
    for (const { table, at, changes, isUnderWay } of writes) {
      const seen = changes.filter(({ name }) => items.some((item) => nameOf(item) === name));
      if (table !== query.TableName || seen.length < 2) continue;
      const chance = { age: now() - at, isUnderWay, isConsistent: query.ConsistentRead };
      if (!chances.tears(chance)) continue;
      const other = Math.floor(chances.random() * seen.length);
      const isOneOld = chances.random() < 0.5;
      const old = new Map(
        seen.filter((_, index) => (index === other) === isOneOld).map(({ name, before }) => [name, before]),
      );
      items = items.flatMap((item) => {
        const name = nameOf(item);
        const before = old.get(name);
        return old.has(name) ? (before ? [before] : []) : [item];
      });
    }
    return items;
  };

  /** A row that moved or left is shown at its old place too. */
  const double = (answer: Answer, query: Query, keys: TableKeys): Row[] => {
    const index = keys.indexes.get(query.IndexName ?? '');
    if (!index) return answer.Items;
    const places = [...new Set([...keyNames(keys), ...keyNames(index)])];
    const placeOf = (row: Row | undefined) => row && JSON.stringify(keyNames(index).map((key) => row[key]));
    const left = writes
      .filter(({ table }) => table === query.TableName)
      .flatMap(({ at, changes }) => changes.map((change) => ({ at, ...change })))
      .flatMap(({ at, before, after }) =>
        before &&
        placeOf(before) !== placeOf(after) &&
        isWithin(before, { query, index, end: answer.LastEvaluatedKey })
          ? [{ age: now() - at, row: pick(before, places) }]
          : [],
      );
    const isThere = (row: Row) =>
      answer.Items.some((item) => JSON.stringify(pick(item, places)) === JSON.stringify(row));
    const ghosts = left
      .filter(({ age, row }) => !isThere(row) && chances.doubles({ age }))
      .map(({ row }) => row);
    const sort = (row: Row) => textOf(row[index.range ?? '']);
    const order = query.ScanIndexForward ? 1 : -1;
    return [...answer.Items, ...ghosts].sort(
      (a, b) => order * (sort(a) < sort(b) ? -1 : sort(a) > sort(b) ? 1 : 0),
    );
  };

  return {
    remember,
    /** The same query for more than it wants, so that what is taken away from the answer has something behind it. */
    widen(body: string): string {
      const asked: unknown = JSON.parse(body);
      const query = v.safeParse(Query, asked);
      if (!query.success || query.output.Limit === undefined) return body;
      return JSON.stringify({ ...Object(asked), Limit: query.output.Limit + SPARE });
    },
    /** @param body of the query as it was asked. @param said the answer to the wider one. */
    show(body: string, said: Record<string, unknown>): Record<string, unknown> {
      const asked = v.safeParse(Query, JSON.parse(body));
      const given = v.safeParse(Answer, said);
      if (!asked.success || !given.success) return said;
      const query = asked.output;
      const keys = keysOf(query.TableName);
      const isWhole = query.FilterExpression === undefined && query.ProjectionExpression === undefined;
      const answer = given.output;
      const index = query.IndexName === undefined ? undefined : keys?.indexes.get(query.IndexName);
      const shown =
        !keys || !isWhole ? answer.Items : index ? double(answer, query, keys) : tear(answer, query, keys);
      const Items = query.Limit === undefined ? shown : shown.slice(0, query.Limit);
      const { LastEvaluatedKey: end, ...rest } = answer;
      const cut = Items.length < shown.length || Items.length === query.Limit ? Items.at(-1) : undefined;
      const names = keys ? [...keyNames(keys), ...(index ? keyNames(index) : [])] : [];
      const next = cut ? pick(cut, names) : end;
      return { ...rest, Items, Count: Items.length, ...(next && { LastEvaluatedKey: next }) };
    },
  };
};
export type ItemHistory = ReturnType<typeof createItemHistory>;
