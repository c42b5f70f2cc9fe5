// What finds a chat: words compared without accents and capitals, and what of a chat they are compared with. Pure.
import { foldText } from '../../shared/fold-text.ts';
import type { Entry } from '../../shared/model.ts';
import { agentsOf, type Chat } from './chat.ts';

export interface ChatCriteria {
  readonly who: string;
  readonly agent: string;
  readonly text: string;
}

const has = (text: string, folded: string): boolean => foldText(text).includes(folded);

/** Whether a chat matches all criteria but the text, which is in the log. */
export const matchesCriteria = (chat: Chat, { who, agent }: Pick<ChatCriteria, 'who' | 'agent'>): boolean => {
  const { nickname, email = '', customer } = chat;
  const isWho = [nickname, customer.login, customer.name, email].some((text) => has(text, foldText(who)));
  return isWho && (agent.trim() === '' || agentsOf(chat).some(({ name }) => has(name, foldText(agent))));
};

/** The first of the entries in which someone says `text`. */
export const findMessage = (
  entries: readonly Entry[],
  text: string,
): Extract<Entry, { kind: 'message' }> | undefined => {
  const folded = foldText(text);
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
  const place = Array.from(foldText(said).split(foldText(text))[0] ?? '').length;
  const start = Math.max(0, Math.min(place - BEFORE, characters.length - LINE));
  const end = start + LINE;
  return `${start > 0 ? '…' : ''}${characters.slice(start, end).join('').trim()}${end < characters.length ? '…' : ''}`;
};
