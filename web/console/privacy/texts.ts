// The texts of the page "Privacy", for its parts.
import type { privacy } from '../../../shared/text/nl/console-privacy.ts';
import type { Text } from '../../../shared/text/text.ts';
import { createGiven } from '../shell/given.ts';

export type PrivacyTexts = Text<typeof privacy>;
export const privacyTexts = createGiven<PrivacyTexts>('page texts');
