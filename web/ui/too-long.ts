// What is pasted into a field is never cut: it stays, its surplus is told, and it is not saved. Pure but for the hook.
import { useState } from 'preact/hooks';
import { surplusOfName } from '../../shared/rules.ts';
import type { UiTexts } from './types.ts';

/** What is wrong with a text of more characters than are taken; nothing when it fits. */
export const tooLong = (text: string, max: number, { tooLong: words }: UiTexts): string | undefined =>
  text.length > max ? words(text.length - max) : undefined;

/** The same of a name, which is counted as it is stored. */
export const nameTooLong = (name: string, max: number, { tooLong: words }: UiTexts): string | undefined => {
  const surplus = surplusOfName(name, max);
  return surplus > 0 ? words(surplus) : undefined;
};

/** For a field that keeps what stands in it itself. */
export const useTooLong = (max: number, texts: UiTexts, standing = '') => {
  const [text, setText] = useState(standing);
  return {
    error: tooLong(text, max, texts),
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setText(currentTarget.value),
  };
};
