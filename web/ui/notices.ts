// Messages about what happened, for a list on the page: posted, read, closed. No DOM, and no texts.
import { effect, type ReadonlySignal, signal } from '@preact/signals';

export type Posted<N> = N & { readonly id: number };

export interface NoticeList<N> {
  readonly shown: ReadonlySignal<readonly Posted<N>[]>;
  post(notice: N): void;
  dismiss(id: number): void;
  /** Takes away those that are over. */
  removeWhere(isOver: (notice: Posted<N>) => boolean): void;
  /** Somebody is reading them, or not any more, by pointer or by keyboard: none goes by itself meanwhile. */
  setRead(by: Reading, isReading: boolean): void;
}

/** A pointer is over them, or the focus is in them. */
export type Reading = 'pointer' | 'focus';

interface NoticeRules<N> {
  /** Those that are there from the start. */
  readonly first?: readonly N[];
  /** Whether it only confirms, so that it may go by itself; the rest has to be read. */
  readonly isPassing?: (notice: N) => boolean;
  /** Whether it stays however many come after it. */
  readonly isPinned?: (notice: N) => boolean;
}

/** More than this many at a time are not read; the oldest go. */
const SHOWN = 4;
const PASSES_MS = 8_000;

export const createNoticeList = <N extends object>({
  first = [],
  isPassing = () => false,
  isPinned = () => false,
}: NoticeRules<N> = {}): NoticeList<N> => {
  let count = 0;
  const withId = (notice: N): Posted<N> => ({ ...notice, id: ++count });
  const shown = signal<readonly Posted<N>[]>(first.map(withId));
  const readBy = signal<readonly Reading[]>([]);
  const removeWhere = (isOver: (notice: Posted<N>) => boolean) => {
    shown.value = shown.value.filter((notice) => !isOver(notice));
  };
  effect(() => {
    // With the last one goes the element, under a pointer or a focus that then leaves it without a word.
    if (shown.value.length === 0) readBy.value = [];
  });
  effect(() => {
    if (readBy.value.length > 0 || !shown.value.some(isPassing)) return;
    const timer = setTimeout(() => removeWhere(isPassing), PASSES_MS);
    return () => clearTimeout(timer);
  });
  return {
    shown,
    post: (notice) => {
      const all = [...shown.value, withId(notice)];
      shown.value = all.filter((one, at) => isPinned(one) || at >= all.length - SHOWN);
    },
    dismiss: (id) => removeWhere((notice) => notice.id === id),
    removeWhere,
    setRead: (by, isReading) => {
      const others = readBy.value.filter((other) => other !== by);
      readBy.value = isReading ? [...others, by] : others;
    },
  };
};
