// The focus in the chat window while what is shown in it changes. Independent of any view.
// Whoever asked for the window, or is in it, is brought to what a new view begins with; whoever is busy elsewhere on the page is not interrupted.
import { useLayoutEffect } from 'preact/hooks';

export interface Focus {
  /** As the `ref` of what a view begins with. */
  take(element: HTMLElement | null): void;
  /** Before anything is drawn: what has the focus may be about to go. */
  note(): void;
  /** After it was drawn. */
  settle(): void;
}

/** @param isWanted whether the window was asked for, so that its first view takes the focus from wherever it is. */
export const createFocus = (root: ShadowRoot, box: Element, isWanted: boolean): Focus => {
  let isFree = isWanted;
  return {
    take: (element) => {
      if (isFree) element?.focus();
    },
    note: () => {
      isFree ||= root.activeElement !== null;
    },
    settle: () => {
      // Until the browser said where the chat is shown, nothing is.
      if (box.firstChild) isFree = false;
    },
  };
};

/** For each component that shows now one view and then another. */
export const useFocus = ({ note, settle }: Focus): void => {
  note();
  useLayoutEffect(settle);
};
