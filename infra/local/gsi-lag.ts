// How far an index is behind its table: which of its rows a query may not show yet. Works with key names, not with what the rows mean.
import * as v from 'valibot';

export interface GsiLagOptions {
  /** The cloud's time, in milliseconds. */
  readonly now: () => number;
  /** Names of the table's own key attributes. */
  readonly tableKeys: readonly string[];
  /** Names of the attributes that are keys of an index. */
  readonly indexKeys: readonly string[];
}

const Row = v.record(v.string(), v.unknown());
const Put = v.object({ Item: Row });
const Update = v.object({
  Key: Row,
  UpdateExpression: v.optional(v.string(), ''),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
});
const Transaction = v.object({
  TransactItems: v.array(v.object({ Put: v.optional(Put), Update: v.optional(Update) })),
});
const Found = v.looseObject({ Items: v.array(Row) });

/** Only rows that come into an index are late; one that leaves it is gone at once. */
export const createGsiLag = ({ now, tableKeys, indexKeys }: GsiLagOptions) => {
  /** When a row last got its place in an index, and which. */
  const placesByRow = new Map<string, { readonly place: string; readonly since: number }>();
  const nameOf = (row: Record<string, unknown>) => JSON.stringify(tableKeys.map((key) => row[key]));

  const notePut = ({ Item }: v.InferOutput<typeof Put>) => {
    const place = JSON.stringify(indexKeys.map((key) => Item[key]));
    const row = nameOf(Item);
    if (placesByRow.get(row)?.place !== place) placesByRow.set(row, { place, since: now() });
  };
  const noteUpdate = ({ Key, UpdateExpression, ExpressionAttributeNames }: v.InferOutput<typeof Update>) => {
    const names = [...Object.values(ExpressionAttributeNames), ...UpdateExpression.split(/[\s,=]+/)];
    if (indexKeys.some((key) => names.includes(key)))
      placesByRow.set(nameOf(Key), { place: '', since: now() });
  };

  return {
    /** To be told of every write the engine did. @param body the request. */
    note(operation: string, body: string) {
      if (indexKeys.length === 0) return;
      if (operation === 'PutItem') notePut(v.parse(Put, JSON.parse(body)));
      if (operation === 'UpdateItem') noteUpdate(v.parse(Update, JSON.parse(body)));
      if (operation === 'TransactWriteItems') {
        for (const item of v.parse(Transaction, JSON.parse(body)).TransactItems) {
          if (item.Put) notePut(item.Put);
          if (item.Update) noteUpdate(item.Update);
        }
      }
    },
    /** The answer to a query of an index that is `lag` milliseconds behind. */
    hide(answer: Record<string, unknown>, lag: number): Record<string, unknown> {
      const found = v.safeParse(Found, answer);
      if (!found.success) return answer;
      const Items = found.output.Items.filter((row) => {
        const since = placesByRow.get(nameOf(row))?.since;
        return since === undefined || now() - since >= lag;
      });
      return { ...answer, Items, Count: Items.length };
    },
  };
};
export type IndexLag = ReturnType<typeof createGsiLag>;
