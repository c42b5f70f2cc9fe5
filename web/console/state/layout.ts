// How this agent wants the windows to look, remembered in this browser. No chat and no screen.
import { type ReadonlySignal, signal } from '@preact/signals';
import { createStored, type StoragePlace } from '../../storage/stored.ts';

export interface Layout {
  /** Whether the ticket fields of a window that opens are open; undefined until the agent chose. */
  readonly areFieldsOpen: ReadonlySignal<boolean | undefined>;
  chooseFields(areOpen: boolean): void;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/** @param user agents who share a browser choose each for themselves. */
export const createLayout = (storage: StoragePlace, user: string): Layout => {
  const stored = createStored(storage, `fields.${user}`, isBoolean);
  const areFieldsOpen = signal(stored.read());
  return {
    areFieldsOpen,
    chooseFields: (areOpen) => {
      areFieldsOpen.value = areOpen;
      stored.write(areOpen);
    },
  };
};
