// What of a chat can be searched for, as terms: every four characters in a row of its folded text, names and agents. Pure.
import { foldText } from '../../shared/fold-text.ts';

/**
 * A term is a number, so that sets of them are quick: the field, and four characters. Below 2^53, seven bytes when stored.
 * Four, as three are too common: a third of all chats would have every three characters of "heten", and none that word
 * (docs/decisions/040).
 */
export type Term = number;

/** What a term is of; `unread`: the document has text that is in no term, so it may have anything. */
const FIELDS = { unread: 0, text: 1, who: 2, agent: 3 } as const;
export type Field = Exclude<keyof typeof FIELDS, 'unread'>;

export const UNREAD: Term = FIELDS.unread;

const LENGTH = 4;
/** Twelve bits a character: the alphabets of Europe and the Near East as they are, of the others several share one. */
const PLAIN = 2 ** 11;
const CODES = 2 * PLAIN;

const codeAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit < PLAIN ? unit : PLAIN + (unit % PLAIN);
};

/** Behind a text, so that its last characters begin a term too; folding leaves no line break in what is searched for. */
const END = '\n'.repeat(LENGTH - 1);

const termAt = (field: Field, text: string, at: number): Term => {
  let term: number = FIELDS[field];
  for (let place = at; place < at + LENGTH; place++) term = term * CODES + codeAt(text, place);
  return term;
};

/** Adds every term of a text to `terms`. */
export const addTerms = (terms: Set<Term>, field: Field, text: string): void => {
  const folded = `${foldText(text)}${END}`;
  for (let at = 0; at < folded.length - END.length; at++) terms.add(termAt(field, folded, at));
};

/** Terms from `first` up to `last`, both included: one of them is in every document that is looked for. */
export interface TermRange {
  readonly first: Term;
  readonly last: Term;
}

/**
 * Of which terms a document has to have one each to have `search` anywhere in the field; none for a search that is in
 * everything. Fewer than four characters begin many terms, and any of them will do.
 */
export const rangesOf = (field: Field, search: string): TermRange[] => {
  const folded = foldText(search);
  if (folded.length === 0) return [];
  if (folded.length < LENGTH) {
    const first = termAt(field, folded.padEnd(LENGTH, '\0'), 0);
    return [{ first, last: first + CODES ** (LENGTH - folded.length) - 1 }];
  }
  const terms = new Set<Term>();
  for (let at = 0; at + LENGTH <= folded.length; at++) terms.add(termAt(field, folded, at));
  return [...terms].map((term) => ({ first: term, last: term }));
};
