// Reading a range of a partition page by page, and going on behind a place. Independent of any item of the product.
import type { Db, Item, Range } from './db.ts';

/** The lowest sort key behind `place`: where a list goes on, as bounds are inclusive. Behind '' is everything. */
export const after = (place: string): string => `${place}\u0000`;

/** What stands behind the first `#` of a key: in `<time>#<id>` the id. */
export const partBehindHash = (key: string): string => key.slice(key.indexOf('#') + 1);

/**
 * Reads a range to its end, in the order of its sort key. The next page is asked for when the one before is used up, so
 * whoever stops early reads no more.
 */
export async function* pagesOf(
  db: Db,
  range: Omit<Range, 'limit' | 'backwards'>,
): AsyncGenerator<readonly Item[]> {
  for (let from = range.from; ; ) {
    const { items, more } = await db.query({ ...range, from });
    yield items;
    const last = items.at(-1);
    if (!more || !last) return;
    from = after(String(range.index ? last.gsk : last.sk));
  }
}

/** Every item of a range, for those that are known to be few. */
export const readAll = async (db: Db, range: Parameters<typeof pagesOf>[1]): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const items of pagesOf(db, range)) found.push(...items);
  return found;
};
