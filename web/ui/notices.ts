// Messages about what happened, for a list on the page: posted, read, closed. No DOM, and no texts.
import { effect, type ReadonlySignal, signal } from '@preact/signals';

export type Posted<N> = N & { readonly id: number };

export interface NoticeList<N> {
  readonly shown: ReadonlySignal<readonly Posted<N>[]>;
  post(notice: N): void;
  dismiss(id: number): void;
  /** Takes away those that are over. */
  removeWhere(isOver: (notice: Posted<N>) => boolean): void;
  /** Somebody is reading them, by pointer or keyboard: none goes by itself meanwhile. */
  setRead(isBeingRead: boolean): void;
}

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
  const isBeingRead = signal(false);
  const removeWhere = (isOver: (notice: Posted<N>) => boolean) => {
    shown.value = shown.value.filter((notice) => !isOver(notice));
  };
  effect(() => {
    if (isBeingRead.value || !shown.value.some(isPassing)) return;
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
    setRead: (isRead) => {
      isBeingRead.value = isRead;
    },
  };
};
