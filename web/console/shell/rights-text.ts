// Rights in the words of the screen.
import type { PeopleTexts } from './people-texts.ts';

/** Permissions by their names on the screen, others (names of groups) as they are. */
export const rightsText = (rights: readonly string[], { permissions }: PeopleTexts): string => {
  const names = new Map(Object.entries(permissions));
  return rights.map((right) => names.get(right) ?? right).join(', ');
};
