// Standard texts as the picker and the settings show them: found, grouped, written (S12). Pure.
import { type Signal, signal } from '@preact/signals';
import { foldText, foldWords } from '../../../shared/fold-text.ts';
import type { StandardText } from '../../../shared/model.ts';
import { CATEGORY_MAX, findTextFault, STANDARD_TITLE_MAX } from '../../../shared/rules.ts';

export interface TextGroup {
  readonly category: string;
  readonly texts: readonly StandardText[];
}

/** The texts in which every word of the query is found, by category and then in their order. */
export const findTexts = (texts: Iterable<StandardText>, query = ''): readonly TextGroup[] => {
  const words = foldWords(query);
  const byCategory = Map.groupBy(
    [...texts]
      .filter(({ title, text, category }) => {
        const searched = foldText(`${title}\n${category}\n${text}`);
        return words.every((word) => searched.includes(word));
      })
      .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title)),
    ({ category }) => category,
  );
  return [...byCategory].map(([category, found]) => ({ category, texts: found }));
};

export type TextField = 'title' | 'text' | 'category' | 'order';
/** A text being written; without `textId` it is a new one. `rev` is the version it was typed over. */
export type TextDraft = { readonly [N in TextField]: string } & {
  readonly textId?: string;
  readonly rev?: number | undefined;
};

export const toDraft = ({ id, order, ...text }: StandardText): TextDraft => ({
  ...text,
  textId: id,
  order: String(order),
});

/** Keeps the text being written, if any, while the agent is on another page. */
export const keepTextDraft = (): Signal<TextDraft | undefined> => signal<TextDraft | undefined>();

/** At the end of the list. */
export const aNewText = (texts: Iterable<StandardText>): TextDraft => ({
  title: '',
  text: '',
  category: '',
  order: String(Math.max(0, ...[...texts].map(({ order }) => order)) + 1),
});

/** What became of the stored text since: changed, or deleted. */
export type TextChange =
  | { readonly kind: 'changed'; readonly to: StandardText }
  | { readonly kind: 'deleted' };
export const findTextChange = (
  { textId, rev }: TextDraft,
  texts: ReadonlyMap<StandardText['id'], StandardText> | undefined,
): TextChange | undefined => {
  if (textId === undefined || !texts) return undefined;
  const stored = texts.get(textId);
  if (!stored) return { kind: 'deleted' };
  return stored.rev === rev ? undefined : { kind: 'changed', to: stored };
};

/** What to save when the change was seen: over the newer one, or as a new text. */
export const rebaseText = (
  { textId, rev, ...typed }: TextDraft,
  change: TextChange | undefined,
): TextDraft => {
  switch (change?.kind) {
    case undefined:
      return { ...typed, ...(textId !== undefined && { textId, rev }) };
    case 'changed':
      return { ...typed, textId: change.to.id, rev: change.to.rev };
    case 'deleted':
      return typed;
    default:
      return change satisfies never;
  }
};

/** The first field that cannot be saved like this. */
export const findWrongField = ({ title, category, text, order }: TextDraft): TextField | undefined => {
  if (title.trim() === '' || title.length > STANDARD_TITLE_MAX) return 'title';
  if (category.length > CATEGORY_MAX) return 'category';
  if (!/^\s*-?\d{1,9}\s*$/.test(order)) return 'order';
  return findTextFault(text) ? 'text' : undefined;
};
