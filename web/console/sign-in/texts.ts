// The texts of the page "Inloggen", for its parts.
import type { signInPage } from '../../../shared/text/nl/console-sign-in.ts';
import type { Text } from '../../../shared/text/text.ts';

export type SignInTexts = Text<typeof signInPage>;
