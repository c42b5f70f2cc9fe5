// The texts of the settings as their parts get them.
import type { settings, texts as standardTexts } from '../../text/nl/console-settings.ts';
import type { Text } from '../../text/text.ts';

export interface SettingsTexts {
  readonly settings: Text<typeof settings>;
  readonly texts: Text<typeof standardTexts>;
}
