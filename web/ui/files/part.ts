// Files, as one part to fetch: beside a box to write in, and in a log.
import type { FileTexts } from './texts.ts';

export { ChatFiles } from './ChatFiles.tsx';
export { FileField } from './FileField.tsx';
export { RulesCard } from './RulesCard.tsx';
export { SentWords } from './SentWords.tsx';

/** @param locale as in `nl-NL`. */
export const textsIn = async (locale: string): Promise<FileTexts> =>
  (
    await (locale.startsWith('nl')
      ? import('../../../shared/text/nl/files.ts')
      : import('../../../shared/text/en/files.ts'))
  ).files;
