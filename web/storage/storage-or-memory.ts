// The browser's storage, or one that lasts as long as the page where the browser refuses it. Independent of what is kept.

interface Entries {
  [name: string]: string;
}

/** The entries are the object's own properties, as in the browser's. */
const methods = {
  getItem(this: Entries, name: string) {
    return Object.hasOwn(this, name) ? (this[name] ?? null) : null;
  },
  setItem(this: Entries, name: string, value: string) {
    this[name] = value;
  },
  removeItem(this: Entries, name: string) {
    delete this[name];
  },
  clear(this: Entries) {
    for (const name of Object.keys(this)) delete this[name];
  },
  key(this: Entries, index: number) {
    return Object.keys(this)[index] ?? null;
  },
};

/**
 * Ask once per page and hand it on: what is kept in memory is known only where it was kept.
 * @param ask throws, or gives nothing, where a person or a web view has switched the storage off.
 */
export const storageOrMemory = (ask: () => Storage | null): Storage => {
  try {
    const storage = ask();
    storage?.getItem('');
    if (storage) return storage;
  } catch {
    // Refused: this page remembers by itself.
  }
  return Object.create(methods);
};
