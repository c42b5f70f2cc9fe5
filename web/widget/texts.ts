// The texts the chat window is written in, as types.
import type { chat } from '../../shared/text/nl/chat.ts';
import type { widget } from '../../shared/text/nl/widget.ts';
import { refusalText, type Text } from '../../shared/text/text.ts';
import type { Trouble } from './view.ts';

export type Texts = Text<typeof chat> & Text<typeof widget>;

export const troubleText = (texts: Texts, trouble: Trouble): string =>
  'error' in trouble ? refusalText(texts, trouble.error) : texts.noAnswer;

/** First-strong isolate … pop: a name from right to left does not reorder the sentence around it. */
export const isolate = (name: string): string => `\u2068${name}\u2069`;
