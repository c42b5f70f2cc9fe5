// A list that comes page by page: what has come, whether there is more, and what went wrong. Independent of any list.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from './api.ts';

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

export interface Pages<T, P extends PageOf<T>> {
  /** Undefined until the first page has come. */
  readonly items: readonly T[] | undefined;
  /** The last page that came. */
  readonly page: P | undefined;
  readonly fault: Failure | undefined;
  readonly isBusy: boolean;
  /** Asks for the next page, or again for the one that failed. */
  more(): void;
}

interface State<T, P> {
  readonly items?: readonly T[];
  readonly page?: P;
  readonly fault?: Failure;
  readonly isBusy: boolean;
}

/**
 * @param question begins the list anew when it changes.
 * @param idOf two pages may hold the same line when it moved meanwhile; the later one is dropped.
 */
export const usePages = <T, P extends PageOf<T>>(
  question: string,
  ask: (from: string | undefined) => Promise<Answer<P>>,
  idOf: (item: T) => unknown,
): Pages<T, P> => {
  const [state, setState] = useState<State<T, P>>({ isBusy: true });
  const current = useRef(question);
  current.current = question;
  const load = async (before: State<T, P>) => {
    setState({ ...before, isBusy: true });
    const answer = await ask(before.page?.next);
    if (current.current !== question) return;
    if (!('ok' in answer)) {
      const { fault: _, ...rest } = before;
      setState({ ...rest, fault: answer, isBusy: false });
      return;
    }
    const known = new Set(before.items?.map(idOf));
    const items = [...(before.items ?? []), ...answer.ok.items.filter((item) => !known.has(idOf(item)))];
    setState({ items, page: answer.ok, isBusy: false });
  };
  useEffect(() => {
    void load({ isBusy: true });
  }, [question]);
  return {
    items: state.items,
    page: state.page,
    fault: state.fault,
    isBusy: state.isBusy,
    more: () => void load(state),
  };
};
