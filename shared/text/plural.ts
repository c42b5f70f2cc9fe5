// Which form of a word goes with a number, by the rules of the language.
import type { Language } from './text.ts';

export const createPlural = (language: Language) => {
  const rules = new Intl.PluralRules(language);
  return (count: number, one: string, other: string): string => (rules.select(count) === 'one' ? one : other);
};
