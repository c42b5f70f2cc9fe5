// A browser's storage for tests: what a page has where the browser gives none. Independent of what is kept.
import { storageOrMemory } from '../../../../web/storage/storage-or-memory.ts';

export const aStorage = (): Storage => storageOrMemory(() => null);

/** One that takes nothing more. */
export const aFullStorage = (): Storage =>
  Object.create(aStorage(), {
    setItem: {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    },
  });
