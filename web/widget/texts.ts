// The texts the chat window is written in, as types.

import type { common } from '../text/nl/common.ts';
import type { widget } from '../text/nl/widget.ts';
import { refusalText, type Text } from '../text/text.ts';
import type { Trouble } from './view.ts';

export interface Texts {
  readonly common: Text<typeof common>;
  readonly widget: Text<typeof widget>;
  /** What the tab says; it came with the loader. */
  readonly tab: string;
}

export const troubleText = (texts: Texts, trouble: Trouble): string =>
  'error' in trouble ? refusalText(texts.common, trouble.error) : texts.widget.lost;

/** First-strong isolate … pop: a name from right to left does not reorder the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`;

/** `Anna, Bram en Carla`, in the reader's language. */
export const listNames = (names: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale).format(names.map(isolate));
