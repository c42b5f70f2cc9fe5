// What every part of the second factor is given: its own texts and those of the site.
import type { factors } from '../../../shared/text/nl/factors.ts';
import type { Language, Text } from '../../../shared/text/text.ts';
import type { CommonTexts, UiTexts } from '../types.ts';

export type FactorTexts = Text<typeof factors>;

export interface Words {
  readonly texts: FactorTexts;
  readonly ui: UiTexts;
  readonly common: CommonTexts;
  readonly language: Language;
}
