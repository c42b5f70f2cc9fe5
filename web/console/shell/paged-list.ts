// A list that is searched and read page by page; only the newest question counts. No DOM; independent of what is listed.
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Answer, Failure } from '../../ui/api.ts';

interface Page {
  readonly cursor?: string | undefined;
}

export interface PagedList<T> {
  /** Absent until the first page came. */
  readonly items: ReadonlySignal<readonly T[] | undefined>;
  readonly hasMore: ReadonlySignal<boolean>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<Failure | undefined>;
  search(text: string): Promise<void>;
  more(): Promise<void>;
}

interface Source<P extends Page, T> {
  ask(text: string, cursor: string | undefined): Promise<Answer<P>>;
  itemsOf(page: P): readonly T[];
  /** The same for an item that stands on two pages. */
  keyOf(item: T): string;
}

export const createPagedList = <P extends Page, T>({ ask, itemsOf, keyOf }: Source<P, T>): PagedList<T> => {
  const items = signal<readonly T[] | undefined>();
  const cursor = signal<string | undefined>();
  const hasMore = signal(false);
  const isBusy = signal(false);
  const fault = signal<Failure | undefined>();
  let text = '';
  let asked = 0;

  const read = async (from: string | undefined) => {
    const question = ++asked;
    isBusy.value = true;
    const answer = await ask(text, from);
    if (question !== asked) return;
    batch(() => {
      isBusy.value = false;
      fault.value = 'ok' in answer ? undefined : answer;
      if (!('ok' in answer)) return;
      // What changed its place between two pages stands on both.
      const known = new Map((from ? (items.value ?? []) : []).map((item) => [keyOf(item), item]));
      for (const item of itemsOf(answer.ok)) known.set(keyOf(item), item);
      items.value = [...known.values()];
      cursor.value = answer.ok.cursor;
      hasMore.value = answer.ok.cursor !== undefined;
    });
  };

  return {
    items,
    hasMore,
    isBusy,
    fault,
    search: (typed) => {
      text = typed.trim();
      return read(undefined);
    },
    more: () => read(cursor.value),
  };
};
