// What finds a chat: words compared without accents and capitals, and what of a chat they are compared with. Pure.
import type { Entry } from '../../shared/model.ts';
import { agentsOf, type Chat } from './chat.ts';

export interface Wish {
  readonly who: string;
  readonly agent: string;
  readonly text: string;
}

/** As people look for it: no accents, no capitals, one space for any white space. */
export const fold = (text: string): string =>
  text.toWellFormed().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

const has = (text: string, folded: string): boolean => fold(text).includes(folded);

/** Whether a chat fits all of the wish but its text, which is in the log. */
export const fits = (chat: Chat, { who, agent }: Pick<Wish, 'who' | 'agent'>): boolean => {
  const { nickname, email = '', customer } = chat;
  const isWho = [nickname, customer.login, customer.name, email].some((text) => has(text, fold(who)));
  return isWho && (agent.trim() === '' || agentsOf(chat).some(({ name }) => has(name, fold(agent))));
};

/** The first of the entries in which someone says `text`. */
export const findSaid = (
  entries: readonly Entry[],
  text: string,
): Extract<Entry, { kind: 'message' }> | undefined => {
  const folded = fold(text);
  for (const entry of entries) if (entry.kind === 'message' && has(entry.text, folded)) return entry;
  return undefined;
};

/** Characters of a line around what was found. */
const BEFORE = 40;
const LINE = 160;

/** A message cut to one line in which the text stands; found again roughly, for folding moves places. */
export const excerpt = (said: string, text: string): string => {
  const characters = Array.from(said.toWellFormed().replace(/\s+/gu, ' ').trim());
  if (characters.length <= LINE) return characters.join('');
  const place = Array.from(fold(said).split(fold(text))[0] ?? '').length;
  const start = Math.max(0, Math.min(place - BEFORE, characters.length - LINE));
  const end = start + LINE;
  return `${start > 0 ? '…' : ''}${characters.slice(start, end).join('').trim()}${end < characters.length ? '…' : ''}`;
};
