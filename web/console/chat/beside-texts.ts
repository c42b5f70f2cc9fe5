// The texts of what stands beside a conversation, for its parts.
import type { beside } from '../../../shared/text/nl/console-beside.ts';
import type { Text } from '../../../shared/text/text.ts';
import { createGiven } from '../shell/given.ts';

export type BesideTexts = Text<typeof beside>;
export const besideTexts = createGiven<BesideTexts>('texts beside a conversation');
