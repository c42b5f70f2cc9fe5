// Writes that are under way, and which of them DynamoDB would not let meet: two transactions, or a write and a transaction, on one item at one time. Does no write itself.
import * as v from 'valibot';

const Attributes = v.record(v.string(), v.unknown());
const Target = v.object({
  TableName: v.optional(v.string(), ''),
  Key: v.optional(Attributes),
  Item: v.optional(Attributes),
});
const Single = v.looseObject(Target.entries);
const Transaction = v.object({ TransactItems: v.array(v.record(v.string(), Single)) });

const SINGLE = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

export interface UnderWay {
  /** For each item of the write, whether another transaction has it; none has any when there is no conflict. */
  readonly conflicts: readonly boolean[];
  /** The write was answered. One that conflicts has nothing under way. */
  end(): void;
}

/**
 * @param keyNames the attributes that make a key.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export const createOverlaps = (keyNames: readonly string[] = ['pk', 'sk']) => {
  const inTransactions = new Set<string>();
  const nameOf = ({ TableName, Key, Item }: v.InferOutput<typeof Target>): string =>
    JSON.stringify([TableName, ...keyNames.map((name) => (Key ?? Item)?.[name])]);

  return {
    /** @param input of the call, parsed. */
    begin(operation: string, input: unknown): UnderWay {
      const isTransaction = operation === 'TransactWriteItems';
      const names = isTransaction
        ? v.parse(Transaction, input).TransactItems.flatMap((item) => Object.values(item).map(nameOf))
        : SINGLE.has(operation)
          ? [nameOf(v.parse(Single, input))]
          : [];
      const conflicts = names.map((name) => inTransactions.has(name));
      if (!isTransaction || conflicts.includes(true)) return { conflicts, end: () => {} };
      for (const name of names) inTransactions.add(name);
      return {
        conflicts,
        end() {
          for (const name of names) inTransactions.delete(name);
        },
      };
    },
  };
};
