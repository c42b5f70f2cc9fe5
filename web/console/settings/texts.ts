// The texts of the settings as their parts get them.
import type { settings, texts as standardTexts } from '../../../shared/text/nl/console-settings.ts';
import type { Text } from '../../../shared/text/text.ts';

export interface SettingsTexts {
  readonly settings: Text<typeof settings>;
  readonly texts: Text<typeof standardTexts>;
}
