// The texts the shared parts are written in, as types; which language they are in is the site's choice.
import type { common } from '../../shared/text/nl/common.ts';
import type { ui } from '../../shared/text/nl/ui.ts';
import type { Text } from '../../shared/text/text.ts';

export type CommonTexts = Text<typeof common>;
export type UiTexts = Text<typeof ui>;
