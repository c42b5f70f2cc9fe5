// The texts of the pages about people as a page gets them.
import type { people } from '../../../shared/text/nl/people.ts';
import type { Text } from '../../../shared/text/text.ts';

export type PeopleTexts = Text<typeof people>;

export interface WithTexts {
  readonly texts: { readonly people: PeopleTexts };
}
