// The texts of the page "Andere websites", for its parts.
import type { embedding } from '../../../shared/text/nl/console-embedding.ts';
import type { Text } from '../../../shared/text/text.ts';

export type EmbeddingTexts = Text<typeof embedding>;
