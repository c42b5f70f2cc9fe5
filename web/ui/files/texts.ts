// The texts of files in the language of the page, which come with this part; and why a file was refused.
import type { Refusal } from '../../../shared/errors.ts';
import type { files } from '../../../shared/text/nl/files.ts';
import type { Text } from '../../../shared/text/text.ts';

export type FileTexts = Text<typeof files>;

/** Why a file was refused. What is refused for another reason did not work, and can be tried again. */
export const refusalOf = ({ refusals, failed }: FileTexts, refusal: Refusal | undefined): string => {
  if (!refusal || !Object.hasOwn(refusals, refusal.code)) return failed;
  const say = refusals[refusal.code as keyof typeof refusals] as (refusal: Refusal) => string;
  return say(refusal);
};
