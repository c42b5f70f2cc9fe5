// What nobody needs to talk, with its texts, and the way to files. Fetched once the window is there.
import type { Language } from '../../../shared/text/text.ts';
import { filesPart } from '../../ui/give-files.ts';
import { css, views } from '../views/side-views.ts';

export const openSide = async (language: Language) => {
  filesPart.load = () => import('./files-part.ts');
  const { texts } = await (language === 'nl' ? import('./texts-side-nl.ts') : import('./texts-side-en.ts'));
  return { css, views, texts };
};
