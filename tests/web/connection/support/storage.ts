// A browser's storage: what is kept are the object's own properties, as in the real one. Knows nothing of what is kept.

interface Kept {
  [name: string]: string;
}

const methods = {
  getItem(this: Kept, name: string) {
    return Object.hasOwn(this, name) ? (this[name] ?? null) : null;
  },
  setItem(this: Kept, name: string, value: string) {
    this[name] = value;
  },
  removeItem(this: Kept, name: string) {
    delete this[name];
  },
  clear(this: Kept) {
    for (const name of Object.keys(this)) delete this[name];
  },
  key(this: Kept, index: number) {
    return Object.keys(this)[index] ?? null;
  },
};

export const aStorage = (): Storage => Object.create(methods);

/** One that takes nothing more. */
export const aFullStorage = (): Storage =>
  Object.create(methods, {
    setItem: {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    },
  });
