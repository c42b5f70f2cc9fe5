// What every view of the chat window is given.
import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Texts } from '../texts.ts';
import type { Widget } from '../widget.ts';

export interface Parts {
  readonly widget: Widget;
  readonly texts: Texts;
  /** What the tab says; it came with the loader. */
  readonly label: string;
  /** The log as it is drawn. A long one takes its time, so it is made anew when it changed, not at every key. */
  readonly log: ReadonlySignal<JSX.Element | null>;
  /**
   * As the `ref` of what a view begins with: gives it the focus when the window was asked for, or when it takes the
   * place of what had it. Whoever is busy elsewhere on the page is not interrupted.
   */
  readonly takeFocus: (element: HTMLElement | null) => void;
}
