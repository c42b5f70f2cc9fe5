// One value that a page keeps in the browser, checked when it is read. Independent of any value.

export type StoragePlace = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface Stored<T> {
  /** Undefined when there is none, or when what is there was written by another release or by hand. */
  read(): T | undefined;
  /**
   * `undefined` takes it away.
   * @returns whether the browser keeps it; what it refuses (full, forbidden) lasts as long as this object.
   */
  write(value: T | undefined): boolean;
}

interface Format {
  parse(text: string): unknown;
  stringify(value: unknown): string;
}
/** Of a value that is a text already. */
export const plainText: Format = { parse: (text) => text, stringify: String };

export const createStored = <T>(
  storage: StoragePlace,
  key: string,
  isValue: (value: unknown) => value is T,
  { parse, stringify }: Format = JSON,
): Stored<T> => {
  let refused: { readonly value: T | undefined } | undefined;
  return {
    read: () => {
      if (refused) return refused.value;
      try {
        const text = storage.getItem(key);
        const value = text === null ? undefined : parse(text);
        return isValue(value) ? value : undefined;
      } catch {
        // Not JSON, or refused: there is nothing to restore.
        return undefined;
      }
    },
    write: (value) => {
      try {
        if (value === undefined) storage.removeItem(key);
        else storage.setItem(key, stringify(value));
        refused = undefined;
        return true;
      } catch {
        refused = { value };
        return false;
      }
    },
  };
};
