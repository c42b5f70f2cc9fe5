// The portal's texts in the reader's language; the other language is not loaded.
import type { portal } from '../../shared/text/nl/portal.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import type { CommonTexts, UiTexts } from '../ui/types.ts';

export interface Texts {
  readonly common: CommonTexts;
  readonly ui: UiTexts;
  readonly portal: Text<typeof portal>;
}

export const textLoaders: { readonly [L in Language]: () => Promise<Texts> } = {
  nl: () => import('./texts-nl.ts'),
  en: () => import('./texts-en.ts'),
};
