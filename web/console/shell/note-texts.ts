// The texts of notes and of taking back what was said, fetched by the parts that show them. No component.
import { useEffect, useState } from 'preact/hooks';
import type { notes } from '../../../shared/text/nl/console-notes.ts';
import type { Text } from '../../../shared/text/text.ts';
import { useTexts } from './uses.tsx';

export type NoteTexts = Text<typeof notes>;

export const noteTextsIn = {
  nl: () => import('../../../shared/text/nl/console-notes.ts'),
  en: () => import('../../../shared/text/en/console-notes.ts'),
} as const;

/** Nothing until they are there, or when they could not be had. */
export const useNoteTexts = (): NoteTexts | undefined => {
  const { language } = useTexts();
  const [texts, setTexts] = useState<NoteTexts>();
  useEffect(() => {
    const load = async () => setTexts((await noteTextsIn[language]()).notes);
    load().catch(() => {});
  }, []);
  return texts;
};
