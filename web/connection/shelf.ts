// Values by name that outlive the page: IndexedDB, or this page's memory where a browser has none. Knows no chat.
import type { Outside } from './outside.ts';

/** A value that is `undefined` takes the name away. */
export interface Change {
  readonly key: string;
  readonly value: unknown;
}

export interface Shelf {
  /** All values whose name begins like this. Their shape is what this same release wrote: a new one opens a new NAME. */
  read<T>(prefix: string): Promise<T[]>;
  /** All or nothing, in the order of the calls. */
  write(changes: readonly Change[]): Promise<void>;
  clear(): Promise<void>;
}

const NAME = 'officeheart-chat-1';
const STORE = 'kept';
/** Some browsers never answer an `open`; messages cannot wait for them longer than this (milliseconds). */
const OPEN_MS = 2_000;

export const openShelf = (indexedDB: IDBFactory | undefined, after: Outside['after']): Shelf => {
  const memory = new Map<string, unknown>();
  const database = openDatabase(indexedDB, after);

  const readMemory = (prefix: string) =>
    [...memory].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as never);
  const writeMemory = (changes: readonly Change[]) => {
    for (const { key, value } of changes) {
      if (value === undefined) memory.delete(key);
      else memory.set(key, value);
    }
  };

  /** Gives `undefined` when the disk is full, forbidden or was taken away: losing the copy must not lose the call. */
  const attempt = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
  ) => {
    try {
      const transaction = (await database).transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = reject;
      });
      return { value: request?.result };
    } catch {
      return undefined;
    }
  };

  return {
    read: async (prefix) => {
      const found = await attempt('readonly', (store) =>
        store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
      );
      return found?.value ?? readMemory(prefix);
    },
    write: async (changes) => {
      const done = await attempt('readwrite', (store) => {
        for (const { key, value } of changes) {
          if (value === undefined) store.delete(key);
          else store.put(value, key);
        }
        return undefined;
      });
      if (!done) writeMemory(changes);
    },
    clear: async () => {
      memory.clear();
      await attempt('readwrite', (store) => {
        store.clear();
        return undefined;
      });
    },
  };
};

const openDatabase = (indexedDB: IDBFactory | undefined, after: Outside['after']): Promise<IDBDatabase> => {
  const database = new Promise<IDBDatabase>((resolve, reject) => {
    if (!indexedDB) return reject();
    const stopTimer = after(OPEN_MS, reject);
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      stopTimer();
      resolve(request.result);
    };
    request.onerror = reject;
  });
  // Whoever uses it finds out; this only keeps it from being reported as unheard.
  database.catch(() => {});
  return database;
};
