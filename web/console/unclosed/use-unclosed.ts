// What every part of "Ongesloten chats" uses: the list as it is kept, and its texts.
import type { unclosed } from '../../text/nl/console-unclosed.ts';
import type { Text } from '../../text/text.ts';
import { createPageTexts } from '../shell/page-texts.ts';
import { useView, type View } from '../shell/view.ts';
import { createUnclosed, type Unclosed } from './unclosed.ts';

export type UnclosedTexts = Text<typeof unclosed>;
export const unclosedTexts = createPageTexts<UnclosedTexts>();

export const useUnclosed = (): View & { readonly unclosed: Unclosed; readonly texts: UnclosedTexts } => {
  const view = useView();
  return { ...view, unclosed: view.office.kept(createUnclosed), texts: unclosedTexts.use() };
};
