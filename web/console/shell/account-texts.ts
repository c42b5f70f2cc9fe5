// The texts of the pages about people as a page gets them.
import type { accounts } from '../../../shared/text/nl/accounts.ts';
import type { Text } from '../../../shared/text/text.ts';

export type AccountTexts = Text<typeof accounts>;

export interface WithTexts {
  readonly texts: { readonly accounts: AccountTexts };
}
