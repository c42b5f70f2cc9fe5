// Rights in the words of the screen.
import type { AccountTexts } from './account-texts.ts';

/** Permissions by their names on the screen, others (names of groups) as they are. */
export const rightsText = (rights: readonly string[], { permissions }: AccountTexts): string => {
  const names = new Map(Object.entries(permissions));
  return rights.map((right) => names.get(right) ?? right).join(', ');
};
