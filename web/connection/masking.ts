// A number that nobody should have in a chat is masked before a text leaves this browser (S139); the server does the same. Both sites fetch it when somebody types.
import { maskText } from '../../shared/mask.ts';
import type { MaskKind } from '../../shared/model.ts';
import type { Conversation } from './types.ts';

/** What the masking of a text depends on. */
export type About = Pick<Conversation, 'chat' | 'entries'>;

/** A number may be the answer to what was said last. */
export const mask = (text: string, kinds: readonly MaskKind[], { entries }: About): string => {
  const last = entries.peek().findLast((entry) => entry.kind === 'message');
  return maskText(text, kinds, last?.text).text;
};
