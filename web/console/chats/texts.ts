// The texts of the pages of ended chats, for their parts.
import type { history } from '../../../shared/text/nl/console-history.ts';
import type { Text } from '../../../shared/text/text.ts';
import { createGiven } from '../shell/given.ts';

export type HistoryTexts = Text<typeof history>;
export const historyTexts = createGiven<HistoryTexts>('page texts');
