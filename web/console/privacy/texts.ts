// The texts of the page "Privacy", for its parts.
import type { privacy } from '../../text/nl/console-privacy.ts';
import type { Text } from '../../text/text.ts';
import { createPageTexts } from '../shell/page-texts.ts';

export type PrivacyTexts = Text<typeof privacy>;
export const privacyTexts = createPageTexts<PrivacyTexts>();
