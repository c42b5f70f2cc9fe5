// Which language the reader chose, kept on this device; texts of the other language are never loaded.

import type { Language } from '../../shared/text/text.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { createStored, plainText } from '../storage/stored.ts';

export const languages: readonly Language[] = ['nl', 'en'];

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

const choice = () =>
  createStored(
    storageOrMemory(() => localStorage),
    'language',
    isLanguage,
    plainText,
  );

/** Dutch unless another language was chosen. */
export const currentLanguage = (): Language => choice().read() ?? 'nl';

/**
 * Keeps the choice for the next page, such as the one a person chose on another device.
 * @returns whether there was one to keep.
 */
export const saveLanguage = (language: Language | undefined): boolean =>
  language !== undefined && choice().write(language);

/** Keeps the choice and shows the page again in it; chats and drafts restore themselves on every page load. */
export const chooseLanguage = (language: Language): void => {
  saveLanguage(language);
  location.reload();
};

/**
 * Loads the texts of the current language and tells the document. Each loader is a dynamic import of one module that
 * exports all texts a bundle needs, so a language is one file.
 */
export const loadTexts = async <T>(loaders: { readonly [L in Language]: () => Promise<T> }): Promise<T> => {
  const language = currentLanguage();
  document.documentElement.lang = language;
  return loaders[language]();
};
