// Naming colleagues in a note: what is being typed behind an `@`, who fits, and who is named in the end. Pure.
import { foldText } from '../../../shared/fold-text.ts';
import type { Person } from '../../../shared/model.ts';
import type { DeskState } from '../state/state.ts';

export interface Mention {
  /** Where the `@` stands. */
  readonly from: number;
  /** What was typed behind it. */
  readonly word: string;
}

export type Colleague = Person;

/** Characters of a name that are looked for; and as many colleagues are listed. */
const WORD_MAX = 40;
const LISTED = 8;

/** An `@` at the beginning or after white space, and what is typed behind it up to the cursor. */
export const mentionAt = (text: string, cursor: number): Mention | undefined => {
  const before = text.slice(0, cursor);
  const from = before.lastIndexOf('@');
  if (from < 0 || (from > 0 && !/\s/.test(before.charAt(from - 1)))) return undefined;
  const word = before.slice(from + 1);
  return word.length > WORD_MAX || /[\n@]|\s\S*\s/.test(word) ? undefined : { from, word };
};

/** Agents with a console open, but this one: whoever is named is told at once. */
export const findColleagues = (
  { agents, consoles, chats, me }: DeskState,
  word?: string,
): readonly Colleague[] => {
  const names = new Map<Person['id'], string>();
  for (const chat of chats.values()) for (const agent of chat.agents) names.set(agent.id, agent.name);
  for (const agent of agents.values()) names.set(agent.id, agent.name);
  const there = [...names]
    .filter(([id]) => id !== me?.id && consoles.get(id)?.open)
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  if (word === undefined) return there;
  const folded = foldText(word);
  return there.filter(({ name }) => foldText(name).includes(folded)).slice(0, LISTED);
};

/** Those whose name stands behind an `@`; of two names that begin alike the longer one counts. */
export const mentionsIn = (text: string, colleagues: readonly Colleague[]): Colleague[] => {
  let rest = text;
  return [...colleagues]
    .sort((a, b) => b.name.length - a.name.length)
    .filter(({ name }) => {
      const isNamed = rest.includes(`@${name}`);
      rest = rest.replaceAll(`@${name}`, '');
      return isNamed;
    });
};
