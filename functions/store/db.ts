// DynamoDB in the few calls this product makes, on plain objects. The only file that uses the SDK's commands; independent of the product's items.
import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Item = Readonly<Record<string, unknown>>;

/** That a write is right whatever stands there, and why: every write names the condition it was decided under, or this. */
export interface Unconditional {
  readonly unconditional: string;
}

/** @param reason why nothing that could stand there makes the write wrong; for whoever reads it, and for the test that reads all. */
export const unconditional = (reason: string): Unconditional => ({ unconditional: reason });

/** Names (`#n`) and values (`:v`) of an expression, given without prefixing or marshalling. */
interface Terms {
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Item;
}

/** What has to hold of the item for a write to be done. */
export interface Condition extends Terms {
  readonly condition: string;
}

export type When = Condition | Unconditional;

/** An update with the condition it was decided under; both use the same names and values. */
export interface Updating extends Terms {
  readonly update: string;
  readonly condition: string | Unconditional;
}

export type Write =
  | { readonly put: Item; readonly when: When }
  | { readonly update: Key; readonly by: Updating }
  | { readonly delete: Key; readonly when: When }
  | { readonly check: Key; readonly when: Condition };

/** A single write that its condition refused, with the item that stood there. */
export type WriteResult =
  | { readonly done: true; readonly item?: Item }
  | { readonly refused: Item | undefined };

/**
 * Whether what was to be stored is: by this write, or by its own first try, whose answer was lost, so that the SDK asked
 * again and was refused for what had been done.
 */
export const isStored = (result: WriteResult, wanted: Item): boolean =>
  'done' in result || (result.refused !== undefined && has(result.refused, wanted));

/** Whether an item has these very fields; one that is `undefined` is missing. */
export const has = (item: Item, wanted: Item): boolean =>
  Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(item[name], value));

/**
 * A transaction: done, or refused with one place per write: `undefined` where its own condition held, else the item
 * found there (`{}` when there was none). `conflict`: another write was under way on one of the items; try again.
 */
export type TransactResult =
  | { readonly done: true }
  | { readonly refused: readonly (Item | undefined)[] }
  | { readonly conflict: true };

export interface Range {
  readonly pk: string;
  /** Bounds on the sort key, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly index?: 'lists';
  readonly consistent?: boolean;
  readonly limit?: number;
  /** Highest sort key first. */
  readonly backwards?: boolean;
}

export interface ItemPage {
  readonly items: readonly Item[];
  /** More than one page (1 MB, or `limit`) matched; go on after the last item. */
  readonly more: boolean;
}

export type Db = ReturnType<typeof createDb>;

const options = { marshall: { removeUndefinedValues: true } } as const;
const toItem = (item: Item) => marshall(item, options.marshall);

const termsOf = ({ names, values }: Terms) => ({
  ...(names && { ExpressionAttributeNames: { ...names } }),
  ...(values && { ExpressionAttributeValues: toItem(values) }),
});

const conditionOf = (when: Condition) => ({ ConditionExpression: when.condition, ...termsOf(when) });

const whenOf = (when: When) => ('unconditional' in when ? {} : conditionOf(when));

const updateOf = ({ update, condition, ...terms }: Updating) => ({
  UpdateExpression: update,
  ...(typeof condition === 'string' && { ConditionExpression: condition }),
  ...termsOf(terms),
});

/** A single write that a transaction is in the way of waits for it this often, up to so many milliseconds each time. */
const CONFLICT_TRIES = 6;
const CONFLICT_WAIT_MS = 80;

/** BatchGetItem's limit. */
const BATCH_KEYS = 100;
/** Keys that a throttled table leaves are asked again this often, after up to 40, 80 … 640 milliseconds. */
const BATCH_TRIES = 6;
const BATCH_WAIT_MS = 20;

/** Waits up to so many milliseconds, so that those who were refused together do not come back together. */
const pause = (atMost: number) => new Promise<void>((resolve) => setTimeout(resolve, randomInt(atMost)));

/** DynamoDB refuses a single write on an item of a transaction under way, and the SDK does not try that again by itself. */
const withConflictRetry = async <T>(write: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || tries >= CONFLICT_TRIES) throw error;
      await pause(CONFLICT_WAIT_MS);
    }
  }
};

/** Why a transaction was not done that may be done a moment later: another write, or too many of them on one item. */
const TRANSIENT = new Set<string | undefined>([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** @param table the table's name. All reads are eventually consistent unless asked otherwise. */
export const createDb = ({ client, table }: { client: DynamoDBClient; table: string }) => {
  const refusal = (error: unknown): WriteResult => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { refused: error.Item && unmarshall(error.Item) };
  };

  const toTransactItem = (write: Write) => {
    const common = { TableName: table, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
    if ('put' in write) return { Put: { ...common, Item: toItem(write.put), ...whenOf(write.when) } };
    if ('delete' in write) {
      return { Delete: { ...common, Key: toItem({ ...write.delete }), ...whenOf(write.when) } };
    }
    return 'check' in write
      ? { ConditionCheck: { ...common, Key: toItem({ ...write.check }), ...conditionOf(write.when) } }
      : { Update: { ...common, Key: toItem({ ...write.update }), ...updateOf(write.by) } };
  };

  return {
    async get(key: Key, { consistent = false } = {}): Promise<Item | undefined> {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: table, Key: toItem({ ...key }), ConsistentRead: consistent }),
      );
      return item && unmarshall(item);
    },

    /**
     * Items in no order, each once however often its key is given: an index may show an item in two places at once, and
     * DynamoDB refuses a batch that names a key twice. Keys that it could not take are asked again, later each time.
     * @throws when DynamoDB still leaves keys after BATCH_TRIES.
     */
    async getAll(keys: readonly Key[], { consistent = false } = {}): Promise<Item[]> {
      const unique = [...new Map(keys.map(({ pk, sk }) => [`${pk}\u0000${sk}`, { pk, sk }])).values()];
      const found: Item[] = [];
      for (let start = 0; start < unique.length; start += BATCH_KEYS) {
        let wanted = unique.slice(start, start + BATCH_KEYS).map(toItem);
        for (let tries = 1; wanted.length > 0; tries++) {
          const answer = await client.send(
            new BatchGetItemCommand({
              RequestItems: { [table]: { Keys: wanted, ConsistentRead: consistent } },
            }),
          );
          found.push(...(answer.Responses?.[table] ?? []).map((item) => unmarshall(item)));
          wanted = answer.UnprocessedKeys?.[table]?.Keys ?? [];
          if (wanted.length === 0) break;
          if (tries >= BATCH_TRIES) throw new Error('DynamoDB left keys of a batch unread');
          await pause(BATCH_WAIT_MS * 2 ** tries);
        }
      }
      return found;
    },

    async query({
      pk,
      from,
      to,
      index,
      consistent = false,
      limit,
      backwards = false,
    }: Range): Promise<ItemPage> {
      const [hash, range] = index ? ['gpk', 'gsk'] : ['pk', 'sk'];
      const bounds =
        from !== undefined && to !== undefined
          ? ' AND #sk BETWEEN :from AND :to'
          : from !== undefined
            ? ' AND #sk >= :from'
            : to !== undefined
              ? ' AND #sk <= :to'
              : '';
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          ConsistentRead: consistent,
          ScanIndexForward: !backwards,
          Limit: limit,
          KeyConditionExpression: `#pk = :pk${bounds}`,
          ExpressionAttributeNames: { '#pk': hash, ...(bounds && { '#sk': range }) },
          ExpressionAttributeValues: toItem({ ':pk': pk, ':from': from, ':to': to }),
        }),
      );
      return {
        items: (answer.Items ?? []).map((item) => unmarshall(item)),
        more: answer.LastEvaluatedKey !== undefined,
      };
    },

    async put(item: Item, when: When): Promise<WriteResult> {
      try {
        await withConflictRetry(() =>
          client.send(
            new PutItemCommand({
              TableName: table,
              Item: toItem(item),
              ...whenOf(when),
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          ),
        );
        return { done: true };
      } catch (error) {
        return refusal(error);
      }
    },

    /** Gives the item as it is after the update. */
    async update(key: Key, by: Updating): Promise<WriteResult> {
      try {
        const { Attributes: attributes } = await withConflictRetry(() =>
          client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: toItem({ ...key }),
              ...updateOf(by),
              ReturnValues: 'ALL_NEW',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          ),
        );
        return { done: true, ...(attributes && { item: unmarshall(attributes) }) };
      } catch (error) {
        return refusal(error);
      }
    },

    /** Gives the item that was deleted, if there was one. */
    async delete(key: Key, when: When): Promise<WriteResult> {
      try {
        const { Attributes: attributes } = await withConflictRetry(() =>
          client.send(
            new DeleteItemCommand({
              TableName: table,
              Key: toItem({ ...key }),
              ...whenOf(when),
              ReturnValues: 'ALL_OLD',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          ),
        );
        return { done: true, ...(attributes && { item: unmarshall(attributes) }) };
      } catch (error) {
        return refusal(error);
      }
    },

    /** All or none, at most 100 writes and no item twice (DynamoDB's limits). A single update goes without a transaction, at half the price. */
    async transact(writes: readonly Write[]): Promise<TransactResult> {
      const [only] = writes;
      if (writes.length === 1 && only && 'update' in only) {
        const result = await this.update(only.update, only.by);
        return 'done' in result ? { done: true } : { refused: [result.refused ?? {}] };
      }
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: writes.map(toTransactItem) }));
        return { done: true };
      } catch (error) {
        // Our own first try is not through yet.
        if (error instanceof TransactionInProgressException) return { conflict: true };
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) {
          return {
            refused: reasons.map(({ Code, Item: item }) =>
              Code === 'ConditionalCheckFailed' ? unmarshall(item ?? {}) : undefined,
            ),
          };
        }
        if (reasons.some(({ Code }) => TRANSIENT.has(Code))) return { conflict: true };
        throw error;
      }
    },
  };
};
