// The texts the chat window is written in, as types.
import type { Person } from '../../../shared/model.ts';
import type { chat } from '../../../shared/text/nl/chat.ts';
import type { chatRefusals } from '../../../shared/text/nl/chat-refusals.ts';
import type { widget } from '../../../shared/text/nl/widget.ts';
import type { side } from '../../../shared/text/nl/widget-side.ts';
import { refusalText, type Text } from '../../../shared/text/text.ts';
import type { Failure } from '../../ui/api.ts';
import { isolate } from '../../ui/isolate.ts';

export type Texts = Text<typeof chat> & Text<typeof widget>;

/** What comes with the side views. */
export type SideTexts = Text<typeof side> & { readonly refusals: Text<typeof chatRefusals> };

export const failureText = (texts: Texts & SideTexts, failure: Failure): string =>
  'error' in failure ? refusalText(texts, failure.error) : texts.noAnswer;

/** As a list in a sentence. */
export const namesOf = (people: readonly Pick<Person, 'name'>[], texts: Texts): string =>
  new Intl.ListFormat(texts.locale).format(people.map(({ name }) => isolate(name)));
