// The texts the chat window is written in, as types.
import type { chat } from '../../../shared/text/nl/chat.ts';
import type { widget } from '../../../shared/text/nl/widget.ts';
import type { side } from '../../../shared/text/nl/widget-side.ts';
import { refusalText, type Text } from '../../../shared/text/text.ts';
import type { Failure } from '../../ui/api.ts';

export type Texts = Text<typeof chat> & Text<typeof widget>;

/** What comes with the side views. */
export type SideTexts = Text<typeof side>;

export const failureText = (texts: Texts, failure: Failure): string =>
  'error' in failure ? refusalText(texts, failure.error) : texts.noAnswer;
