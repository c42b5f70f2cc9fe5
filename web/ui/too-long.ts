// What is pasted into a field is never cut: it stays, its surplus is told, and it is not saved. Pure.
import type { UiTexts } from './types.ts';

/** What is wrong with a text of more characters than are taken; nothing when it fits. */
export const tooLong = (text: string, max: number, { tooLong: words }: UiTexts): string | undefined =>
  text.length > max ? words(text.length - max) : undefined;
