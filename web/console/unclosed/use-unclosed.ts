// What every part of "Ongesloten chats" uses: the list as it is kept, and its texts.
import type { unclosed } from '../../../shared/text/nl/console-unclosed.ts';
import type { Text } from '../../../shared/text/text.ts';
import { createGiven } from '../shell/given.ts';
import { usePageModel } from '../shell/uses.tsx';
import { createUnclosed, type Unclosed } from './unclosed.ts';

export type UnclosedTexts = Text<typeof unclosed>;
export const unclosedTexts = createGiven<UnclosedTexts>('page texts');

/** The list as it is kept while the agent is on another page. */
export const useUnclosed = (): Unclosed => usePageModel(createUnclosed);
